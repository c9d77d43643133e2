import type { DemarcheState } from '../../../domain/demarche/transitions.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import type { Reach } from '../../../domain/protege/access.ts';
import type { DemarcheCode } from '../../../domain/protege/demarches.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database, Transaction } from '../prisma.ts';
import { toProtege } from '../protege/proteges.ts';
import { NEWEST_FIRST, type Sort } from '../queries/cursor.ts';
import { type DEMARCHE_SORTS, PROCESS_COLUMNS, pageOfProcesses } from '../queries/processes.ts';
import { whereGiven } from '../queries/scope.ts';

export interface DemarcheFilter {
  state?: DemarcheState | undefined;
  form?: DemarcheCode | undefined;
  /** protégé, by reference */
  protege?: string | undefined;
  sort?: Sort<typeof DEMARCHE_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
  at: Date;
}

/** Whose démarches: those of a tuteur's protégés within reach whose measure is in force (TUT-16, TUT-18), or those of a Caf. */
export type DemarcheScope = { partnerId: string; reach: Reach } | { caf: string };

/** Démarches, newest first where nobody says otherwise. */
export function listDemarches(db: Database, scope: DemarcheScope, filter: DemarcheFilter) {
  const { state, form, protege } = filter;
  const whose = 'caf' in scope ? { caf: scope.caf } : { partner_id: scope.partnerId };
  const asked = { "facts ->> 'form'": form, "facts ->> 'protege'": protege };
  const conditions = whereGiven({ type: 'demarche', ...whose, state, ...asked });
  if (!('caf' in scope)) {
    const { reach } = scope;
    const within =
      'siren' in reach ? Prisma.sql`g.siren = ${reach.siren}` : Prisma.sql`g.siret = ANY(${[...reach.sirets]})`;
    conditions.push(Prisma.sql`EXISTS (SELECT 1 FROM protege g WHERE g.reference = facts ->> 'protege' AND ${within}
      AND (g.measure_ends_on IS NULL OR g.measure_ends_on >= ${parisDate(filter.at)}))`);
  }
  return pageOfProcesses(db, { shares: [Prisma.sql`true`], conditions }, filter);
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
