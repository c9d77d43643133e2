import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ControlFacts } from '../../domain/annualControl/types.ts';
import type { Case } from '../../domain/case/types.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { newControl } from '../../test/builders/control.ts';
import { FakeStore } from '../../test/fakes/store.ts';
import { startTimeSkipping, type TimeSkipping } from '../../test/timeSkipping.ts';

const policy = { ...DEFAULT_POLICY, quietHours: null };
const DAY = 86_400_000;
const AGENT: Actor = { id: 'agent', role: 'agent', label: 'Agent', ip: null };
const ADMINISTRATEUR: Actor = { id: 'claire', role: 'administrateur', label: 'Claire', ip: null };
const store = new FakeStore();
let env: TestWorkflowEnvironment;
let running: TimeSkipping;
let batches = 0;

beforeAll(async () => {
  running = await startTimeSkipping({
    store,
    policy,
    // more than one activity's worth
    controlNext: async () => ++batches < 250,
  });
  env = running.env;
});
afterAll(() => running.stop());

let count = 0;
async function start() {
  const at = await env.currentTimeMs();
  const id = `annual-control-${++count}`;
  store.cases.set(id, { ...newControl(), id });
  const handle = await env.client.workflow.start('annualControl', {
    workflowId: id,
    taskQueue: 'processes',
    args: [{ processId: id }],
  });
  const held = () => store.cases.get(id) as Case<ControlFacts>;
  const act = async (what: unknown, actor: Actor) => {
    const commandId = `command-${++count}`;
    const notAfter = new Date((await env.currentTimeMs()) + DAY);
    store.commands.set(commandId, { id: commandId, processId: id, act: what, actor, notAfter, outcome: null });
    await handle.executeUpdate('command', { args: [{ commandId }] });
    expect(store.commands.get(commandId)?.outcome).toMatchObject({ status: 'done' });
  };
  const task = (outcome: string, fields: Record<string, unknown> = {}) => {
    const open = held().tasks.find(({ state }) => state === 'OUVERTE');
    return act({ type: 'completeTask', taskId: open?.id, outcome, fields }, AGENT);
  };
  const until = async (day: number) => env.sleep(at + day * DAY + 1_000 - (await env.currentTimeMs()));
  /** day and template of each mail so far */
  const mails = () =>
    store.mails
      .filter(({ processId }) => processId === id)
      .map((mail) => `${Math.floor((mail.at.getTime() - at) / DAY)} ${mail.params.template}`);
  return { handle, held, act, task, until, mails };
}

const NUMBER = {
  type: 'giveProof',
  itemId: 'T4-omar',
  attachmentId: null,
  numeroInstructeur: '093C05501',
  titre: null,
};
const DIPLOMA = {
  type: 'giveProof',
  itemId: 'T1-nadia',
  attachmentId: 'diplome',
  numeroInstructeur: null,
  titre: null,
};

describe('annualControl, by the clock of the server (OBL-15)', () => {
  test('nothing comes: reminded twice, examined at D+45; gaps: reminded, the Caf told every 30 days until they are corrected', async () => {
    const { handle, held, act, task, until, mails } = await start();
    await until(46);
    expect(held().state).toBe('EXAMINE');
    expect(mails()).toEqual(['0 MAIL-36', '15 MAIL-36', '30 MAIL-36']);
    await task('gaps', { gaps: { 'T1-nadia': 'Manque', 'T4-omar': 'Manque' } });
    await until(46 + 61);
    expect(mails().slice(3)).toEqual([
      '46 MAIL-81',
      '53 MAIL-81',
      '61 MAIL-81',
      '76 MAIL-82',
      '76 MAIL-81',
      '106 MAIL-82',
      '106 MAIL-81',
    ]);
    await act(NUMBER, ADMINISTRATEUR);
    await task('accept');
    await act(DIPLOMA, ADMINISTRATEUR);
    // all is given: the administrateur is left alone while the Caf checks
    await until(46 + 200);
    expect(mails().slice(10)).toEqual([]);
    await task('accept');
    expect(await handle.result()).toBe('ECARTS_CORRIGES');
    expect(mails().slice(10)).toEqual(['246 MAIL-83']);
  });

  test('all comes at once: nobody is reminded', async () => {
    const { handle, act, task, until, mails } = await start();
    await act(DIPLOMA, ADMINISTRATEUR);
    await act(NUMBER, ADMINISTRATEUR);
    await until(60);
    await task('conform');
    expect(await handle.result()).toBe('CONFORME');
    expect(mails()).toEqual(['0 MAIL-36', '60 MAIL-83']);
  });
});

test('annualControls asks for batches until no partner is left (TIME-3)', async () => {
  await env.client.workflow.execute('annualControls', { workflowId: 'year', taskQueue: 'processes', args: [{}] });
  expect(batches).toBe(250);
});
