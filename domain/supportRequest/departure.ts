import type { CaseBench } from '../case/types.ts';
import { administrateursOf } from '../organisation/bench.ts';
import type { SupportFacts } from './types.ts';

/**
 * What has come of the departure of an administrateur: annexe 3 that replaces them is under way, or they administer no more (ADM-3). Where
 * nobody was named, the annexe 3 of any leaver tells. null: nothing yet.
 */
export function departureSeenTo({ case: { facts }, people, at }: CaseBench<SupportFacts>): string | null {
  const { organisation } = people;
  const leavingId = organisation.replacement?.leavingId ?? null;
  if (leavingId !== null && (facts.userId === null || facts.userId === leavingId)) return "l'annexe 3 est engagée";
  if (facts.userId === null || administrateursOf(organisation, at).some(({ id }) => id === facts.userId)) return null;
  return "la personne n'est plus administrateur";
}

/** Why the Caf has something to do, naming who leaves. */
export function departureWords({ case: { facts }, people }: CaseBench<SupportFacts>): string {
  const leaver = people.organisation.accounts.find(({ id }) => id === facts.userId);
  const who =
    leaver === undefined ? "d'un administrateur" : `de ${leaver.firstName} ${leaver.lastName}, administrateur,`;
  return `Le départ ${who} est signalé : demandez l'annexe 3 qui nomme son successeur (ADM-3, TIME-12).`;
}
