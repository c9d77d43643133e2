import { isClosed } from '../account/state.ts';
import type { Case, CaseDesk } from '../case/types.ts';
import { DomainError } from '../errors.ts';
import { of } from '../mail/elision.ts';
import { administrateursOf, groupsManagedBy } from '../people/desk.ts';
import { addWorkingDays } from '../policy/calendar.ts';
import { DAY_MS } from '../policy/durations.ts';
import type { Policy } from '../policy/policy.ts';
import type { SupportFacts } from './types.ts';

/** TIME-12: when a departure should have been seen to. */
export function departureDue(one: Pick<Case<SupportFacts>, 'createdAt'>, policy: Policy): Date {
  return workingDelay(one.createdAt, policy.departureMs);
}

/** Working days; a delay shorter than a day is taken as it is. */
export function workingDelay(from: Date, ms: number): Date {
  return ms < DAY_MS ? new Date(from.getTime() + ms) : addWorkingDays(from, Math.round(ms / DAY_MS));
}

/**
 * What has come of the departure of an administrateur: annexe 3 that replaces them is under way, or they administer no more (ADM-3). Where
 * nobody was named, the annexe 3 of any leaver tells. null: nothing yet.
 */
export function departureSeenTo({ case: { facts }, people, at }: CaseDesk<SupportFacts>): string | null {
  const { roster } = people;
  const leavingId = roster.replacement?.leavingId ?? null;
  if (leavingId !== null && (facts.userId === null || facts.userId === leavingId)) return "l'annexe 3 est engagée";
  if (facts.userId === null || administrateursOf(roster, at).some(({ id }) => id === facts.userId)) return null;
  return "la personne n'est plus administrateur";
}

/** Why the Caf has something to do, naming who leaves. */
export function departureWords({ case: { facts }, people }: CaseDesk<SupportFacts>): string {
  const leaver = people.roster.accounts.find(({ id }) => id === facts.userId);
  const who =
    leaver === undefined ? "d'un administrateur" : `${of(`${leaver.firstName} ${leaver.lastName}`)}, administrateur,`;
  return `Le départ ${who} est signalé : demandez l'annexe 3 qui nomme son successeur.`;
}

/** GRP-19: who leaves manages no group any more. Where nobody was named only people can tell. */
export function managerReplaced({ case: { facts }, people, at }: CaseDesk<SupportFacts>): boolean {
  if (facts.userId === null) return false;
  const { roster } = people;
  const account = roster.accounts.find((one) => one.id === facts.userId);
  return (account !== undefined && isClosed(account, at)) || groupsManagedBy(roster, facts.userId).length === 0;
}

/** Refuses to take a gestionnaire for replaced who still manages groups: GESTIONNAIRE_EN_CHARGE (GRP-19). */
export function assertReplaced({ case: { facts }, people }: CaseDesk<SupportFacts>): void {
  const left = facts.userId === null ? [] : groupsManagedBy(people.roster, facts.userId);
  if (left.length === 0) return;
  throw new DomainError(
    'GESTIONNAIRE_EN_CHARGE',
    `La personne gère encore : ${left.map(({ code }) => code).join(', ')}. Nommez un autre gestionnaire sur la page de chaque groupe.`,
    { rule: 'GRP-19' },
  );
}
