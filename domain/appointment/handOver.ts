import { NOTHING_MORE } from '../account/types.ts';
import type { Dossier } from '../dossier/types.ts';
import type { PeopleActOf } from '../people/acts.ts';

/** The act that a dossier's annexe 3 asks for. */
export function handOver(dossier: Dossier): PeopleActOf<'replaceAdministrateur'> {
  const { replacement } = dossier.facts;
  if (replacement?.incoming == null) throw new Error('annexe 3 names a successor');
  const { userId, ...person } = replacement.incoming;
  const create = { ...NOTHING_MORE, ...person };
  return {
    type: 'replaceAdministrateur',
    leavingId: replacement.leaving?.userId ?? null,
    closesOn: replacement.closesOn,
    incoming: userId === null ? { create, confirmed: true } : { userId },
  };
}
