import { accountState } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import { DomainError } from '../errors.ts';
import { parisDate } from '../policy/calendar.ts';
import { closeUser } from './accountActs.ts';
import type { PeopleActOf, PersonRef } from './acts.ts';
import { MOST, tooMany, withoutConvention } from './askReplacement.ts';
import { createAccount } from './createAccount.ts';
import { accountOf, administrateursOf, notePeople } from './desk.ts';
import { type Asker, assertRight } from './rights.ts';
import type { PeopleDesk } from './types.ts';

/**
 * ADM-4: what annexe 3 does at its countersignature. The leaver is administrateur no more and gets a closing date, the successor takes over
 * his groups (GRP-19) and becomes administrateur, with an account made now where there is none. Returns the successor's id.
 */
export function replaceAdministrateur(
  desk: PeopleDesk,
  act: PeopleActOf<'replaceAdministrateur'>,
  asker: Asker,
): string {
  const { roster, at } = desk;
  assertRight(asker, roster, 'administrateurs.create');
  const obstacle = withoutConvention(roster);
  if (obstacle !== null) throw obstacle;
  const successor = successorAccount(desk, act.incoming);
  if (act.leavingId !== null) dismiss(desk, accountOf(roster, act.leavingId), act.closesOn, successor.id, asker);
  successor.administrateurSince ??= at;
  if (administrateursOf(roster, at).length > MOST) throw tooMany();
  notePeople(desk, 'user', successor.id, 'administrateur.appoint', "Nommé administrateur par l'annexe 3", {
    rule: 'ADM-4',
  });
  return successor.id;
}

function dismiss(desk: PeopleDesk, leaver: Account, closesOn: string | null, successorId: string, asker: Asker): void {
  leaver.administrateurSince = null;
  notePeople(desk, 'user', leaver.id, 'administrateur.dismiss', "Administrateur jusqu'à l'annexe 3", {
    rule: 'ADM-4',
  });
  if (accountState(leaver, desk.at) === 'CLOS') return;
  const today = parisDate(desk.at);
  // the earlier of what was planned and what was asked, today at the earliest
  const [wanted = today] = [leaver.closesOn, closesOn].filter((one) => one !== null).sort();
  closeUser(
    desk,
    {
      type: 'closeUser',
      userId: leaver.id,
      closesOn: wanted < today ? today : wanted,
      replacementId: successorId,
      withoutManager: false,
      reason: 'DEPART',
    },
    asker,
  );
}

/** An account of the organisme, whoever made it meanwhile, or a new one whose address was seen when it was asked for. */
function successorAccount(desk: PeopleDesk, incoming: PersonRef): Account {
  const { roster, at } = desk;
  const known =
    'userId' in incoming
      ? accountOf(roster, incoming.userId)
      : roster.accounts.find((one) => one.email === incoming.create.email && accountState(one, at) !== 'CLOS');
  if (known === undefined && 'create' in incoming)
    return createAccount(desk, incoming.create, { confirmed: incoming.confirmed, administrateur: false });
  if (known === undefined || accountState(known, at) === 'CLOS')
    throw new DomainError('COMPTE_CLOS', "Le compte du successeur est clos : réactivez-le d'abord.", {
      rule: 'ACC-19',
    });
  return known;
}
