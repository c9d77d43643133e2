import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { program, schemas } from './tools.mjs';

const folder = import.meta.dirname;
const build = (overlay: string) =>
  execFileSync(program('kustomize'), ['build', path.join(folder, 'overlays', overlay)], { encoding: 'utf8' });

/** Both may have to be compiled first. */
const COMPILED_MS = 1_800_000;
beforeAll(() => {
  program('kustomize');
  program('kubeconform');
  schemas();
}, COMPILED_MS);

interface Built {
  kind: string;
  metadata: { name: string; namespace?: string };
  spec?: { replicas?: number; minAvailable?: number };
}

describe.each(['production', 'trial'])('the manifests of %s', (overlay) => {
  test('are such as Kubernetes and KEDA take them (kustomize, kubeconform)', () => {
    const locations = [
      path.join(schemas(), '{{.ResourceKind}}{{.KindSuffix}}.json'),
      path.join(folder, 'schemas', '{{.ResourceKind}}{{.KindSuffix}}.json'),
    ];
    const args = ['-strict', '-summary', ...locations.flatMap((location) => ['-schema-location', location]), '-'];
    const { status, stdout, stderr } = spawnSync(program('kubeconform'), args, {
      input: build(overlay),
      encoding: 'utf8',
    });
    expect({ status, text: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ status: 0, text: '' });
    expect(stdout).toMatch(/Valid: \d+, Invalid: 0, Errors: 0, Skipped: 0/);
  });

  test('stand in a namespace of their own, with image and number of each as the overlay says', () => {
    const text = build(overlay);
    const built = parseAllDocuments(text).map((one) => one.toJS() as Built);
    const namespace = overlay === 'trial' ? 'passerelle-trial' : 'passerelle';
    for (const { metadata } of built) expect([metadata.name, metadata.namespace]).toEqual([metadata.name, namespace]);
    const worker = built.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'passerelle-worker');
    expect(worker?.spec?.replicas).toBe(overlay === 'trial' ? 1 : undefined);
    expect(built.some(({ kind }) => kind === 'ScaledObject')).toBe(overlay === 'production');
    if (overlay === 'production') expect(text).toMatch(/image: registry\.invalid\/passerelle@sha256:[0-9a-f]{64}$/m);
  });
});
