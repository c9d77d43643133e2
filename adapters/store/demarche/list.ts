import type { DemarcheState } from '../../../domain/demarche/transitions.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import type { Reach } from '../../../domain/protege/access.ts';
import type { DemarcheCode } from '../../../domain/protege/demarches.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database, Transaction } from '../prisma.ts';
import { toProtege } from '../protege/proteges.ts';
import { decodeCursor, NEWEST_FIRST } from '../queries/cursor.ts';
import { PROCESS_COLUMNS } from '../queries/processes.ts';

export interface DemarcheFilter {
  state?: DemarcheState | undefined;
  form?: DemarcheCode | undefined;
  /** protégé, by reference */
  protege?: string | undefined;
  limit: number;
  cursor?: string | undefined;
  at: Date;
}

/** Whose démarches: those of a tuteur's protégés within reach whose measure is in force (TUT-16, TUT-18), or those of a Caf. */
export type DemarcheScope = { partnerId: string; reach: Reach } | { caf: string };

/** Démarches, newest first, with their protégés as they are known now. */
export async function listDemarches(db: Database, scope: DemarcheScope, filter: DemarcheFilter) {
  const conditions = [Prisma.sql`p.type = 'demarche'`];
  if ('caf' in scope) conditions.push(Prisma.sql`p.caf = ${scope.caf}`);
  else {
    const { partnerId, reach } = scope;
    const within =
      'siren' in reach ? Prisma.sql`g.siren = ${reach.siren}` : Prisma.sql`g.siret = ANY(${[...reach.sirets]})`;
    conditions.push(Prisma.sql`p.partner_id = ${partnerId}`);
    conditions.push(Prisma.sql`EXISTS (SELECT 1 FROM protege g WHERE g.reference = p.facts ->> 'protege' AND ${within}
      AND (g.measure_ends_on IS NULL OR g.measure_ends_on >= ${parisDate(filter.at)}))`);
  }
  if (filter.state !== undefined) conditions.push(Prisma.sql`p.state = ${filter.state}`);
  if (filter.form !== undefined) conditions.push(Prisma.sql`p.facts ->> 'form' = ${filter.form}`);
  if (filter.protege !== undefined) conditions.push(Prisma.sql`p.facts ->> 'protege' = ${filter.protege}`);
  const after = decodeCursor(filter.cursor, 'ds');
  if (after !== null) conditions.push(Prisma.sql`(p.created_at, p.id) < (${after[0]}::timestamptz, ${after[1]})`);
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM process p WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY p.created_at DESC, p.id DESC LIMIT ${filter.limit + 1}`;
  const rows = await db.process.findMany({
    select: PROCESS_COLUMNS,
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: NEWEST_FIRST.orderBy,
  });
  return NEWEST_FIRST.page(rows, filter.limit);
}

/** Those of these protégés that the file still has, by reference. */
export async function protegesByReferences(db: Database, references: readonly string[]) {
  const rows = await db.protege.findMany({ where: { reference: { in: [...references] } } });
  return new Map(rows.map((row) => [row.reference, toProtege(row)]));
}

/** Démarches of one kind that an organisme deposited for a protégé, but those that came to nothing, latest first. */
export async function earlierDemarches(
  tx: Transaction,
  of: { partnerId: string; protege: string; form: DemarcheCode; not: readonly DemarcheState[] },
) {
  return tx.process.findMany({
    select: PROCESS_COLUMNS,
    where: {
      type: 'demarche',
      partnerId: of.partnerId,
      state: { notIn: [...of.not] },
      AND: [{ facts: { path: ['protege'], equals: of.protege } }, { facts: { path: ['form'], equals: of.form } }],
    },
    orderBy: NEWEST_FIRST.orderBy,
  });
}
