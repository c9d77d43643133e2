import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { QUEUES } from '../../domain/process/queues.ts';
import { WORKER_FLAGS } from '../children.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const at = (file: string) => `ops/kubernetes/${file}`;

interface Env {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef: { name: string; key: string } };
}
interface Container {
  command: string[];
  env?: Env[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string; optional?: boolean } }[];
  securityContext: unknown;
  resources: { requests: object; limits: { memory: string } };
  startupProbe?: object;
  readinessProbe?: object;
  livenessProbe?: { httpGet: { path: string } };
}
interface Manifest {
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  data?: Record<string, string>;
  spec: {
    selector?: { matchLabels?: Record<string, string> };
    podSelector?: object;
    policyTypes?: string[];
    minAvailable?: number;
    scaleTargetRef?: { name: string };
    triggers?: { type: string; metadata: Record<string, string> }[];
    template: { spec: { securityContext: object; containers: Container[]; automountServiceAccountToken: boolean } };
  };
}
interface Rule {
  http: { paths: { path: string; pathType: string; backend: { service: { name: string } } }[] };
}

/** Files that a kustomization names, those of its base too. */
function manifests(...files: string[]): Manifest[] {
  return files.flatMap((file) => parseAllDocuments(read(at(file))).map((one) => one.toJS() as Manifest));
}

const base = manifests(
  'base/account.yaml',
  'base/settings.yaml',
  'base/migrate.yaml',
  'base/api.yaml',
  'base/worker.yaml',
  'base/network.yaml',
);
const production = manifests('overlays/production/ingress.yaml', 'overlays/production/autoscale.yaml');
const workloads = base.filter(({ kind }) => kind === 'Deployment' || kind === 'Job');
const containersOf = ({ spec }: Manifest) => spec.template.spec.containers;

