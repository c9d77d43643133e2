import type { Request } from 'express';
import { type Person, personOfSession } from '../adapters/identity/sessions.ts';
import { DomainError, notByYou } from '../domain/errors.ts';
import { hasRole } from './access.ts';
import type { ApiDeps } from './deps.ts';
import type { Route } from './route.ts';

const SESSION_COOKIE = 'session';

type Served = Pick<ApiDeps, 'publicUrl'>;

/** What a cookie is called: over https no other host, nor a page without TLS, may set one of this name (`__Host-`). */
function cookieName({ publicUrl }: Served, name: string): string {
  return publicUrl.startsWith('https:') ? `__Host-${name}` : name;
}

/** Set-Cookie of one of ours (S9): this host's alone, read by no script; an age of 0 removes it. */
export function cookie(
  deps: Served,
  {
    name,
    value,
    maxAgeS,
    sameSite = 'Strict',
  }: { name: string; value: string; maxAgeS: number; sameSite?: 'Strict' | 'Lax' },
): string {
  const secure = deps.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${cookieName(deps, name)}=${value}; Path=/; HttpOnly; SameSite=${sameSite}; Max-Age=${Math.floor(maxAgeS)}${secure}`;
}

/** Value of a cookie of this request. */
export function cookieOf(deps: Served, request: Request, wanted: string): string | null {
  const name = cookieName(deps, wanted);
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/** Set-Cookie of a session (S9); an empty token removes it. */
export function sessionCookie(deps: Served, token: string, maxAgeMs: number): string {
  return cookie(deps, { name: SESSION_COOKIE, value: token, maxAgeS: maxAgeMs / 1000 });
}

/** The session token of a request: `Authorization: Bearer`, else the pages' cookie. */
export function sessionTokenOf(deps: Served, request: Request): { token: string; from: 'bearer' | 'cookie' } | null {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { token: bearer, from: 'bearer' };
  const token = cookieOf(deps, request, SESSION_COOKIE);
  return token === null || token === '' ? null : { token, from: 'cookie' };
}

/** Who calls, or null. A cookie is believed on a changing request only when the browser says that the page is ours (S9). */
export async function authenticate(deps: ApiDeps, request: Request): Promise<Person | null> {
  const held = sessionTokenOf(deps, request);
  if (held === null) return null;
  if (held.from === 'cookie' && !['GET', 'HEAD'].includes(request.method)) assertSameOrigin(deps, request);
  return personOfSession(deps.db, held.token, { at: deps.clock(), idleMs: deps.policy.sessionIdleMs });
}

/** ORIGINE_REFUSEE when another site's page made the browser send this. */
export function assertSameOrigin(deps: ApiDeps, request: Request): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const ours =
    origin === undefined || origin === new URL(deps.publicUrl).origin || hostOf(origin) === request.headers.host;
  if (!ours || site === 'cross-site' || site === 'same-site') {
    throw new DomainError('ORIGINE_REFUSEE', "Cette demande ne vient pas d'une page de Passerelle.");
  }
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

type Guarded = Pick<Route, 'roles' | 'whileRestricted' | 'whileEnrolling'>;

/** True where this operation is for the caller; `assertAudience` says why not. */
export function isAudience(route: Guarded, person: Person | null): boolean {
  const { roles, whileRestricted, whileEnrolling } = route;
  if (roles === 'public' || roles === 'link' || roles === 'service') return true;
  return (
    person !== null &&
    (!person.restricted || whileRestricted) &&
    (!person.enrolling || whileEnrolling) &&
    hasRole(person, ...roles)
  );
}

/** Throws NON_AUTHENTIFIE, PERSONNALISATION_REQUISE (ACC-7), DOUBLE_AUTH_REQUISE or ACTION_NON_PERMISE unless this operation is for the caller. */
export function assertAudience(
  { roles: audience, whileRestricted, whileEnrolling }: Guarded,
  person: Person | null,
): void {
  if (audience === 'public' || audience === 'link' || audience === 'service') return;
  if (person === null) throw new DomainError('NON_AUTHENTIFIE', 'Connectez-vous pour continuer.');
  if (person.restricted && !whileRestricted)
    throw new DomainError('PERSONNALISATION_REQUISE', "Choisissez d'abord votre mot de passe personnel.", {
      rule: 'ACC-7',
    });
  if (person.enrolling && !whileEnrolling)
    throw new DomainError(
      'DOUBLE_AUTH_REQUISE',
      "Votre Caf demande une double authentification : activez d'abord la vôtre.",
    );
  if (!hasRole(person, ...audience)) throw notByYou();
}
