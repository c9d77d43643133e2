import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { transformSync } from '@swc/core';
import { mutantsOf } from './mutate.ts';

const SOURCE = readFileSync(path.join(import.meta.dirname, '..', '..', 'workflows', 'versioning.ts'), 'utf8');
const RELEASED = { deploymentName: 'passerelle', buildId: 'one' };
/** As a worker without a release is told of it. */
const UNRELEASED = { deploymentName: '', buildId: 'one' };

/** What each workflow says of releases by this code, where its worker belongs to this one. */
function said(code: string, currentDeploymentVersion: object | undefined): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  const ofTemporal = {
    workflowInfo: () => ({ currentDeploymentVersion }),
    setWorkflowOptions: (told: () => unknown, workflow: string) => {
      options[workflow] = told();
    },
  };
  // a workflow is known here by its name
  const workflows = new Proxy({}, { get: (_, name) => name });
  const { code: plain } = transformSync(code, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const load = new Function('require', 'exports', plain);
  load((from: string) => (from.startsWith('.') ? workflows : ofTemporal), {});
  return options;
}

const all = ['afterwards', 'annualControls', 'purge', 'reminders', 'userImport'];
const each = (options: object) => Object.fromEntries(all.map((workflow) => [workflow, options]));
/** What they say on a release, and where releases have no name. */
function says(code: string): void {
  expect(said(code, RELEASED)).toEqual(each({ versioningBehavior: 'PINNED' }));
  for (const none of [UNRELEASED, undefined]) expect(said(code, none)).toEqual(each({}));
}

test('what ends within minutes ends on the release on which it began, and all else moves', () => says(SOURCE));

test.each(mutantsOf(SOURCE).map(({ out, code }) => [out, code] as const))('without: %s', (_out, code) => {
  expect(() => says(code)).toThrow();
});
