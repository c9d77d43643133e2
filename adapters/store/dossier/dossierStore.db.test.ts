import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store, StoreTx } from '../../../activities/store.ts';
import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { DEFAULT_POLICY } from '../../../domain/policy/policy.ts';
import { AGENT, decide, newDossier, project } from '../../../test/builders/dossier.ts';
import { createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import { createSeal } from '../../identity/sealed.ts';
import { newId } from '../ids.ts';
import { loadRoster, saveRoster } from '../people/rosterStore.ts';
import type { Database } from '../prisma.ts';
import { postgresStore } from '../store.ts';
import { insertDossier } from './startProcess.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const seal = createSeal([{ id: 'k', key: randomBytes(32) }]);
let database: Database;
let store: Store;
let facts: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  facts = await createTestDatabase();
  database = openTestDatabase(facts.url, 4);
  store = postgresStore(database, seal);
});
afterAll(async () => {
  await database.$disconnect();
  await facts.drop();
});

describe('optimistic work on a dossier', () => {
  let processId: string;
  let commandId: string;
  let count = 0;
  beforeEach(async () => {
    const partner = { ...newDossier().partner, siret: SIRETS[count++] ?? '' };
    processId = await database.$transaction((tx) => insertDossier(tx, newDossier({ partner }), AT));
    commandId = newId();
    await database.command.create({
      data: {
        id: commandId,
        actorId: AGENT.id,
        key: commandId,
        bodyHash: '',
        processId,
        act: { type: 'remind' },
        actor: { ...AGENT },
        notAfter: new Date('2099-01-01'),
        createdAt: AT,
      },
    });
  });

  /** Opens the dossier and finishes the command; `meanwhile` happens between reading and writing, the first time. Returns what was read. */
  async function openWhile(meanwhile: () => Promise<unknown>): Promise<{ opened: boolean; email: string }[]> {
    const read: { opened: boolean; email: string }[] = [];
    await store.optimistic(async (tx) => {
      const command = await tx.takeCommand(commandId);
      if (command === null || command.outcome !== null) return;
      const before = await tx.loadDossier(processId);
      if (before === null) throw new Error('no dossier');
      read.push({ opened: before.opened, email: before.partner.email });
      if (read.length === 1) await meanwhile();
      await open(tx, before);
      await tx.finishCommand(commandId, { status: 'done', result: {} }, AT);
    });
    return read;
  }

  async function open(tx: StoreTx, before: NonNullable<Awaited<ReturnType<StoreTx['loadDossier']>>>) {
    const decision = decide(
      before,
      { type: 'open' },
      {
        at: AT,
        actor: PROCESS_ACTOR,
        policy: DEFAULT_POLICY,
        newId: store.idsFrom(processId),
        hash: store.hash,
        mailboxOf: () => 'caf@caf.example',
      },
    );
    await tx.saveDossier(before, decision, project(decision.dossier, DEFAULT_POLICY, AT), AT, PROCESS_ACTOR);
  }

  const mails = () => database.mail.count({ where: { processId } });
  const version = async () => (await database.process.findUniqueOrThrow({ where: { id: processId } })).version;

  test('runs once when nobody is faster', async () => {
    expect(await openWhile(async () => {})).toHaveLength(1);
    expect(await mails()).toBe(1);
    expect(await version()).toBe(2);
  });

  test('begins anew when its process was written meanwhile, and sees what was written', async () => {
    const read = await openWhile(() =>
      store.optimistic(async (tx) => {
        const before = await tx.loadDossier(processId);
        if (before !== null) await open(tx, before);
      }),
    );
    expect(read.map(({ opened }) => opened)).toEqual([false, true]);
    expect(await mails()).toBe(1);
  });

  test('begins anew when its partner was written meanwhile', async () => {
    const read = await openWhile(() =>
      database.partner.updateMany({
        where: { processes: { some: { id: processId } } },
        data: { email: 'nouveau@esat.example' },
      }),
    );
    expect(read).toHaveLength(2);
    expect(read[1]?.email).toBe('nouveau@esat.example');
    expect(await version()).toBe(2);
  });

  test('begins anew when an act on the partner’s people came between (ADR 8)', async () => {
    const read = await openWhile(() =>
      database.$transaction(async (tx) => {
        const { partnerId } = await tx.process.findUniqueOrThrow({ where: { id: processId } });
        const roster = await loadRoster(tx, partnerId ?? '', { accountIds: [], emails: [] });
        if (roster === null) throw new Error('no partner');
        const nothing = { mails: [], audit: [], secrets: [], starts: [], signedOut: [], result: '' };
        await saveRoster(tx, roster, { roster, ...nothing }, { at: AT, actor: PROCESS_ACTOR, seal });
      }),
    );
    expect(read).toHaveLength(2);
  });

  test('waits for who holds the partner, and begins anew when that one wrote', async () => {
    let written = Promise.resolve<unknown>(null);
    const read = await openWhile(async () => {
      let locked = () => {};
      const begun = new Promise<void>((resolve) => {
        locked = resolve;
      });
      written = database.$transaction(async (tx) => {
        await tx.$executeRaw`UPDATE partner SET phone = '+33100000000' WHERE id = (SELECT partner_id FROM process WHERE id = ${processId})`;
        locked();
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      await begun;
    });
    await written;
    expect(read).toHaveLength(2);
  });

  test('leaves nothing behind when its command got an outcome meanwhile', async () => {
    const read = await openWhile(
      () =>
        database.$executeRaw`UPDATE command SET outcome = '{"status":"refused","code":"COMMANDE_EXPIREE"}' WHERE id = ${commandId}`,
    );
    expect(read).toHaveLength(1);
    expect(await mails()).toBe(0);
    expect(await version()).toBe(1);
  });
});

describe('a dossier whose service is open', () => {
  test('has ended once its process is closed, not before', async () => {
    const partner = { ...newDossier().partner, siret: '99993449000015' };
    const id = await database.$transaction((tx) => insertDossier(tx, newDossier({ partner }), AT));
    await database.$executeRaw`UPDATE process SET state = 'SERVICE_OUVERT' WHERE id = ${id}`;
    const load = () => store.optimistic((tx) => tx.loadDossier(id));
    expect(await load()).toMatchObject({ endedAs: null });
    await database.$executeRaw`UPDATE process SET closed_at = ${AT} WHERE id = ${id}`;
    expect(await load()).toMatchObject({ endedAs: 'SERVICE_OUVERT' });
  });
});

const SIRETS = [
  '99991041700016',
  '99991643000013',
  '99991142300012',
  '99992041600016',
  '99990041800018',
  '99992245300017',
];
