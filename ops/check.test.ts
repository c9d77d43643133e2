import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const trees: string[] = [];
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

/** A made-up repository of these files; what they import of it is there too, and the packages are this repository's. */
function treeOf(files: readonly (readonly [file: string, text: string])[]): string {
  const tree = mkdtempSync(path.join(tmpdir(), 'passerelle-check-'));
  trees.push(tree);
  const put = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text, { flag: text === '' ? 'a' : 'w' });
  };
  for (const [file, text] of files) {
    put(file, text);
    for (const [, target = ''] of text.matchAll(/['"](\.[^'"]+)['"]/g))
      put(path.posix.join(path.posix.dirname(file), target), '');
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'));
  return tree;
}

/** Runs a program of Node there; its exit code and what it says. */
function run(args: readonly string[], cwd: string): Promise<{ code: number; said: string }> {
  const { NODE_OPTIONS: _, ...env } = process.env; // jest's own would break the parser (ops/check.mjs)
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: `${stderr}${stdout}` }),
    );
  });
}
const gate = (tree: string) => run([path.join(ROOT, 'ops/check.mjs'), tree], tree);

/** The lines of the gate about one file. */
const about = (said: string, file: string) => said.split('\n').filter((line) => line.startsWith(`${file} →`));

describe('dependency direction (architecture.md)', () => {
  const REFUSED: [file: string, text: string][] = [
    ['workflows/x/a.ts', "import { PrismaClient } from '../../generated/prisma/client.ts';"],
    ['workflows/x/b.ts', "import { readFileSync } from 'node:fs';"],
    ['workflows/x/c.ts', "import fs from 'fs';"],
    ['workflows/x/d.ts', 'import pg from "pg";'],
    ['workflows/x/e.ts', "import 'pg';"],
    ['workflows/x/f.ts', "const pg = await import('pg');"],
    ['workflows/x/g.ts', "const pg = require('pg');"],
    ['workflows/x/h.ts', "import { createActivities } from '../../activities/index.ts';"],
    ['workflows/x/i.ts', "import {\n  a,\n  b,\n} from '../../adapters/temporal.ts';"],
    ['domain/a.ts', "import { sha256 } from '../adapters/ids.ts';"],
    ['domain/b.ts', "import type { Row } from '../adapters/rows.ts';"],
    ['domain/c.ts', "export { y } from 'nodemailer';"],
    ['domain/d.ts', "export * from '@temporalio/workflow';"],
    ['domain/mail/a.ts', "import type { DelegationMode } from '../document/types.ts';"],
    ['adapters/identity/a.ts', "import { ZxcvbnFactory } from '@zxcvbn-ts/core';"],
    ['domain/decision/a.ts', "import type { Dossier } from '../dossier/types.ts';"],
    ['domain/task/a.ts', "import type { Dossier } from '../dossier/types.ts';"],
    ['domain/dossier/a.ts', "import type { Roster } from '../people/types.ts';"],
    ['domain/dossier/b.ts', "import { moveToSuccessor } from '../succession/moveToSuccessor.ts';"],
    ['domain/people/a.ts', "import { handOver } from '../appointment/handOver.ts';"],
    ['domain/dossier/c.ts', "import { esatOnboarding } from '../esatOnboarding/kind.ts';"],
    ['domain/esatOnboarding/a.ts', "import { conventionnement } from '../conventionnement/kind.ts';"],
    ['domain/conventionnement/a.ts', "import { DOSSIER_KINDS } from '../kinds.ts';"],
    ['domain/people/b.ts', "import type { Dossier } from '../dossier/types.ts';"],
    ['activities/a.ts', "import pg from 'pg';"],
    ['activities/b.ts', "import { postgresStore } from '../adapters/store.ts';"],
    ['api/a.ts', "import { Client } from '@temporalio/client';"],
    ['api/b.ts', "import { onboarding } from '../workflows/index.ts';"],
    ['api/c.ts', "import { mountPages } from '../web/index.ts';"],
    ['api/d.ts', "import type { Config } from '../config.ts';"],
    ['web/a.tsx', "import { PrismaClient } from '../generated/prisma/client.ts';\nexport const page = <p>A</p>;"],
    ['web/kit/a.tsx', "import { supportPath } from '../support/pages.tsx';"],
    ['web/kit/b.ts', "import type { Person } from '../../adapters/sessions.ts';"],
    ['adapters/a.ts', "import { y } from '../test/stack.ts';"],
    ['adapters/b.ts', "import { loadConfig } from '../config.ts';"],
    ['adapters/c.ts', "import { y } from '../workflows/index.ts';"],
    ['adapters/d.ts', "import { runWorker } from '../worker.ts';"],
    ['worker.ts', "import { seed } from './ops/seed/index.ts';"],
    ['server.ts', "import { stack } from './test/stack.ts';"],
    ['config.ts', "import { y } from './adapters/y.ts';"],
    ['domain/e.ts', "import { y } from 'a-package-that-is-not-there';"],
  ];
  let refused: string;
  beforeAll(async () => {
    ({ said: refused } = await gate(treeOf(REFUSED)));
  });
  test.each(REFUSED)('%s is refused: %s', (file) => expect(about(refused, file)).not.toEqual([]));

  test('what is allowed passes', async () => {
    const allowed = treeOf([
      [
        'workflows/x/a.ts',
        "import type { Activities } from '../../activities/index.ts';\nimport { sleep } from '@temporalio/workflow';",
      ],
      ['domain/a.ts', "import { z } from 'zod';\nimport { y } from './formats/y.ts';"],
      ['domain/a.test.ts', "import pg from 'pg';\nimport { stack } from '../test/stack.ts';"],
      ['domain/succession/a.ts', "import { b } from '../dossier/b.ts';\nimport type { c } from '../people/c.ts';"],
      [
        'adapters/a.ts',
        "import pg from 'pg';\nimport type { Config } from '../config.ts';\nimport { z } from '../domain/z.ts';",
      ],
      [
        'web/a.tsx',
        "import { y } from '../api/y.ts';\nimport type { Request } from 'express';\nconst text = 'import of a file';",
      ],
      ['web/kit/a.tsx', "import { y } from '../../api/y.ts';\nimport { z } from '../../domain/z.ts';"],
      ['worker.ts', "import { createActivities } from './activities/index.ts';"],
      ['server.ts', "import { mountPages } from './web/index.ts';\nimport { createApp } from './api/app.ts';"],
      ['config.ts', "import { z } from 'zod';\nimport { readFileSync } from 'node:fs';"],
      ['ops/a.ts', "import pg from 'pg';"],
    ]);
    expect(await gate(allowed)).toEqual({ code: 0, said: '' });
  });

  test('no circle in any layer, of types neither', async () => {
    const layers = ['domain', 'workflows', 'activities', 'adapters', 'api', 'web'];
    const circles = layers.flatMap((layer) => [
      [`${layer}/x/a.ts`, "import type { B } from './b.ts';\nexport type A = B;"] as const,
      [`${layer}/x/b.ts`, "export { c as B } from './c.ts';"] as const,
      [`${layer}/x/c.ts`, "import type { A } from './a.ts';\nexport const c: A[] = [];"] as const,
    ]);
    const { code, said } = await gate(treeOf(circles));
    expect(code).toBe(1);
    for (const layer of layers) expect(said).toContain(`${layer}/x/b.ts → ${layer}/x/c.ts`);
  });

  test('a tree without any file fails: nothing was looked at', async () => {
    expect((await gate(treeOf([]))).code).toBe(1);
  });

  test('the repository keeps to it', async () => {
    expect(await gate(ROOT)).toEqual({ code: 0, said: '' });
  });
});

