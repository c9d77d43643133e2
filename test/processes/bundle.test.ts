import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { PROCESS_TYPES } from '../../domain/process/types.ts';
import { workflowBundlePath } from '../stack.ts';

test('what workflows carry is small, and every type of process is in it (P6)', () => {
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

test('no module of it keeps anything: all processes of a worker share one copy (ops/bundle.ts)', () => {
  const modules = [
    ...readFileSync(workflowBundlePath(), 'utf8').matchAll(/^\/\*\*\*\/ "\.\/((?:workflows|domain)\/[^"]+)"/gm),
  ];
  expect(modules.length).toBeGreaterThan(20);
  for (const [, file = ''] of modules)
    expect([
      file,
      /^(?:export )?(?:let|var) |^[^\s].*= new (?:Weak)?(?:Map|Set)\(\)/m.exec(readFileSync(file, 'utf8'))?.[0],
    ]).toEqual([file, undefined]);
});
