import type { DemarcheCode } from '../../../domain/protege/demarches.ts';
import type { TraceAction, TraceLine } from '../../../domain/protege/trace.ts';
import type { Database, Transaction } from '../prisma.ts';
import { decodeCursor, type Page, pageOf } from '../queries/cursor.ts';

/** Appends to the trace of the Espace Tuteur (TUT-13); nothing of it is changed or deleted (prisma/grants.sql). */
export async function appendTrace(db: Transaction, { proteges, ...line }: TraceLine): Promise<void> {
  await db.tuteurTrace.create({ data: { ...line, proteges: [...proteges] } });
}

/** A line with who did it, as pages show it. */
export interface TraceRow extends Omit<TraceLine, 'detail'> {
  id: string;
  detail: string | null;
  person: string;
  organisme: string;
}

export interface TraceFilter {
  /** one's own, without what was refused; or what a Caf's tuteurs did, refusals too */
  of: { userId: string } | { caf: string };
  partnerId?: string | undefined;
  action?: TraceAction | undefined;
  refused?: boolean | undefined;
  /** protégé, by reference */
  protege?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** The trace, newest first. */
export async function listTrace(db: Database, filter: TraceFilter): Promise<Page<TraceRow>> {
  const { of, partnerId, action, protege, limit } = filter;
  const after = decodeCursor(filter.cursor, 's');
  const refused = 'userId' in of ? false : filter.refused;
  const rows = await db.tuteurTrace.findMany({
    where: {
      ...of,
      ...(partnerId === undefined ? {} : { partnerId }),
      ...(action === undefined ? {} : { action }),
      ...(refused === undefined ? {} : { refused }),
      ...(protege === undefined ? {} : { proteges: { has: protege } }),
      ...(after === null ? {} : { id: { lt: idOf(after[0]) } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const [people, partners] = await Promise.all([
    db.user.findMany({
      where: { id: { in: rows.map(({ userId }) => userId) } },
      select: { id: true, firstName: true, lastName: true },
    }),
    db.partner.findMany({
      where: { id: { in: rows.map((row) => row.partnerId) } },
      select: { id: true, raisonSociale: true },
    }),
  ]);
  const nameOf = new Map(people.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]));
  const organismeOf = new Map(partners.map(({ id, raisonSociale }) => [id, raisonSociale]));
  const lines = rows.map(
    (row): TraceRow => ({
      ...row,
      id: String(row.id),
      action: row.action as TraceAction,
      procedure: row.procedure as DemarcheCode | null,
      person: nameOf.get(row.userId) ?? '',
      organisme: organismeOf.get(row.partnerId) ?? '',
    }),
  );
  return pageOf(lines, limit, ({ id }) => [id]);
}

/** The number of a line; one that is none is before every line. */
function idOf(text: string | number | Date | undefined): bigint {
  return typeof text === 'string' && /^\d{1,18}$/.test(text) ? BigInt(text) : 0n;
}
