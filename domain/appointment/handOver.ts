import { NOTHING_MORE } from '../account/types.ts';
import type { HandOver } from '../dossier/intents.ts';
import type { PeopleActOf } from '../people/acts.ts';

/** The act that an applied annexe 3 asks for (ADM-4). */
export function handOver({ leavingId, closesOn, incoming }: HandOver): PeopleActOf<'replaceAdministrateur'> {
  const { userId, ...person } = incoming;
  const create = { ...NOTHING_MORE, ...person };
  return {
    type: 'replaceAdministrateur',
    leavingId,
    closesOn,
    incoming: userId === null ? { create, confirmed: true } : { userId },
  };
}
