import { accountState } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import type { Code } from '../codes.ts';
import { DomainError, invalid } from '../errors.ts';
import type { PeopleActOf, PersonRef } from './acts.ts';
import { checkAddress } from './createAccount.ts';
import { accountOf, administrateursOf, CLOSED_FIRST, notePeople } from './desk.ts';
import { type Asker, assertRight } from './rights.ts';
import type { PeopleDesk, ReplacementAsked, Roster } from './types.ts';

/** Administrateurs of a partner at most (ADM-1). */
export const MOST = 2;

/**
 * ADM-3, ADM-11: an administrateur or the Caf asks for annexe 3; nothing changes before it is signed. Returns the business key of its process.
 * Throws DEUX_ADMINISTRATEURS_MAX, PROCESSUS_EN_COURS, SANS_CONVENTION, or the faults of the successor.
 */
export function askReplacement(desk: PeopleDesk, act: PeopleActOf<'askReplacement'>, asker: Asker): string {
  const { roster, at } = desk;
  assertRight(asker, roster, 'contract.sign');
  const obstacle = replacementObstacle(roster);
  if (obstacle !== null) throw obstacle;
  const inPost = administrateursOf(roster, at);
  const leaving = act.leavingId === null ? null : inPost.find((one) => one.id === act.leavingId);
  if (leaving === undefined)
    throw fault('leavingUserId', 'PAS_ADMINISTRATEUR', "Cette personne n'est pas administrateur en fonction.");
  if (inPost.length + (leaving === null ? 1 : 0) > MOST) throw tooMany();
  const incoming = namedSuccessor(desk, act.incoming, act.leavingId);
  desk.starts.push({
    type: 'administratorReplacement',
    leaving: leaving === null ? null : { ...nameOf(leaving), userId: leaving.id },
    incoming,
    closesOn: act.closesOn,
  });
  notePeople(desk, 'partner', roster.partner.id, 'administrateur.ask', 'Annexe 3 demandée', { rule: 'ADM-3' });
  return roster.partner.id;
}

/** Why no annexe 3 can be asked for now, or null; the page says it instead of offering the form (U3). */
export function replacementObstacle(roster: Roster): DomainError | null {
  const { replacement } = roster;
  if (replacement === null) return withoutConvention(roster);
  return new DomainError('PROCESSUS_EN_COURS', 'Une annexe 3 est déjà en cours pour ce partenaire.', {
    rule: 'ADM-3',
    faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: replacement.id }],
  });
}

function namedSuccessor(desk: PeopleDesk, incoming: PersonRef, leavingId: string | null): ReplacementAsked['incoming'] {
  const { roster, at } = desk;
  if ('create' in incoming) {
    checkAddress(desk, incoming.create, incoming.confirmed, 'incoming', null);
    return { ...incoming.create, userId: null };
  }
  const account = accountOf(roster, incoming.userId);
  if (account.id === leavingId || administrateursOf(roster, at).includes(account))
    throw fault('incomingUserId', 'DEJA_ADMINISTRATEUR', 'Cette personne est déjà administrateur.');
  if (accountState(account, at) === 'CLOS') throw fault('incomingUserId', 'COMPTE_CLOS', CLOSED_FIRST);
  return { ...nameOf(account), userId: account.id, phone: account.phone };
}

function nameOf({ firstName, lastName, email }: Account) {
  return { firstName, lastName, email };
}

/** Annexe 3 hangs on the convention in force: SANS_CONVENTION, or null. */
export function withoutConvention({ convention }: Roster): DomainError | null {
  if (convention !== null) return null;
  return new DomainError(
    'SANS_CONVENTION',
    "Ce partenaire n'a pas de convention en vigueur : l'annexe 3 ne peut s'y rattacher.",
    { rule: 'CONV-12' },
  );
}

/** ADM-1: DEUX_ADMINISTRATEURS_MAX. */
export function tooMany(): DomainError {
  return new DomainError(
    'DEUX_ADMINISTRATEURS_MAX',
    'Un partenaire a au plus deux administrateurs : dites lequel part.',
    { rule: 'ADM-1' },
  );
}

function fault(path: string, code: Code, message: string): DomainError {
  return invalid([{ path, code, message, rule: 'ADM-3' }]);
}
