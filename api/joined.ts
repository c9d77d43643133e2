import type { Request } from 'express';
import { joinedWith } from '../adapters/store/queries/joined.ts';
import { partnerById } from '../adapters/store/queries/partners.ts';
import { DomainError } from '../domain/errors.ts';
import { accessTo } from './access.ts';
import type { Call, Person, Route } from './route.ts';

const OF_PARTNER = /^\/partenaires\/([^/?#]+)/;

/** Where a page of a record that was joined with another of its SIRET is now (DEL-11): links of old mails name it. null: it never was one. */
export async function pageOfJoined({ db }: Pick<Call['deps'], 'db'>, url: string): Promise<string | null> {
  const id = OF_PARTNER.exec(url)?.[1];
  const stayed = id === undefined ? null : await joinedWith(db, decodeURIComponent(id));
  return stayed === null ? null : url.replace(OF_PARTNER, `/partenaires/${encodeURIComponent(stayed)}`);
}

/** Operations on a partner: what answers 308 for a record that was joined with another. */
export const isOfPartner = ({ path, roles }: Pick<Route, 'path' | 'roles'>): boolean =>
  Array.isArray(roles) && /^\/partners\/\{id\}(\/|$)/.test(path);

/**
 * Where the record is now that an operation did not find, for who may read it (DEL-11): whatever keeps the id of a record that was joined with another
 * of its SIRET is told the one that stayed, and asks the same of that. null: there is none, or it is not theirs to know of (S5).
 */
export async function addressOfJoined(
  { db }: Pick<Call['deps'], 'db'>,
  { route, request, person }: { route: Route; request: Request; person: Person | null },
  error: unknown,
): Promise<string | null> {
  const missing = error instanceof DomainError && error.code === 'INTROUVABLE';
  const { id } = request.params;
  if (!missing || person === null || typeof id !== 'string' || !isOfPartner(route)) return null;
  const stayed = await joinedWith(db, id);
  const partner = stayed === null ? null : await partnerById(db, stayed);
  if (partner === null || accessTo(person, partner) === 'none') return null;
  return request.originalUrl.replace(/(\/partners\/)[^/?#]+/, `$1${encodeURIComponent(partner.id)}`);
}
