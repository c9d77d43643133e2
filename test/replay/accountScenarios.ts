import { consumeSecret, credentialsOf, savePassword } from '../../adapters/identity/credentials.ts';
import { hashPassword } from '../../adapters/identity/passwords.ts';
import { createSeal } from '../../adapters/identity/sealed.ts';
import { startSecretClock } from '../../adapters/identity/temporarySecrets.ts';
import { createPeople, type PeopleActor } from '../../adapters/store/people/people.ts';
import { tellProcess } from '../../adapters/store/processCommand.ts';
import type { UserInput } from '../../domain/account/types.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { untilBegun, untilEnded } from '../people.ts';
import { eventually, type Running, TEST_KEYS } from '../running.ts';
import type { Scenario } from './scenarios.ts';

const peopleOf = (running: Running) =>
  createPeople(running.database, {
    policy: running.policy,
    seal: createSeal(TEST_KEYS),
    mailboxOf: (caf) => `agent@caf${caf}.example`,
  });

const NADIA: UserInput = {
  firstName: 'Nadia',
  lastName: 'Ferrand',
  email: 'nadia.ferrand@peupliers.example',
  phone: null,
  qualification: null,
  numeroInstructeur: null,
  codeBailleur: null,
  titre: null,
  workplaceSocialWorker: false,
};

interface Account {
  id: string;
  login: string;
  partnerId: string;
  claire: PeopleActor;
}

/** An account just made by Claire Aubert, its process begun. */
async function account(running: Running): Promise<Account> {
  const { database } = running;
  await openPartner(database, await hashPassword('quatre mots sans lien'), new Date());
  const claire = await database.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
  const actor = { id: claire.id, role: 'administrateur' as const, label: 'Claire Aubert', ip: null, caf: null };
  const partnerId = claire.partnerId ?? '';
  const act = { type: 'createUser' as const, input: NADIA, confirmed: false, administrateur: false, groupIds: [] };
  const id = await peopleOf(running).act(partnerId, act, actor, new Date());
  await begin(running, 'userOnboarding', `user-onboarding-${id}`);
  const { login } = await database.user.findUniqueOrThrow({ where: { id } });
  return { id, login, partnerId, claire: actor };
}

async function begin(running: Running, type: ProcessType, processId: string): Promise<void> {
  await running.gateway.start({ type, processId });
  await untilBegun(running, processId);
}

const processOf = (running: Running, id: string) => running.database.process.findUniqueOrThrow({ where: { id } });
const until = (running: Running, id: string, state: string) =>
  eventually(`${id} in ${state}`, async () => (await processOf(running, id)).state === state);

/** As the sweep does: brings what was stored for a process to it. */
async function deliver(running: Running, processId: string): Promise<void> {
  const { type } = await processOf(running, processId);
  const waiting = await running.database.command.findMany({ where: { processId }, orderBy: { createdAt: 'asc' } });
  for (const { id, outcome } of waiting)
    if (outcome === null) await running.gateway.deliver({ type: type as ProcessType, processId, commandId: id });
}

/** The relay has taken the mail of the temporary password. */
async function taken(running: Running, userId: string, processId: string): Promise<void> {
  const { database, policy } = running;
  const where = { userId, consumedAt: null, voidedAt: null };
  const { id } = await database.temporarySecret.findFirstOrThrow({ where });
  await database.$transaction(async (tx) => {
    await startSecretClock(tx, id, new Date(), policy.temporaryPasswordTtlMs, true);
    await tellProcess(tx, processId, { key: `taken:${id}`, act: { type: 'look' } }, new Date());
  });
  await deliver(running, processId);
}

/** The person enters by the temporary password and chooses another. */
async function enter(running: Running, { login }: Account, processId: string): Promise<void> {
  const { database, policy } = running;
  const at = new Date();
  const found = await credentialsOf(database, login, at);
  if (found?.secret == null) throw new Error('no temporary password');
  const { id, secret } = found;
  const until = new Date(at.getTime() + policy.personalisationTtlMs);
  await database.$transaction((tx) => consumeSecret(tx, { id, secret }, at, until));
  await deliver(running, processId);
  await database.$transaction((tx) => savePassword(tx, id, 'une suite de mots à elle', new Date()));
  await deliver(running, processId);
}

