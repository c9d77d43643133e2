import type { Person } from '../adapters/identity/sessions.ts';
import type { Scope } from '../adapters/store/queries/scope.ts';
import { onlyReads } from '../domain/caf/inCharge.ts';
import type { Actor } from '../domain/decision/actor.ts';
import { DomainError, notFound } from '../domain/errors.ts';

export { notFound };

export const ROLES = [
  'agent',
  'cafAdmin',
  'national',
  'operator',
  'administrateur',
  'gestionnaire',
  'utilisateur',
] as const;
export type Role = (typeof ROLES)[number];

/** Everyone on the Caf's side and the platform's. */
export const STAFF = ['agent', 'cafAdmin', 'national', 'operator'] as const satisfies readonly Role[];
/** Everyone of a partner; what each may do is the rights matrix (domain/rights). */
export const PARTNER_SIDE = ['administrateur', 'gestionnaire', 'utilisateur'] as const satisfies readonly Role[];
/** Who works for a Caf. */
export const CAF = ['agent', 'cafAdmin'] as const satisfies readonly Role[];

/** Where an object belongs: its managing Caf, the Cafs that keep reading (DEL-7b), the organisme it is about. */
export interface Owned {
  caf: string | null;
  readerCafs?: readonly string[];
  partnerId?: string | null;
}

export function hasRole(person: Person, ...roles: readonly Role[]): boolean {
  return person.roles.some((role) => (roles as readonly string[]).includes(role));
}

/** National and operator read every Caf's figures. */
export function readsAll(person: Person): boolean {
  return hasRole(person, 'national', 'operator');
}

function worksFor(person: Person, caf: string | null): boolean {
  return hasRole(person, ...CAF) && person.caf !== null && person.caf === caf;
}

/** What a person may do with an object of this owner. The one rule of tenancy (S5): every kind of object goes through it. */
export function accessTo(person: Person, object: Owned): 'none' | 'read' | 'act' {
  if (worksFor(person, object.caf)) return 'act';
  if ((object.readerCafs ?? []).some((caf) => worksFor(person, caf)) || readsAll(person)) return 'read';
  // which objects of their organisme a gestionnaire or a user may read is said by each operation's roles
  if (hasRole(person, ...PARTNER_SIDE) && person.partnerId !== null && person.partnerId === (object.partnerId ?? null))
    return 'read';
  return 'none';
}

/** The object, or 404: what another organisme owns is not there (S5). */
export function mayRead<T extends Owned>(person: Person, object: T | null): T {
  if (object === null || accessTo(person, object) === 'none') throw notFound();
  return object;
}

/** The object, 404 for another's, 403 for one that may only be read. */
export function mayAct<T extends Owned>(person: Person, object: T | null): T {
  const found = mayRead(person, object);
  if (accessTo(person, found) === 'act') return found;
  if (found.caf !== null && hasRole(person, ...CAF)) throw onlyReads('Cet élément', found.caf);
  throw new DomainError(
    'ACTION_NON_PERMISE',
    'Vous pouvez consulter cet élément, pas le modifier : il relève de la Caf gestionnaire.',
  );
}

/** Processes: an operator also acts on them (ACT-14). */
export function mayActOnProcess<T extends Owned>(person: Person, process: T | null): T {
  return hasRole(person, 'operator') ? mayRead(person, process) : mayAct(person, process);
}

/** What a list may show this person: everything, the objects of one Caf, or those of one organisme. */
export function scopeOf(person: Person): Scope {
  if (readsAll(person)) return { all: true };
  if (hasRole(person, ...CAF) && person.caf !== null) return { caf: person.caf };
  if (hasRole(person, 'administrateur') && person.partnerId !== null) return { partnerId: person.partnerId };
  return { nothing: true };
}

/** Code of the Caf this person works for; 403 for who works for none. */
export function ownCaf(person: Person): string {
  if (!hasRole(person, ...CAF) || person.caf === null)
    throw new DomainError('ACTION_NON_PERMISE', "Cette action est celle d'un agent de Caf.");
  return person.caf;
}

/** The person as the journal and the rules see them; the strongest role counts. */
export function actorOf(person: Person, ip: string | null): Actor {
  const role =
    (['cafAdmin', 'agent', 'operator', 'national', 'administrateur', 'gestionnaire'] as const).find((one) =>
      hasRole(person, one),
    ) ?? 'utilisateur';
  return { id: person.id, role, label: `${person.firstName} ${person.lastName}`, ip };
}

/** What pages offer, by role; each operation still checks by itself. */
export const RIGHTS = {
  'partners.read': [...STAFF, 'administrateur'],
  'partners.write': CAF,
  'conventionnements.start': CAF,
  'documents.act': CAF,
  'accessRequests.decide': CAF,
  'esat.onboard': CAF,
  'campaigns.launch': ['cafAdmin', 'national'],
  'tasks.complete': CAF,
  'processes.read': STAFF,
  'processes.act': [...CAF, 'operator'],
  'journal.read': ['cafAdmin', 'operator'],
  'dashboard.read': STAFF,
} as const satisfies Record<string, readonly Role[]>;
export type Right = keyof typeof RIGHTS;

export function rightsOf(person: Person): Right[] {
  return (Object.keys(RIGHTS) as Right[]).filter((right) => hasRole(person, ...RIGHTS[right]));
}

/** As whom a person acts on the documents of this owner; null: only reads. */
export function documentActorOf(person: Person, object: Owned): 'agent' | 'cafAdmin' | null {
  if (accessTo(person, object) !== 'act') return null;
  return hasRole(person, 'cafAdmin') ? 'cafAdmin' : 'agent';
}
