import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { StoreTx } from '../../../activities/store.ts';
import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { DEFAULT_POLICY } from '../../../domain/policy/policy.ts';
import { decide, forO6, O6, project } from '../../../test/builders/dossier.ts';
import { asOwner, createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import { createSeal } from '../../identity/sealed.ts';
import type { Database } from '../prisma.ts';
import { postgresStore } from '../store.ts';
import { insertDossier } from './startProcess.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const seal = createSeal([{ id: 'k', key: randomBytes(32) }]);
let facts: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;

/** What each transaction that wrote there was set to as it was about to commit: whether it waits for the disk. */
beforeAll(async () => {
  facts = await createTestDatabase();
  const told = (table: string) => `
    CREATE CONSTRAINT TRIGGER tells_waiting AFTER INSERT OR UPDATE ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tells_waiting();`;
  await asOwner(
    facts,
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = on', current_database()); END $$;
    CREATE TABLE waiting (what text, setting text); GRANT SELECT, INSERT, DELETE ON waiting TO PUBLIC;
    CREATE FUNCTION tells_waiting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO waiting VALUES (TG_TABLE_NAME, current_setting('synchronous_commit')); RETURN NULL; END $$;
    ${told('convention_counter')} ${told('document')}`,
  );
  // one connection: a setting that outlived its transaction would be the next one's
  database = openTestDatabase(facts.url, 1);
});
beforeEach(async () => {
  await database.$executeRaw`DELETE FROM waiting`;
});
afterAll(async () => {
  await database.$disconnect();
  await facts.drop();
});

async function open(tx: StoreTx, id: string): Promise<void> {
  const store = postgresStore(database, seal);
  const before = await tx.loadDossier(id);
  if (before === null) throw new Error('no dossier');
  const context = { at: AT, actor: PROCESS_ACTOR, policy: DEFAULT_POLICY, mailboxOf: () => 'caf@caf.example' };
  const decision = decide(before, { type: 'open' }, { ...context, newId: store.idsFrom(id), hash: store.hash });
  await tx.saveDossier(before, decision, project(decision.dossier, DEFAULT_POLICY, AT), AT, PROCESS_ACTOR);
}

const waiting = async () => {
  const rows = await database.$queryRaw<{ what: string; setting: string }[]>`
    SELECT DISTINCT what, setting FROM waiting ORDER BY what`;
  return rows.map(({ what, setting }) => `${what} ${setting}`);
};

test('the number of a convention does not wait for the disk, the act that bears it does', async () => {
  const id = await database.$transaction((tx) => insertDossier(tx, forO6(), AT));
  await postgresStore(database, seal).optimistic((tx) => open(tx, id));
  expect(await waiting()).toEqual(['convention_counter off', 'document on']);
});

test('in one transaction with the act it waits with it', async () => {
  const partner = { ...O6, siret: '99991041700016' };
  const id = await database.$transaction((tx) => insertDossier(tx, forO6({ partner }), AT));
  await postgresStore(database, seal).transaction((tx) => open(tx, id));
  expect(await waiting()).toEqual(['convention_counter on', 'document on']);
});