async function resetOf(running: Running, one: Account): Promise<string> {
  await peopleOf(running).forgotten(one.login, null, new Date());
  const { id } = await running.database.process.findFirstOrThrow({
    where: { type: 'passwordReset', closedAt: null },
    orderBy: { createdAt: 'desc' },
  });
  await begin(running, 'passwordReset', id);
  return id;
}

/** An account in use. */
async function active(running: Running): Promise<Account> {
  const one = await account(running);
  const process = `user-onboarding-${one.id}`;
  await taken(running, one.id, process);
  await enter(running, one, process);
  await untilEnded(running, process);
  return one;
}

const QUICK = { temporaryPasswordTtlMs: 3_000, rem5: [300], rem6: [300], quietHours: null };

/** Every branch of the processes that follow people (domain.md §8.2, ACC-17). */
export const ACCOUNT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'userOnboarding-active',
    async play(running) {
      const one = await active(running);
      return `user-onboarding-${one.id}`;
    },
  },
  {
    name: 'userOnboarding-expired-reported-reissued',
    policy: QUICK,
    async play(running) {
      const one = await account(running);
      const process = `user-onboarding-${one.id}`;
      await taken(running, one.id, process);
      await until(running, process, 'MDP_TEMPORAIRE_EXPIRE');
      await eventually('REM-6', () => running.database.mail.findFirst({ where: { template: 'MAIL-59' } }));
      await peopleOf(running).forgotten(one.login, null, new Date());
      await taken(running, one.id, process);
      await enter(running, one, process);
      await untilEnded(running, process);
      return process;
    },
  },
  {
    name: 'userOnboarding-address-refused-corrected',
    async play(running) {
      const one = await account(running);
      const process = `user-onboarding-${one.id}`;
      const refused = {
        type: 'mailRefused',
        template: 'MAIL-1',
        mailId: 'x',
        secretId: null,
        toPartner: false,
      } as const;
      await running.database.$transaction((tx) =>
        tellProcess(tx, process, { key: 'refused', act: refused }, new Date()),
      );
      await deliver(running, process);
      await until(running, process, 'ENVOI_ECHOUE');
      const changes = { email: 'n.ferrand@peupliers.example' };
      const act = { type: 'editUser' as const, userId: one.id, changes, confirmed: false };
      await peopleOf(running).act(one.partnerId, act, one.claire, new Date());
      await deliver(running, process);
      await taken(running, one.id, process);
      await enter(running, one, process);
      await untilEnded(running, process);
      return process;
    },
  },
  {
    name: 'userOnboarding-closed',
    async play(running) {
      const one = await account(running);
      await peopleOf(running).act(one.partnerId, closing(one.id, '2026-01-01'), one.claire, new Date());
      await deliver(running, `user-onboarding-${one.id}`);
      await untilEnded(running, `user-onboarding-${one.id}`);
      return `user-onboarding-${one.id}`;
    },
  },
  {
    name: 'passwordReset-used',
    async play(running) {
      const one = await active(running);
      const id = await resetOf(running, one);
      await taken(running, one.id, id);
      await enter(running, one, id);
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'passwordReset-expired',
    policy: QUICK,
    async play(running) {
      const one = await active(running);
      const id = await resetOf(running, one);
      await taken(running, one.id, id);
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'accountClosure-cancelled',
    async play(running) {
      const one = await active(running);
      await peopleOf(running).act(one.partnerId, closing(one.id, '2099-09-15'), one.claire, new Date());
      const id = `account-closure-${one.id}`;
      await begin(running, 'accountClosure', id);
      const act = { type: 'reactivateUser' as const, userId: one.id };
      await peopleOf(running).act(one.partnerId, act, one.claire, new Date());
      await deliver(running, id);
      await untilEnded(running, id);
      return id;
    },
  },
];

function closing(userId: string, closesOn: string) {
  return { type: 'closeUser' as const, userId, closesOn, replacementId: null, withoutManager: false, reason: null };
}
