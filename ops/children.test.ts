import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startChildren } from './children.ts';

let folder: string;
let health: Server;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'passerelle-children-'));
  health = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => health.listen(0, '127.0.0.1', () => resolve()));
  const address = health.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => {
  health.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A program that notes its pid and stays, until it is killed. */
function program(name: string, code = ''): { script: string; pids: () => number[] } {
  const script = path.join(folder, `${name}.mjs`);
  const file = path.join(folder, `${name}.pids`);
  writeFileSync(file, '');
  writeFileSync(
    script,
    `import { appendFileSync } from 'node:fs';
process.on('disconnect', () => process.exit(0));
process.stdout.write('je commence\\n', () => {
  appendFileSync(${JSON.stringify(file)}, process.pid + '\\n');
  ${code}
});
setInterval(() => {}, 1_000);`,
  );
  const pids = () => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number);
  return { script, pids };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

it('starts a child that dies again, three times in a minute; then it says its last lines', async () => {
  const { script, pids } = program('mortel');
  const deaths: string[] = [];
  const children = startChildren(process.env, (line) => deaths.push(line), [script]);
  await until(() => pids().length === 1);
  await children.ready(url);
  for (let died = 1; died <= 3; died += 1) {
    process.kill(pids()[died - 1] as number, 'SIGKILL');
    await until(() => pids().length === died + 1);
    expect(deaths).toEqual([]);
  }
  process.kill(pids()[3] as number, 'SIGKILL');
  await until(() => deaths.length === 1);
  expect(deaths[0]).toMatch(
    /SIGKILL\), 4 times in a minute: everything is stopped\. Its last lines:\n {2}\| je commence/,
  );
  await children.stop();
  expect(pids()).toHaveLength(4);
});

it('leaves a child that dies before all are ready: what is wrong then is told at once', async () => {
  const { script, pids } = program('mauvais', "console.error('PORT: missing'); process.exit(1);");
  const deaths: string[] = [];
  const children = startChildren(process.env, (line) => deaths.push(line), [script]);
  await until(() => deaths.length === 1);
  expect(deaths[0]).toContain('(code 1): everything is stopped. Its last lines:');
  expect(deaths[0]).toContain('PORT: missing');
  await children.stop();
  expect(pids()).toHaveLength(1);
});
