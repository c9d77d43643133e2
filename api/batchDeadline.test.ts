import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { oneRequest } from '../adapters/store/patience.ts';
import type { ProcessGateway } from '../adapters/temporal/temporal.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { prepare } from '../test/places.ts';
import { ofEach } from './batch.ts';
import { createCommands } from './commands.ts';

let api: TestApi;
let processId: string;
const actor = { id: 'agent', role: 'agent' as const, label: 'Agent', ip: null, caf: '93' };
/** How long each act was to be waited for, by a process that never answers. */
const patience: number[] = [];
const silent: ProcessGateway = {
  start: async () => undefined,
  async deliver(_command, patienceMs = 0) {
    patience.push(patienceMs);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    return 'unconfirmed';
  },
  alive: async () => false,
};
const commands = Array.from({ length: 20 }, (_, count) => String(count));

beforeAll(async () => {
  api = await startApi();
  processId = (await prepare(api)).dossier.split('/').at(-1) ?? '';
});
afterAll(() => api.stop());

const asked = (key: string) => ({
  ...{
    processId,
    type: 'conventionnement' as const,
    act: { type: 'remind' as const, insist: true },
    actor,
    bodyHash: 'x',
  },
  key,
});
const within = 5_000;
/** A busy machine has time for fewer. */
const told = (most: number) => patience.length > 0 && patience.length <= most;

it('acts of one request that nobody carries out are waited for once: the sweep tells the others (R7)', async () => {
  const sender = createCommands(api.deps.db, silent, DEFAULT_POLICY, api.deps.clock);
  patience.length = 0;
  const codes = await oneRequest(() =>
    ofEach(commands, (key) => sender.send(asked(`each-${key}`)).catch(({ code }: { code: string }) => code), String),
  );
  expect(codes).toEqual(commands.map(() => 'NON_CONFIRME'));
  // some, as many as there was time for, and by far not all
  expect([told(4), patience.every((ms) => ms < within)]).toEqual([true, true]);
});

it('acts that are told together share one deadline, their rows stand, and what they came to is not known yet (R7)', async () => {
  const sender = createCommands(api.deps.db, silent, DEFAULT_POLICY, api.deps.clock);
  patience.length = 0;
  const outcomes = await oneRequest(() => sender.sendMany(commands.map((key) => asked(`many-${key}`))));
  expect(outcomes).toEqual(commands.map(() => null));
  expect([told(8), patience.every((ms) => ms < within)]).toEqual([true, true]);
  expect(await api.deps.db.command.count({ where: { key: { startsWith: 'many-' } } })).toBe(20);
});
