import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import { createSeal } from '../../adapters/identity/sealed.ts';
import { createPeople, type PeopleActor } from '../../adapters/store/people/people.ts';
import { openDatabase } from '../../adapters/store/prisma.ts';
import { NOTHING_MORE } from '../../domain/account/types.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { ensureDatabase, withClient } from '../postgres.ts';
import { openPartner } from '../seed/openPartner.ts';
import { round, timed } from './figures.ts';
import { EMPTY_DATABASE, type Machine } from './machine.ts';
import { act, onboard, startOnboarding } from './onboarding.ts';

/** Far from the seeds of the other parts. */
const FIRST_SEED = 700_000;
const PEOPLE = 500;
const AT_ONCE = 8;
const DATABASE = 'bench_sizes';
const KB = 1_024;

/** What a row of each table takes, indexes included, and how many there are for one onboarding or one account. */
export interface TableSize {
  table: string;
  bytesPerRow: number;
  rowsEach: number;
}

export interface SizeFigures {
  onboardings: number;
  /** kB of the facts for one onboarding, and of its tables those that count */
  dossierKb: number;
  dossierTables: TableSize[];
  /** kB of write-ahead log for one onboarding, whole pages after a checkpoint included */
  walKb: number;
  /** kB of Temporal's own history of one onboarding while it waits for a signature, and with its service open; events likewise */
  history: { waitingKb: number; waitingEvents: number; openKb: number; openEvents: number };
  /** kB that the file of Temporal's development server grew by for one onboarding */
  temporalFileKb: number;
  people: number;
  /** kB of the facts for one account in one group, with its mail, its lines of the journal and what the search finds it by */
  personKb: number;
  personTables: TableSize[];
}

/**
 * What is kept of one onboarding (use case 1, to an opened service) and of one account, in bytes: tables are written anew without gaps (VACUUM FULL) before and
 * after, so that what is between is theirs.
 */
export async function benchSizes(machine: Machine, count: number): Promise<SizeFigures> {
  const { client, ownerUrl } = machine;
  let seed = FIRST_SEED;
  const waiting = await startOnboarding(machine, seed++);
  for (const step of ['form', 'eligible', 'complete'] as const) await act(machine, waiting, step);
  const before = await tablesOf(ownerUrl);
  const file = temporalFile(machine);
  const wal = await walOf(ownerUrl);
  await timed(count, AT_ONCE, () => onboard(machine, seed++));
  const walKb = (await walOf(ownerUrl, wal)) / count / KB;
  const temporalFileKb = (temporalFile(machine) - file) / count / KB;
  const dossier = each(before, await tablesOf(ownerUrl), count);
  const open = await machine.database.process.findFirstOrThrow({
    where: { type: 'esatOnboarding', id: { not: waiting } },
    orderBy: { createdAt: 'desc' },
  });
  const size = async (id: string) => {
    const { historySize = 0, historyLength } = await client.workflow.getHandle(id).describe();
    return { kb: round(historySize / KB), events: historyLength };
  };
  const [waits, opens] = [await size(waiting), await size(open.id)];
  const person = await ofPeople(machine);
  return {
    onboardings: count,
    ...{ dossierKb: round(dossier.kb), dossierTables: dossier.tables },
    ...{ walKb: round(walKb), temporalFileKb: round(temporalFileKb) },
    history: { waitingKb: waits.kb, waitingEvents: waits.events, openKb: opens.kb, openEvents: opens.events },
    ...{ people: PEOPLE, personKb: round(person.kb), personTables: person.tables },
  };
}

/** Accounts made by an administrateur, each in a group, by the act that the page sends. */
async function ofPeople(machine: Machine): Promise<{ kb: number; tables: TableSize[] }> {
  const at = (url: string) => url.replace(/[^/]+$/, DATABASE);
  await ensureDatabase(machine.ownerUrl.replace(/[^/]+$/, 'postgres'), DATABASE, EMPTY_DATABASE);
  const database = openDatabase(at(machine.databaseUrl), AT_ONCE);
  try {
    await openPartner(database, 'x', new Date());
    const claire = await database.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
    const people = createPeople(database, {
      policy: DEFAULT_POLICY,
      seal: createSeal([{ id: 'bench', key: randomBytes(32) }]),
      mailboxOf: () => 'caf@caf.example',
    });
    const by: PeopleActor = { id: claire.id, role: 'administrateur', label: '', ip: '203.0.113.7', caf: null };
    const partnerId = claire.partnerId ?? '';
    const manager = { userId: claire.id };
    const group = { service: 'ESAT', code: 'ESAT1', label: 'Groupe', profile: null, parentId: null, manager } as const;
    await people.act(partnerId, { type: 'createGroup', ...group }, by, new Date()).catch(() => null);
    const groups = await database.group.findMany({ where: { partnerId }, take: 1 });
    const before = await tablesOf(at(machine.ownerUrl));
    // one partner's people are made one after the other
    await timed(PEOPLE, 1, async (index) => {
      const name = { firstName: FIRST_NAMES[index % FIRST_NAMES.length] ?? '', lastName: `Martin${letters(index)}` };
      const email = `${name.firstName}.${name.lastName}@peupliers.example`.toLowerCase();
      const input = { ...NOTHING_MORE, ...name, email };
      await people.act(
        partnerId,
        { type: 'createUser', input, confirmed: true, administrateur: false, groupIds: groups.map(({ id }) => id) },
        by,
        new Date(),
      );
    });
    return each(before, await tablesOf(at(machine.ownerUrl)), PEOPLE);
  } finally {
    await database.$disconnect();
  }
}

const FIRST_NAMES = ['Anne', 'Bruno', 'Camille', 'Denis', 'Elise', 'Fabrice', 'Gisele', 'Hugo'];
/** A name may bear no digits. */
const letters = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

interface Table {
  table: string;
  bytes: number;
  rows: number;
}

/** Every table without gaps: its bytes, indexes and what stands beside it included, and its rows. */
function tablesOf(ownerUrl: string): Promise<Table[]> {
  return withClient(ownerUrl, async (client) => {
    await client.query('VACUUM FULL ANALYZE');
    const { rows } = await client.query<Table>(
      `SELECT relname AS "table", pg_total_relation_size(oid)::float8 AS bytes, greatest(0, reltuples)::float8 AS rows
        FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'bench_floor'`,
    );
    return rows;
  });
}

/** What grew between, for one of `count`. */
function each(before: Table[], after: Table[], count: number): { kb: number; tables: TableSize[] } {
  const grown = after.map(({ table, bytes, rows }) => {
    const was = before.find((one) => one.table === table);
    return { table, bytes: bytes - (was?.bytes ?? 0), rows: rows - (was?.rows ?? 0) };
  });
  const tables = grown
    .filter(({ rows, bytes }) => rows > 0 && bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ table, bytes, rows }) => ({ table, bytesPerRow: Math.round(bytes / rows), rowsEach: round(rows / count) }));
  return { kb: grown.reduce((sum, { bytes }) => sum + bytes, 0) / count / KB, tables };
}

/** Bytes of write-ahead log so far, or since a place of it. */
function walOf(ownerUrl: string, since = 0): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ bytes: number }>(
      `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS bytes`,
    );
    return (rows[0]?.bytes ?? 0) - since;
  });
}

/** The state of Temporal's development server, and the log that belongs to it. */
function temporalFile({ environment }: Machine): number {
  return ['temporal.db', 'temporal.db-wal']
    .map((name) => statSync(path.join(environment.DATA_DIR ?? '', name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, bytes) => sum + bytes, 0);
}
