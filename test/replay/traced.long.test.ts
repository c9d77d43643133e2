import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { workflowBundle } from '../../ops/bundle.ts';
import { runFolder } from '../stack.ts';
import { replay, type StoredHistory } from './replay.ts';

const FOLDER = path.join(import.meta.dirname, 'histories');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

let codePath: string;
beforeAll(async () => {
  codePath = await workflowBundle(path.join(runFolder(), 'traced'), undefined, { traced: true });
});

describe('processes that began without traces go on with them (R3)', () => {
  test('the bundle bears the interceptors of OpenTelemetry', () => {
    expect(readFileSync(codePath, 'utf8')).toContain('OpenTelemetryInboundInterceptor');
  });

  test.each(files)('%s', async (file) => {
    await replay(JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as StoredHistory, codePath);
  });
});
