import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../activities/store.ts';
import { createSeal } from '../../adapters/identity/sealed.ts';
import { insertDossier } from '../../adapters/store/dossier/startProcess.ts';
import type { Database } from '../../adapters/store/prisma.ts';
import { postgresStore } from '../../adapters/store/store.ts';
import { appointDesignated } from '../../domain/appointment/appointDesignated.ts';
import { PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import type { Context } from '../../domain/decision/context.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { AGENT, decide, dossierFrom, inForce, newDossier, project } from '../builders/dossier.ts';
import { FakeStore } from '../fakes/store.ts';
import { createTestDatabase, openTestDatabase } from '../stack.ts';

const AT = new Date('2026-03-02T09:00:00Z');
let database: Database;
let facts: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  facts = await createTestDatabase();
  database = openTestDatabase(facts.url, 4);
});
afterAll(async () => {
  await database.$disconnect();
  await facts.drop();
});

const PAUL = { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@tilleuls.example' };

/** A store with one dossier and one command in it, and how many mails it holds. */
interface Setting {
  store: Store;
  processId: string;
  commandId: string;
  mails(): Promise<number>;
}

const settings: Record<string, () => Promise<Setting>> = {
  fake: async () => {
    const store = new FakeStore();
    const dossier = dossierFrom(newDossier());
    store.dossiers.set(dossier.id, dossier);
    const notAfter = new Date('2099-01-01');
    store.commands.set('c', {
      id: 'c',
      processId: dossier.id,
      act: { type: 'remind' },
      actor: AGENT,
      notAfter,
      outcome: null,
    });
    return { store, processId: dossier.id, commandId: 'c', mails: async () => store.mails.length };
  },
  PostgreSQL: async () => {
    const processId = await database.$transaction((tx) => insertDossier(tx, newDossier(), AT));
    await database.command.create({
      data: {
        id: 'c',
        actorId: AGENT.id,
        key: 'k',
        bodyHash: '',
        processId,
        act: { type: 'remind' },
        actor: { ...AGENT },
        notAfter: new Date('2099-01-01'),
        createdAt: AT,
      },
    });
    return {
      store: postgresStore(database, createSeal([{ id: 'k', key: randomBytes(32) }])),
      processId,
      commandId: 'c',
      mails: () => database.mail.count({ where: { processId } }),
    };
  },
};

describe.each(Object.keys(settings))('a store keeps its promises: %s', (name) => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await (settings[name] as () => Promise<Setting>)();
  });
  const context = (seed: string): Context => ({
    at: AT,
    actor: PROCESS_ACTOR,
    policy: DEFAULT_POLICY,
    newId: setting.store.idsFrom(seed),
    hash: setting.store.hash,
    mailboxOf: () => 'caf@caf.example',
  });

  /** One step of the dossier, saved, as the procedure does. */
  const open = () =>
    setting.store.optimistic(async (tx) => {
      const before = await tx.loadDossier(setting.processId);
      if (before === null) throw new Error('no dossier');
      const decision = decide(before, { type: 'open' }, context('open'));
      await tx.saveDossier(before, decision, project(decision.dossier, DEFAULT_POLICY, AT), AT, PROCESS_ACTOR);
      return decision.dossier;
    });
  const load = () => setting.store.transaction((tx) => tx.loadDossier(setting.processId));

  test('what is not there is null', async () => {
    expect(await setting.store.transaction((tx) => tx.loadDossier('nothing'))).toBeNull();
    expect(await setting.store.transaction((tx) => tx.loadRequest('nothing'))).toBeNull();
    expect(await setting.store.transaction((tx) => tx.takeCommand('nothing'))).toBeNull();
  });

  test('work that fails leaves everything as it was', async () => {
    const failing = setting.store.optimistic(async (tx) => {
      const before = await tx.loadDossier(setting.processId);
      if (before === null) throw new Error('no dossier');
      const decision = decide(before, { type: 'open' }, context('open'));
      await tx.saveDossier(before, decision, project(decision.dossier, DEFAULT_POLICY, AT), AT, PROCESS_ACTOR);
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(await load()).toMatchObject({ opened: false });
    expect(await setting.mails()).toBe(0);
  });

  test('what is saved is what is loaded', async () => {
    const saved = await open();
    expect(await load()).toMatchObject({
      opened: true,
      facts: saved.facts,
      flags: saved.flags,
      linkVersion: saved.linkVersion,
      endedAs: null,
    });
    expect(await setting.mails()).toBe(1);
  });

  test('the same step replayed writes nothing twice', async () => {
    await open();
    expect(await setting.mails()).toBe(1);
    expect((await load())?.tasks).toHaveLength(0);
  });

  test('people that are saved with a dossier are there for its next step (ADM-10)', async () => {
    const dossier = await load();
    const designation = { ...PAUL, byCaf: false };
    await setting.store.optimistic(async (tx) => {
      const before = await tx.loadDossier(setting.processId);
      const people = await tx.loadPeople(before?.partner.id ?? '', { accountIds: [], emails: [PAUL.email] });
      if (before === null || people === null) throw new Error('no dossier');
      expect(people.accounts).toEqual([]);
      const decision = decide(
        { ...before, inForce: [...before.inForce, ...inForce({ siret: '' })] },
        { type: 'tick' },
        context('people'),
      );
      const asked = { ...context('people'), newLogin: () => 'MCP0000TEST', actorCaf: null };
      const made = appointDesignated(decision, designation, people, asked);
      made.dossier = before;
      await tx.saveDossier(before, made, project(before, DEFAULT_POLICY, AT), AT, PROCESS_ACTOR);
    });
    const after = await setting.store.transaction((tx) =>
      tx.loadPeople(dossier?.partner.id ?? '', { accountIds: [], emails: [PAUL.email] }),
    );
    expect(after?.accounts).toMatchObject([{ email: PAUL.email, administrateurSince: AT }]);
    expect((await load())?.people.administrateurs).toEqual([{ name: 'Paul Reyne', email: PAUL.email, closesOn: null }]);
  });

  test('a command keeps its first outcome', async () => {
    const take = () => setting.store.transaction((tx) => tx.takeCommand(setting.commandId));
    expect(await take()).toMatchObject({ processId: setting.processId, act: { type: 'remind' }, outcome: null });
    await setting.store.transaction((tx) => tx.finishCommand(setting.commandId, { status: 'done', result: {} }, AT));
    await setting.store.transaction((tx) =>
      tx.finishCommand(
        setting.commandId,
        { status: 'refused', code: 'ETAT_INCOMPATIBLE', message: '', faults: [] },
        AT,
      ),
    );
    expect((await take())?.outcome).toEqual({ status: 'done', result: {} });
  });

  test('the same seed gives the same ids, another seed others', () => {
    const ids = (seed: string) => [1, 2, 3].map(setting.store.idsFrom(seed));
    expect(ids('a')).toEqual(ids('a'));
    expect(new Set([...ids('a'), ...ids('b')]).size).toBe(6);
  });
});
