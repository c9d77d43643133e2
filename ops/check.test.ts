import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { importFaults } from './check.ts';

describe('dependency direction (architecture.md)', () => {
  test.each([
    ['workflows/x/workflow.ts', "import { PrismaClient } from '../../generated/prisma/client.ts';"],
    ['workflows/x/workflow.ts', "import { readFileSync } from 'node:fs';"],
    ['workflows/x/workflow.ts', "import fs from 'fs';"],
    ['workflows/x/workflow.ts', 'import pg from "pg";'],
    ['workflows/x/workflow.ts', "import 'pg';"],
    ['workflows/x/workflow.ts', "const pg = await import('pg');"],
    ['workflows/x/workflow.ts', "const pg = require('pg');"],
    ['workflows/x/workflow.ts', "import { createActivities } from '../../activities/index.ts';"],
    ['workflows/x/workflow.ts', "import { type Activities } from '../../activities/index.ts';"],
    ['workflows/x/workflow.ts', "import {\n  a,\n  b,\n} from '../../adapters/temporal.ts';"],
    ['domain/x.ts', "import { sha256 } from '../adapters/ids.ts';"],
    ['domain/x.ts', "import type { Row } from '../adapters/rows.ts';"],
    ['domain/x.ts', "export { y } from 'nodemailer';"],
    ['domain/x.ts', "export * from '@temporalio/workflow';"],
    ['activities/x.ts', "import pg from 'pg';"],
    ['activities/x.ts', "import { postgresStore } from '../adapters/store.ts';"],
    ['api/x.ts', "import { Client } from '@temporalio/client';"],
    ['api/x.ts', "import { onboarding } from '../workflows/index.ts';"],
    ['web/x.tsx', "import { PrismaClient } from '../generated/prisma/client.ts';"],
    ['adapters/x.ts', "import { y } from '../test/stack.ts';"],
    ['adapters/x.ts', "import { loadConfig } from '../config.ts';"],
    ['adapters/x.ts', "import { y } from '../workflows/index.ts';"],
    ['worker.ts', "import { seed } from './ops/seed/index.ts';"],
    ['config.ts', "import { y } from './adapters/y.ts';"],
    ['domain/x.ts', 'const zone = process.env.TZ;'],
    ['worker.ts', 'const bundle = process.env.WORKFLOW_BUNDLE;'],
  ])('%s is refused: %s', (file, text) => expect(importFaults(file, text)).toHaveLength(1));

  test.each([
    [
      'workflows/x/workflow.ts',
      "import type { Activities } from '../../activities/index.ts';\nimport { sleep } from '@temporalio/workflow';",
    ],
    ['domain/x.ts', "import { z } from 'zod';\nimport { y } from './formats/y.ts';"],
    [
      'adapters/x.ts',
      "import pg from 'pg';\nimport type { Config } from '../config.ts';\nimport { z } from '../domain/z.ts';",
    ],
    ['web/x.tsx', "import { y } from '../api/y.ts';\nconst text = 'import of a file';"],
    ['worker.ts', "import { createActivities } from './activities/index.ts';"],
    ['config.ts', "import { z } from 'zod';\nconst env = process.env;"],
    ['ops/x.ts', "import pg from 'pg';\nconst port = process.env.PORT;"],
  ])('%s is allowed', (file, text) => expect(importFaults(file, text)).toEqual([]));

  test('the repository keeps to it', () => {
    const root = fileURLToPath(new URL('../', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'ops/check.ts'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
