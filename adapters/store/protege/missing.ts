import type { MissingFound } from '../../../domain/protege/missing.ts';
import type { Database } from '../prisma.ts';
import { type Page, sortedBy } from '../queries/cursor.ts';

/** A signal of a missing protégé, with where its case stands. */
export interface MissingRow {
  id: string;
  at: Date;
  userId: string;
  person: string;
  partnerId: string;
  organisme: string;
  found: MissingFound;
  signal: boolean;
  processId: string | null;
  state: string | null;
  /** what the case holds of the person; null once it is answered */
  sealed: unknown;
}

const NEWEST = sortedBy('at', 'desc');

/** Signals, newest first: of a tuteur, or of a Caf's tuteurs. */
export async function listMissing(
  db: Database,
  of: { userId: string } | { caf: string },
  { limit, cursor, processId }: { limit: number; cursor?: string | undefined; processId?: string | undefined },
): Promise<Page<MissingRow>> {
  const rows = await db.missingProtege.findMany({
    where: { AND: [of, processId === undefined ? {} : { processId }, NEWEST.after(cursor)] },
    orderBy: NEWEST.orderBy,
    take: limit + 1,
  });
  const ids = (of: (row: (typeof rows)[number]) => string | null) => rows.flatMap((row) => of(row) ?? []);
  const [people, partners, cases] = await Promise.all([
    db.user.findMany({ where: { id: { in: ids((row) => row.userId) } } }),
    db.partner.findMany({ where: { id: { in: ids((row) => row.partnerId) } } }),
    db.process.findMany({ where: { id: { in: ids((row) => row.processId) } } }),
  ]);
  return NEWEST.page(
    rows.map((row): MissingRow => {
      const person = people.find(({ id }) => id === row.userId);
      const process = cases.find(({ id }) => id === row.processId);
      return {
        ...row,
        found: row.found as MissingFound,
        person: person === undefined ? '' : `${person.firstName} ${person.lastName}`,
        organisme: partners.find(({ id }) => id === row.partnerId)?.raisonSociale ?? '',
        state: process?.state ?? null,
        sealed: (process?.facts as { sealed?: unknown } | undefined)?.sealed ?? null,
      };
    }),
    limit,
  );
}
