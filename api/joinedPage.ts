import { joinedWith } from '../adapters/store/queries/joined.ts';
import type { Call } from './route.ts';

const OF_PARTNER = /^\/partenaires\/([^/?#]+)/;

/** Where a page of a record that was joined with another of its SIRET is now (DEL-11): links of old mails name it. null: it never was one. */
export async function pageOfJoined({ db }: Pick<Call['deps'], 'db'>, url: string): Promise<string | null> {
  const id = OF_PARTNER.exec(url)?.[1];
  const stayed = id === undefined ? null : await joinedWith(db, decodeURIComponent(id));
  return stayed === null ? null : url.replace(OF_PARTNER, `/partenaires/${encodeURIComponent(stayed)}`);
}
