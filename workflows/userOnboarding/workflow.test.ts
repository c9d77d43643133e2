import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Followed } from '../../domain/account/followed.ts';
import type { Account } from '../../domain/account/types.ts';
import type { Roster } from '../../domain/people/types.ts';
import { parisDate, startOfParisDate } from '../../domain/policy/calendar.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { FakeStore } from '../../test/fakes/store.ts';
import { startTimeSkipping, type TimeSkipping } from '../../test/timeSkipping.ts';

const policy = { ...DEFAULT_POLICY, quietHours: null };
const HOUR = 3_600_000;
let env: TestWorkflowEnvironment;
let running: TimeSkipping;
const store = new FakeStore();

beforeAll(async () => {
  running = await startTimeSkipping({ store, policy });
  env = running.env;
});
afterAll(() => running.stop());

let count = 0;
const now = async () => new Date(await env.currentTimeMs());

async function accountAt(at: Date): Promise<Account> {
  return {
    id: `user-${++count}`,
    login: 'MCP0000NAD1',
    firstName: 'Nadia',
    lastName: 'Ferrand',
    email: 'nadia.ferrand@leslutins.example',
    phone: null,
    qualification: null,
    numeroInstructeur: null,
    codeBailleur: null,
    titre: null,
    workplaceSocialWorker: false,
    diplomeVerifieLe: null,
    administrateurSince: null,
    closesOn: null,
    closedAt: null,
    suspendedAt: null,
    hasPassword: false,
    personalisingUntil: null,
    sendFailed: false,
    secret: { id: `secret-${count}`, usage: 'INITIAL', createdAt: at, expiresAt: null },
    createdBy: 'claire',
    createdAt: at,
    lastLoginAt: null,
  };
}

/** Starts the process of an account whose password mail is taken at once. */
async function start() {
  const at = await now();
  const account = await accountAt(at);
  const id = `user-onboarding-${account.id}`;
  if (account.secret !== null) account.secret.expiresAt = new Date(at.getTime() + 24 * HOUR);
  const followed: Followed = {
    id,
    type: 'userOnboarding',
    caf: '38',
    organisme: 'Les Lutins',
    account,
    creator: { id: 'claire', name: 'Claire Aubert', email: 'claire.aubert@leslutins.example', closesOn: null },
    administrateurs: [],
    watch: { userId: account.id, reminded: null, reported: false },
    incident: null,
    ended: false,
  };
  store.followed.set(id, followed);
  const handle = await env.client.workflow.start('userOnboarding', {
    workflowId: id,
    taskQueue: 'processes',
    args: [{ processId: id }],
  });
  const held = () => store.followed.get(id) ?? followed;
  return { id, at, handle, held };
}

/** An act changed the account: its process is told to look (ADR 10). */
async function look(
  id: string,
  handle: { executeUpdate(name: string, options: { args: [{ commandId: string }] }): Promise<unknown> },
) {
  const commandId = `look-${++count}`;
  const notAfter = new Date((await env.currentTimeMs()) + 365 * 24 * HOUR);
  const actor = { id: 'process', role: 'process' as const, label: 'Passerelle', ip: null };
  store.commands.set(commandId, {
    id: commandId,
    processId: id,
    act: { type: 'look' },
    actor,
    notAfter,
    outcome: null,
  });
  await handle.executeUpdate('command', { args: [{ commandId }] });
}

const sent = (id: string) =>
  store.mails.filter((mail) => mail.processId === id).map((mail) => [mail.params.template, mail.at.getTime()] as const);

describe('userOnboarding, by the clock of the server (ACC-5, ACC-7, REM-5, REM-6)', () => {
  test('reminded 20 h after, expired at 24 h and not a second before, reported to the creator 7 days later', async () => {
    const { id, at, handle, held } = await start();
    const since = (ms: number) => ms - at.getTime();
    const stateAt = async (target: number) => {
      await env.sleep(target - since(await env.currentTimeMs()));
      return (await handle.query<{ state: string }>('status')).state;
    };
    expect(await stateAt(24 * HOUR - 1_000)).toBe('ATTENTE_PREMIERE_CONNEXION');
    expect(sent(id).map(([template, when]) => [template, Math.round(since(when) / HOUR)])).toEqual([['MAIL-58', 20]]);
    expect(await stateAt(24 * HOUR + 1_000)).toBe('MDP_TEMPORAIRE_EXPIRE');
    await stateAt((24 + 7 * 24) * HOUR + 60_000);
    expect(sent(id).map(([template]) => template)).toEqual(['MAIL-58', 'MAIL-59']);
    expect(store.mails.at(-1)?.to).toBe('claire.aubert@leslutins.example');
    await stateAt(60 * 24 * HOUR);
    expect(sent(id)).toHaveLength(2);
    // two months later the person asks again and enters: the same process follows to the end
    held().account.hasPassword = true;
    held().account.secret = null;
    await look(id, handle);
    expect(await handle.result()).toBe('ACTIF');
  });

  test('someone who enters in time is neither reminded nor reported', async () => {
    const { id, handle, held } = await start();
    await env.sleep(HOUR);
    held().account.hasPassword = true;
    held().account.secret = null;
    await look(id, handle);
    expect(await handle.result()).toBe('ACTIF');
    expect(sent(id)).toEqual([]);
  });
});

describe('accountClosure (ACC-17)', () => {
  test('closes at 00:00 in Paris of its day, not before, and tells the person', async () => {
    const at = await now();
    const closesOn = parisDate(new Date(at.getTime() + 30 * 24 * HOUR));
    const account = { ...(await accountAt(at)), closesOn, hasPassword: true, secret: null };
    const roster: Roster = {
      partner: {
        id: 'o6',
        caf: '38',
        readerCafs: [],
        siret: '99992546400011',
        raisonSociale: 'Les Lutins',
        email: 'contact@leslutins.example',
      },
      convention: { id: 'c', number: '24_118' },
      mode: 'DELEGUE',
      bulletins: [],
      closedBulletins: [],
      awaited: [],
      services: [],
      nationals: [],
      accounts: [account],
      groups: [],
      creators: [],
      memberships: [],
      afasProfiles: [],
      replacement: null,
    };
    const id = `account-closure-${account.id}`;
    store.closures.set(id, { id, userId: account.id, roster, ended: false });
    const args: [{ processId: string }] = [{ processId: id }];
    const handle = await env.client.workflow.start('accountClosure', { workflowId: id, taskQueue: 'processes', args });
    await env.sleep(startOfParisDate(closesOn).getTime() - (await env.currentTimeMs()) - 1_000);
    expect(await handle.query('status')).toMatchObject({ state: 'PROGRAMMEE', ended: false });
    expect(await handle.result()).toBe('CLOS');
    expect((await now()).getTime() - startOfParisDate(closesOn).getTime()).toBeLessThan(60_000);
    expect(store.mails.filter((mail) => mail.processId === id).map((mail) => mail.params.template)).toEqual([
      'MAIL-34',
    ]);
  });
});
