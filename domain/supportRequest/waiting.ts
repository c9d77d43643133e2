import type { Case } from '../case/types.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import { frenchDate } from '../policy/calendar.ts';
import { complementEnd } from '../policy/complement.ts';
import type { Policy } from '../policy/policy.ts';
import { departureDue } from './departure.ts';
import type { SupportState } from './transitions.ts';
import type { SupportFacts } from './types.ts';

/** From whom, what, until when, and what then (U2). */
export function waitingOf(one: Case<SupportFacts, SupportState>, policy: Policy): WaitingFor {
  switch (one.state) {
    case 'COMPLEMENT_DEMANDE': {
      const { askedSince } = one.facts;
      const until = askedSince == null ? null : complementEnd(askedSince, policy);
      const closed = until === null ? '' : ` ; sinon elle est classée le ${frenchDate(until)}`;
      return {
        who: 'PARTENAIRE',
        what: 'le complément demandé par la Caf',
        until,
        then: `La Caf reprend la demande dès qu’elle l’a reçu${closed}.`,
      };
    }
    case 'DEPART_GESTIONNAIRE':
      return {
        who: 'PARTENAIRE',
        what: 'un autre gestionnaire, nommé par l’administrateur',
        until: departureDue(one, policy),
        then: 'Jusque-là l’administrateur gère lui-même les groupes.',
      };
    default: {
      const departure = one.state === 'DEPART_SIGNALE';
      return {
        who: 'CAF',
        what: departure ? 'engager l’annexe 3 pour le successeur' : 'répondre à la demande',
        until: one.tasks.find((task) => task.state === 'OUVERTE')?.due ?? null,
        then: departure
          ? 'Le successeur est administrateur une fois l’annexe 3 signée.'
          : 'La réponse part par courriel ; en retard, la Caf est relancée.',
      };
    }
  }
}
