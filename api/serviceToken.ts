import { createHash, timingSafeEqual } from 'node:crypto';
import { accountNamed } from '../adapters/store/entrance/access.ts';
import { DomainError } from '../domain/errors.ts';
import type { ServiceCode } from '../domain/service/services.ts';
import type { ApiDeps } from './deps.ts';
import type { Call } from './route.ts';

/** Which service asks by its own token (SVC-9). Throws NON_AUTHENTIFIE for any other token, or none. */
export function serviceOf({ deps, sessionToken }: Pick<Call, 'deps' | 'sessionToken'>): ServiceCode {
  const found = sessionToken === null ? undefined : deps.serviceTokens.find(({ token }) => isSame(token, sessionToken));
  if (found === undefined)
    throw new DomainError('NON_AUTHENTIFIE', 'Donnez le jeton du service, dans l’en-tête Authorization.');
  return found.service;
}

/** The person whom a service names, by its identifiant or by the subject of a token. Throws INTROUVABLE for nobody's of a partner. */
export async function personNamed(
  { db }: Pick<ApiDeps, 'db'>,
  named: { login?: string; subject?: string },
): Promise<string> {
  const found = await accountNamed(db, named);
  if (found === null) throw new DomainError('INTROUVABLE', 'Aucune personne d’un organisme n’a cet identifiant.');
  return found;
}

/** In constant time, whatever their lengths. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
