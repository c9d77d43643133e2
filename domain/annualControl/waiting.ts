import type { Case } from '../case/types.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import type { Policy } from '../policy/policy.ts';
import { isOpenGap } from './items.ts';
import type { ControlState } from './transitions.ts';
import type { ControlFacts } from './types.ts';

/** From whom, what, until when, and what then (U2). */
export function controlWaiting(one: Case<ControlFacts, ControlState>, policy: Policy): WaitingFor {
  const { state, facts } = one;
  if (state === 'PIECES_DEMANDEES' && facts.askedAt !== null)
    return {
      who: 'PARTENAIRE',
      what: "les pièces demandées à l'administrateur",
      until: new Date(Date.parse(facts.askedAt) + policy.controlEndMs),
      then: 'La Caf examine le contrôle avec ce qui est là.',
    };
  if (state === 'EXAMINE')
    return {
      who: 'CAF',
      what: 'examiner le contrôle',
      until: firstDue(one),
      then: 'Le contrôle est conforme, ou des écarts sont à corriger.',
    };
  if (state === 'ECARTS' && facts.items.some(isOpenGap))
    return {
      who: 'PARTENAIRE',
      what: "la correction des écarts, par l'administrateur",
      until: null,
      then: "L'administrateur est relancé, puis la Caf est alertée, jusqu'à correction.",
    };
  if (state === 'ECARTS')
    return {
      who: 'CAF',
      what: 'vérifier les corrections',
      until: firstDue(one),
      then: 'Acceptées, le contrôle est terminé ; refusées, elles sont à refaire.',
    };
  return { who: 'SYSTEME', what: 'la demande des pièces', until: null, then: "L'administrateur est prévenu." };
}

function firstDue({ tasks }: Case<ControlFacts>): Date | null {
  const [first] = tasks.filter((task) => task.state === 'OUVERTE').sort((a, b) => a.due.getTime() - b.due.getTime());
  return first?.due ?? null;
}
