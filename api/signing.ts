import type { Person } from '../adapters/identity/sessions.ts';
import { delegationsOfCaf } from '../adapters/store/signatureDelegations.ts';
import { delegationOf, signsAs } from '../domain/caf/signature.ts';
import type { Actor } from '../domain/decision/actor.ts';
import { parisDate } from '../domain/policy/calendar.ts';
import { actorOf, ownCaf } from './access.ts';
import type { Call } from './route.ts';

/** Who countersigns for their Caf, with the delegation that they sign by. Throws SIGNATURE_NON_DELEGUEE. */
export async function signingActor({ deps, person, ip, at }: Call<unknown, unknown, unknown, Person>): Promise<Actor> {
  const actor = actorOf(person, ip);
  const delegation = delegationOf(await delegationsOfCaf(deps.db, ownCaf(person)), person.id, parisDate(at));
  return delegation === null ? actor : { ...actor, signsAs: signsAs(delegation) };
}
