import type { Database } from '../prisma.ts';

/** The record that stayed where one of this id was joined with another of its SIRET (DEL-11); null: there was none. */
export async function joinedWith(db: Database, id: string): Promise<string | null> {
  const row = await db.formerPartner.findUnique({ where: { id } });
  return row?.partnerId ?? null;
}
