import { describe, expect, test } from '@jest/globals';
import { importFaults } from './check.ts';

describe('dependency direction (architecture.md)', () => {
  test.each([
    ['workflows/x/workflow.ts', "import { PrismaClient } from '../../generated/prisma/client.ts';"],
    ['workflows/x/workflow.ts', "import { readFileSync } from 'node:fs';"],
    ['workflows/x/workflow.ts', "import { createActivities } from '../../activities/index.ts';"],
    ['workflows/x/workflow.ts', "import {\n  a,\n  b,\n} from '../../adapters/temporal.ts';"],
    ['domain/x.ts', "import { sha256 } from '../adapters/ids.ts';"],
    ['domain/x.ts', "export { y } from 'nodemailer';"],
    ['activities/x.ts', "import pg from 'pg';"],
    ['api/x.ts', "import { Client } from '@temporalio/client';"],
    ['adapters/x.ts', "import { y } from '../test/stack.ts';"],
  ])('%s is refused: %s', (file, text) => expect(importFaults(file, text)).toHaveLength(1));

  test.each([
    [
      'workflows/x/workflow.ts',
      "import type { Activities } from '../../activities/index.ts';\nimport { sleep } from '@temporalio/workflow';",
    ],
    ['domain/x.ts', "import { z } from 'zod';\nimport { y } from './formats/y.ts';"],
    ['adapters/x.ts', "import pg from 'pg';\nimport { z } from '../domain/z.ts';"],
  ])('%s is allowed', (file, text) => expect(importFaults(file, text)).toEqual([]));
});
