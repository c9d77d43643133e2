import type { Case } from '../case/types.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import { frenchDate } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { complementUntil } from './complement.ts';
import type { DemarcheState } from './transitions.ts';
import type { DemarcheFacts } from './types.ts';

/** From whom, what, until when, and what then (U2). */
export function waitingOf(one: Case<DemarcheFacts, DemarcheState>, policy: Policy): WaitingFor {
  const until = complementUntil(one.facts, policy);
  if (until !== null)
    return {
      who: 'PARTENAIRE',
      what: 'le complément demandé par la Caf',
      until,
      then: `La Caf reprend la démarche dès qu’elle l’a reçu ; sinon elle est classée le ${frenchDate(until)}.`,
    };
  return {
    who: 'CAF',
    what: 'traiter la démarche',
    until: one.tasks.find((task) => task.state === 'OUVERTE')?.due ?? null,
    then: 'La décision est lue dans l’Espace Tuteur ; un courriel prévient.',
  };
}