describe('what Biome sees to', () => {
  const FILES = [
    ['domain/a.ts', 'export const zone = process.env.TZ;\n'],
    ['worker.ts', 'export const bundle = process.env.WORKFLOW_BUNDLE;\n'],
    ['workflows/a.ts', "import { type Activities } from '../activities/index.ts';\n\nexport type A = Activities;\n"],
    ['config.ts', 'export const port = process.env.PORT;\n'],
    ['ops/a.ts', 'export const port = process.env.PORT;\n'],
    ['api/a.test.ts', 'export const port = process.env.PORT;\n'],
  ] as const;

  test('only config.ts reads the environment; what is imported for its types says so', async () => {
    const tree = treeOf(FILES);
    const config = JSON.parse(readFileSync(path.join(ROOT, 'biome.json'), 'utf8'));
    writeFileSync(path.join(tree, 'biome.json'), JSON.stringify({ ...config, vcs: undefined }));
    const biome = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
    const args = ['lint', '--diagnostic-level=error', '--reporter=github', ...FILES.map(([file]) => file)];
    const { said } = await run([biome, ...args], tree);
    const found = [...said.matchAll(/title=lint\/style\/(\w+),file=([^,]+)/g)].map(
      ([, rule, file]) => `${path.relative(tree, file ?? '')} ${rule}`,
    );
    expect(found.sort()).toEqual([
      'domain/a.ts noProcessEnv',
      'worker.ts noProcessEnv',
      'workflows/a.ts useImportType',
    ]);
  });
});
