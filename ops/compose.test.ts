import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../config.ts';
import { MEMORY, WORKER_FLAGS } from './children.ts';

/** What of the Compose specification the file relies on; an unknown key is a fault. */
const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string().regex(/^([\d.]+:)?\d+:\d+$/)).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z.strictObject({ test: z.array(z.string()), interval: z.string(), retries: z.number() }).optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_completed_successfully']) }))
    .optional(),
});
const compose = z.strictObject({
  name: z.string(),
  'x-passerelle': z.unknown(),
  'x-temporal-database': z.unknown(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const file = compose.parse(parse(read('docker-compose.yml'), { merge: true }));
const services = Object.entries(file.services);
const OURS = ['api', 'worker', 'migrate'];

/** Variables of a service with every `${…}` replaced by a good value, as `docker compose` would do. */
function environmentOf(name: string): Record<string, string> {
  const given: Record<string, string> = {
    PUBLIC_URL: 'https://passerelle.caf.fr',
    SMTP_URL: 'smtps://relais.caf.fr',
    MAIL_FROM: 'Passerelle <ne-pas-repondre@caf.fr>',
    CAF_MAILBOX: 'partenaires@caf{caf}.caf.fr',
    ENCRYPTION_KEYS: `k:${Buffer.from('Zr8uYw2Lx0Qm5Tn7Vb3Kc9Hd1Gf6Js4P').toString('base64')}`,
  };
  return Object.fromEntries(
    Object.entries(file.services[name]?.environment ?? {}).map(([variable, value]) => [
      variable,
      value.replace(
        /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
        (_all, wanted, fallback) => given[wanted] ?? fallback ?? 'x',
      ),
    ]),
  );
}

describe('docker-compose.yml', () => {
  test('has database, Temporal with its UI, migration job, API, worker and mail catcher', () => {
    expect(Object.keys(file.services)).toEqual(
      expect.arrayContaining(['postgres', 'temporal', 'temporal-ui', 'migrate', 'api', 'worker', 'mail']),
    );
  });

  test.each(services)('%s depends on services that exist, and waits for what they can tell', (_name, one) => {
    for (const [wanted, { condition }] of Object.entries(one.depends_on ?? {})) {
      const other = file.services[wanted];
      expect(other).toBeDefined();
      if (condition === 'service_healthy') expect(other?.healthcheck).toBeDefined();
      // one that is started for ever is never completed
      else expect(['no', 'on-failure']).toContain(other?.restart);
    }
  });

  test('mounts only volumes and files that exist', () => {
    for (const volume of services.flatMap(([, one]) => one.volumes ?? [])) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('./')) expect(read(source.slice(2))).toMatch(/\S/);
      else expect(Object.keys(file.volumes)).toContain(source);
    }
  });

  test('pins every image that is not ours', () => {
    for (const [name, one] of services)
      if (!OURS.includes(name)) expect(one.image).toMatch(/:v?\d+(\.\d+)*$/);
      else expect(one.image).toBe('passerelle:latest');
  });

  test('runs files that exist, with variables that the program reads', () => {
    const known = `${read('config.ts')}${read('ops/migrate.ts')}`;
    for (const name of OURS) {
      const one = file.services[name];
      expect(read(one?.command?.at(-1) ?? 'missing')).toMatch(/\S/);
      for (const variable of Object.keys(one?.environment ?? {}))
        expect([variable, known.includes(variable)]).toEqual([variable, true]);
    }
  });

  test.each(['api', 'worker'])('%s has a complete production environment (config.ts)', (name) => {
    const config = loadConfig(environmentOf(name));
    expect(config).toMatchObject({ production: true, host: name === 'api' ? '0.0.0.0' : '127.0.0.1' });
    expect(config.databaseUrl).toContain('//passerelle_app:'); // never the role that owns the schema (S6)
    // the worker alone purges (S7)
    expect(config.purgeDatabaseUrl?.includes('//passerelle_purge:') ?? null).toBe(name === 'worker' ? true : null);
  });

  test.each(['api', 'worker'])(
    '%s can be told who mails come from, where those for a Caf go, and every delay',
    (name) => {
      for (const variable of ['MAIL_FROM', 'CAF_MAILBOX'])
        expect(file.services[name]?.environment?.[variable]).toMatch(new RegExp(`^\\$\\{${variable}:\\?`));
      expect(file.services[name]?.env_file).toEqual([{ path: 'policy.env', required: false }]);
    },
  );

  test('runs the worker within the memory that the single machine gives it (P6)', () => {
    expect(file.services.worker?.command).toEqual(expect.arrayContaining([...WORKER_FLAGS]));
    for (const [name, value] of Object.entries(MEMORY)) expect(read('ops/Dockerfile')).toContain(`${name}=${value}`);
  });

  test('only the API is open to the outside', () => {
    for (const [name, one] of services)
      for (const port of one.ports ?? []) if (name !== 'api') expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test('gives no secret a default (S10)', () => {
    const text = read('docker-compose.yml');
    for (const secret of [
      'ENCRYPTION_KEYS',
      'OWNER_DATABASE_PASSWORD',
      'APP_DATABASE_PASSWORD',
      'PURGE_DATABASE_PASSWORD',
    ]) {
      expect(text).toMatch(new RegExp(`\\$\\{${secret}:\\?`));
      expect(text).not.toMatch(new RegExp(`\\$\\{${secret}:?-`));
    }
  });
});

describe('ops/Dockerfile', () => {
  const text = read('ops/Dockerfile');

  test('leaves development behind and runs as nobody in particular', () => {
    expect(text).toMatch(/npm ci --omit=dev/);
    expect(text).toMatch(/^USER node$/m);
  });

  test('copies no secret, data or build of the machine it is made on', () => {
    const ignored = read('.dockerignore').split('\n');
    // docker compose reads the secrets from .env
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.git', 'node_modules', '.cache', '.data', 'generated']));
    expect(read('.gitignore').split('\n')).toContain('.env');
  });
});
