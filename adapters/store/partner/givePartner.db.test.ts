import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inventedSiret } from '../../../test/people.ts';
import { asOwner, createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import type { Database } from '../prisma.ts';
import { CAF_COLUMNS } from './cafColumns.ts';
import { givePartner } from './givePartner.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const [OURS, OTHERS] = [inventedSiret(1), inventedSiret(2)];
let database: Database;
let facts: Awaited<ReturnType<typeof createTestDatabase>>;

/** A row of every table that names a Caf, of `partner` with this SIRET; 93 has it all. */
const rowsOf = (partner: string, siret: string) => `
  INSERT INTO partner (id, caf, reader_cafs, siret, siren, raison_sociale, search_text, address, email, phone, departments, created_at, updated_at)
    VALUES ('${partner}', '93', '{}', '${siret}', '${siret.slice(0, 9)}', 'Essai', 'essai', '', 'a@b.example', '', '{93}', now(), now());
  INSERT INTO process (id, type, business_key, caf, partner_id, label, state, since, flags, facts, link_ref, created_by, created_at) VALUES
    ('dossier-${partner}', 'conventionnement', '${partner}', '93', '${partner}', 'Essai', 'CREE', now(), '{}', '{}', 'd${partner}', 'test', now()),
    ('request-${partner}', 'accessRequest', '${siret}', '93', NULL, 'Essai', 'EN_ETUDE', now(), '{}', '{}', 'r${partner}', 'test', now());
  INSERT INTO task (id, kind, process_id, caf, role, assignee_id, reason, due, state, created_at) VALUES
    ('task-${partner}', 'CONTRESIGNER', 'dossier-${partner}', '93', 'agent', 'x', '', now(), 'OUVERTE', now()),
    ('examine-${partner}', 'EXAMINER_DEMANDE', 'request-${partner}', '93', 'agent', 'x', '', now(), 'OUVERTE', now()),
    ('done-${partner}', 'CONTRESIGNER', 'dossier-${partner}', '93', 'agent', 'x', '', now(), 'FAITE', now());
  INSERT INTO access_request (id, process_id, reference, caf, siret, form, state, exchanges, created_at)
    VALUES ('asked-${partner}', 'request-${partner}', 'DA-${partner}', '93', '${siret}', '{}', 'EN_ETUDE', '[]', now());
  INSERT INTO mail (id, key, process_id, caf, template, recipient, params, state, message_id, attempts, next_attempt_at, created_at) VALUES
    ('doubt-${partner}', 'doubt-${partner}', 'dossier-${partner}', '93', 'MAIL-1', 'a@b.example', '{}', 'DOUTE', 'm${partner}', 1, now(), now()),
    ('taken-${partner}', 'taken-${partner}', 'dossier-${partner}', '93', 'MAIL-1', 'a@b.example', '{}', 'PRIS', 't${partner}', 1, now(), now());
  INSERT INTO document (id, kind, service, partner_id, caf, siret, state, content, created_at)
    VALUES ('paper-${partner}', 'CONVENTION', NULL, '${partner}', '93', '${siret}', 'ACTIF', '{}', now());
  INSERT INTO opened_service (id, partner_id, caf, service, bulletin_id, state, opens_on)
    VALUES ('service-${partner}', '${partner}', '93', 'CDAP', 'paper-${partner}', 'OUVERTE', '2026-03-01');
  INSERT INTO tuteur_check (process_id, reference, partner_id, caf, raison_sociale, siret_mcp, sirets, proteges, verdict, flags)
    VALUES ('dossier-${partner}', '${siret}', '${partner}', '93', 'Essai', '${siret}', '{}', 0, 'CONFORME', '{}');
  INSERT INTO missing_protege (id, at, user_id, partner_id, caf, found, signal)
    VALUES ('missing-${partner}', now(), 'x', '${partner}', '93', 'ABSENT', true);
  INSERT INTO tuteur_trace (at, user_id, partner_id, caf, action, proteges) VALUES (now(), 'x', '${partner}', '93', 'RECHERCHE', '{}');`;

beforeAll(async () => {
  facts = await createTestDatabase();
  database = openTestDatabase(facts.url, 4);
  await asOwner(facts, rowsOf('ours', OURS) + rowsOf('others', OTHERS));
});
afterAll(async () => {
  await database.$disconnect();
  await facts.drop();
});

const give = (from: string, to: string) => database.$transaction((tx) => givePartner(tx, 'ours', { from, to, at: AT }));
/** What each column says of our partner's rows, and of the other's. */
async function columns(): Promise<Record<string, [string, string]>> {
  const found: Record<string, [string, string]> = {};
  for (const column of Object.keys(CAF_COLUMNS)) {
    const [table, name] = column.split('.') as [string, string];
    const of = async (whose: string) => {
      const rows = await database.$queryRawUnsafe<{ said: string }[]>(
        `SELECT DISTINCT t.${name}::text AS said FROM ${table} t WHERE to_jsonb(t)::text LIKE '%${whose}%' ORDER BY 1`,
      );
      return rows.map(({ said }) => said).join(' ');
    };
    found[column] = [await of('ours'), await of('others')];
  }
  return found;
}

test('DEL-7b, DEL-8: whatever follows goes with the partner, the other partner’s stays, and all of it comes back', async () => {
  const before = await columns();
  await give('93', 'CNA');
  const moved = await columns();
  const follows = Object.entries(CAF_COLUMNS).flatMap(([column, { follows }]) => (follows ? [column] : []));
  // a task that is done and a mail that was taken are history
  const history = new Set(['task.caf', 'mail.caf']);
  const readers = { 'partner.reader_cafs': '{93}', 'process.reader_caf': '93' };
  for (const column of follows)
    expect([column, moved[column]]).toEqual([
      column,
      [readers[column as keyof typeof readers] ?? (history.has(column) ? '93 CNA' : 'CNA'), before[column]?.[1]],
    ]);
  for (const [column, { follows }] of Object.entries(CAF_COLUMNS))
    if (!follows) expect([column, moved[column]]).toEqual([column, before[column]]);
  const held = await database.task.findMany({ where: { state: 'OUVERTE', assigneeId: null } });
  expect(held.map(({ id, caf }) => `${id} ${caf}`).toSorted()).toEqual(['examine-ours CNA', 'task-ours CNA']);

  await give('CNA', '93');
  const back = await columns();
  for (const column of follows.filter((one) => !(one in readers)))
    expect([column, back[column]]).toEqual([column, before[column]]);
  expect([back['partner.reader_cafs'], back['process.reader_caf']]).toEqual([
    ['{CNA}', '{}'],
    ['CNA', ' '.trim()],
  ]);
});