describe('ops/kubernetes', () => {
  test('has API, workers and the migration job', () => {
    expect(workloads.map(({ metadata }) => metadata.name).sort()).toEqual([
      'passerelle-api',
      'passerelle-migrate',
      'passerelle-worker',
    ]);
  });

  test.each(workloads.map((one) => [one.metadata.name, one] as const))(
    '%s runs as nobody, on a disk that is read only, with no right and with a limit',
    (_name, one) => {
      expect(one.spec.template.spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(one.spec.template.spec.automountServiceAccountToken).toBe(false);
      for (const container of containersOf(one)) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources).toMatchObject({ requests: {}, limits: { memory: expect.any(String) } });
      }
    },
  );

  test.each(['passerelle-api', 'passerelle-worker'])(
    '%s is probed, and one of it stays while nodes are emptied',
    (name) => {
      const one = workloads.find(({ metadata }) => metadata.name === name);
      for (const container of one === undefined ? [] : containersOf(one)) {
        for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe])
          expect(probe).toMatchObject({ httpGet: { path: '/health/live' } });
      }
      const budget = base.find(({ kind, metadata }) => kind === 'PodDisruptionBudget' && metadata.name === name);
      expect(budget?.spec).toMatchObject({ minAvailable: 1, selector: { matchLabels: { app: name } } });
    },
  );

  test('runs files that exist, with variables that the program reads', () => {
    const known = `${read('config.ts')}${read('ops/migrate.ts')}`;
    const settings = Object.keys(base.find(({ kind }) => kind === 'ConfigMap')?.data ?? {});
    for (const container of workloads.flatMap(containersOf)) {
      expect(existsSync(path.join(root, container.command.at(-1) ?? 'missing'))).toBe(true);
      for (const { name } of container.env ?? []) expect([name, known.includes(name)]).toEqual([name, true]);
    }
    for (const name of settings) expect([name, known.includes(name)]).toEqual([name, true]);
  });

  test('README applies the migration job by itself, all but it on the way back, and first what it needs', () => {
    const readme = read(at('README.md'));
    const everything = [...base, ...production];
    const selected = (is: string) => {
      const [, label = '', value = ''] = new RegExp(`apply -f - -l '?(\\w+)${is}([\\w-]+)`).exec(readme) ?? [];
      return everything.filter(({ metadata }) => metadata.labels?.[label] === value);
    };
    const job = base.filter(({ kind }) => kind === 'Job');
    expect(selected('=')).toEqual(job);
    expect(selected('!=')).toEqual(job);
    const first = [...readme.matchAll(/-f ops\/kubernetes\/(base\/\w+\.yaml)/g)].map(([, file = '']) => file);
    const kinds = manifests(...first).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(kinds).toEqual(expect.arrayContaining(['ServiceAccount passerelle', 'NetworkPolicy passerelle-migrate']));
  });

  test('the worker has the memory and the flags of the single machine (P6)', () => {
    const worker = workloads.find(({ metadata }) => metadata.name === 'passerelle-worker');
    expect(worker?.spec.template.spec.containers[0]?.command).toEqual(expect.arrayContaining([...WORKER_FLAGS]));
  });

  test('secrets are named, never written; each role has its own', () => {
    expect([...base, ...production].filter(({ kind }) => kind === 'Secret')).toEqual([]);
    for (const container of workloads.flatMap(containersOf))
      for (const { name, value } of container.env ?? [])
        if (/URL|KEY|SECRET|PASSWORD|CERT/.test(name)) expect([name, value]).toEqual([name, undefined]);
    const of = (name: string) =>
      workloads
        .filter(({ metadata }) => metadata.name === name)
        .flatMap(containersOf)
        .flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef.key ?? []));
    expect(of('passerelle-api')).toEqual([]);
    expect(of('passerelle-worker')).toEqual(['PURGE_DATABASE_URL']);
    expect(of('passerelle-migrate')).toEqual(['MIGRATION_DATABASE_URL']);
  });

  test('what no policy allows is refused, both ways; figures are for Prometheus alone', () => {
    const policies = base.filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies[0]?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    for (const { name, from } of policies.flatMap(({ metadata, spec }) =>
      ((spec as { ingress?: { from: unknown; ports: { port: number }[] }[] }).ingress ?? [])
        .filter(({ ports }) => ports.some(({ port }) => port === 9464))
        .map((rule) => ({ name: metadata.name, from: rule.from })),
    ))
      expect([name, from]).toEqual([
        name,
        [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      ]);
    expect(read(at('overlays/production/ingress.yaml'))).not.toContain('9464');
  });

  test('the ingress leads to nobody at the document of the API, its viewer and health', () => {
    const ingress = production.find(({ kind }) => kind === 'Ingress');
    const rules = (ingress?.spec as unknown as { rules: Rule[] } | undefined)?.rules ?? [];
    const to = (name: string) =>
      rules.flatMap(({ http }) => http.paths.filter(({ backend }) => backend.service.name === name));
    expect(to('passerelle-api').map(({ path }) => path)).toEqual(['/']);
    const closed = to('passerelle-nobody');
    expect(closed.map(({ path }) => path).sort()).toEqual(['/api/v1/openapi.json', '/docs', '/health']);
    for (const { pathType } of closed) expect(pathType).toBe('Prefix');
    // by name: nothing that runs bears this one's
    expect(workloads.map(({ metadata }) => metadata.name)).not.toContain('passerelle-nobody');
    for (const { path } of closed) expect(`${read('api/docs.ts')}${read('api/health.ts')}`).toContain(`.get('${path}`);
  });

  test('workers grow with the backlog of the queues that they serve', () => {
    const scaled = production.find(({ kind }) => kind === 'ScaledObject');
    expect(scaled?.spec.scaleTargetRef?.name).toBe('passerelle-worker');
    expect(scaled?.spec.triggers).toMatchObject([
      { type: 'temporal', metadata: { taskQueue: QUEUES.people, queueTypes: 'workflow,activity' } },
      { type: 'temporal', metadata: { taskQueue: QUEUES.bulk, queueTypes: 'workflow,activity' } },
    ]);
  });

  test.each(['base', 'overlays/production', 'overlays/trial'])('%s names files that exist', (place) => {
    const [kustomization] = parseAllDocuments(read(at(`${place}/kustomization.yaml`))).map(
      (one) => one.toJS() as { resources: string[] },
    );
    for (const resource of kustomization?.resources ?? [])
      expect([resource, existsSync(path.join(root, at(place), resource))]).toEqual([resource, true]);
  });
});
