import type { Transaction } from '../prisma.ts';

/** Names of people, by id, to be shown beside what is said of them, or what they wrote. */
export async function namesOf(
  db: Pick<Transaction, 'user'>,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.user.findMany({
    where: { id: { in: [...userIds] } },
    select: { id: true, firstName: true, lastName: true },
  });
  return new Map(rows.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]));
}
