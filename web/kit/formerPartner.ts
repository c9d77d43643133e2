import type { Database } from '../../adapters/store/prisma.ts';

const OF_PARTNER = /^\/partenaires\/([^/?#]+)/;

/** Where a page of a record that was joined with another of its SIRET is now (DEL-11): links of old mails name it. null: it never was one. */
export async function pageOfJoined(db: Database, url: string): Promise<string | null> {
  const id = OF_PARTNER.exec(url)?.[1];
  if (id === undefined) return null;
  const joined = await db.formerPartner.findUnique({ where: { id: decodeURIComponent(id) } });
  return joined === null ? null : url.replace(OF_PARTNER, `/partenaires/${encodeURIComponent(joined.partnerId)}`);
}
