import type { Database } from '../prisma.ts';

/** Names of people, by id, to be shown beside what a control asks about them. */
export async function namesOf(db: Database, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.user.findMany({
    where: { id: { in: [...userIds] } },
    select: { id: true, firstName: true, lastName: true },
  });
  return new Map(rows.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]));
}
