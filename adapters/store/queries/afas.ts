import type { AfasProfile } from '../../../domain/people/types.ts';
import { DECLARERS } from '../../../domain/service/services.ts';
import type { Database } from '../prisma.ts';
import { type Page, sortedBy } from './cursor.ts';

export interface PersonName {
  id: string;
  firstName: string;
  lastName: string;
}

export type AfasProfileRow = AfasProfile & { user: PersonName };

const NAME = { id: true, firstName: true, lastName: true } as const;

const LATEST = sortedBy('since', 'desc');

/** Afas roles of a partner, held, awaited and ended, newest first. */
export async function listAfasProfiles(
  db: Database,
  partnerId: string,
  filter: { state?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<AfasProfileRow>> {
  const rows = await db.afasProfile.findMany({
    where: { partnerId, state: filter.state, ...LATEST.after(filter.cursor) },
    orderBy: LATEST.orderBy,
    take: filter.limit + 1,
  });
  return LATEST.page(await withNames(db, rows), filter.limit);
}

/** One role of a partner's person; null when it is not this partner's. */
export async function afasProfileById(db: Database, partnerId: string, id: string): Promise<AfasProfileRow | null> {
  const [found] = await withNames(db, await db.afasProfile.findMany({ where: { id, partnerId } }));
  return found ?? null;
}

/** Roles that have not ended: five at most, and one that waits for MAIA. */
export async function openAfasProfiles(db: Database, partnerId: string): Promise<AfasProfileRow[]> {
  return withNames(db, await db.afasProfile.findMany({ where: { partnerId, until: null } }));
}

const DECLARANTS_SHOWN = 200;

/** Members of the partner's AFAS-DECLARER, by name: who may get a role (AFAS-7). */
export function declarantsOf(db: Database, partnerId: string): Promise<PersonName[]> {
  if (DECLARERS === undefined) return Promise.resolve([]);
  const group = { service: DECLARERS.service, code: DECLARERS.groupCode, closedAt: null };
  return db.user.findMany({
    where: { partnerId, memberships: { some: { until: null, group } } },
    select: NAME,
    orderBy: [{ lastName: 'asc' }, { firstName: 'asc' }, { id: 'asc' }],
    take: DECLARANTS_SHOWN,
  });
}

async function withNames(db: Database, rows: Awaited<ReturnType<Database['afasProfile']['findMany']>>) {
  const people = await db.user.findMany({ where: { id: { in: rows.map((row) => row.userId) } }, select: NAME });
  return rows.map((row): AfasProfileRow => {
    const unknown = { id: row.userId, firstName: '', lastName: '' };
    return {
      ...row,
      role: row.role as AfasProfile['role'],
      state: row.state as AfasProfile['state'],
      user: people.find(({ id }) => id === row.userId) ?? unknown,
    };
  });
}
