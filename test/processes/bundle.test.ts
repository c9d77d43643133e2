import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { PROCESS_TYPES } from '../../domain/process/types.ts';
import { workflowBundlePath } from '../stack.ts';

test('what workflows carry is small: every process has its own instance of it in memory (P6)', () => {
  const code = readFileSync(workflowBundlePath(), 'utf8');
  // with the rules of domain/ and their parser it was 11 MB, and 500 starts at once were more than a worker may hold
  expect(code.length).toBeLessThan(2_500_000);
  // a type without its workflow would be started and never run
  for (const type of PROCESS_TYPES) expect([type, code.includes(`async function ${type}(`)]).toEqual([type, true]);
  for (const foreign of [
    'node_modules/zod',
    '@zxcvbn-ts',
    'libphonenumber-js',
    'domain/people',
    'domain/mail/templates',
    'domain/dossier/decide',
  ])
    expect([foreign, code.includes(foreign)]).toEqual([foreign, false]);
});
