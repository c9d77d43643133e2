import type { DoneAct } from '../decision/done.ts';
import { withinSentence } from '../formats/typography.ts';
import { REQUEST_STATE_LABELS, type RequestState } from './transitions.ts';

interface Told {
  state: RequestState;
  exchanges: readonly { suppliedAt?: string | null }[];
  createdAt: Date;
  endedAt: Date | null;
}

/** What was done with an access request, oldest first, in words for the applicant (U9). */
export function requestHistory({ state, exchanges, createdAt, endedAt }: Told): DoneAct[] {
  return [
    { at: createdAt, what: 'Demande déposée', by: 'vous' },
    ...exchanges.flatMap(({ suppliedAt }) =>
      suppliedAt == null ? [] : [{ at: new Date(suppliedAt), what: 'Réponse envoyée à la Caf', by: 'vous' }],
    ),
    ...(endedAt === null
      ? []
      : [
          {
            at: endedAt,
            what: `Demande ${withinSentence(REQUEST_STATE_LABELS[state])}`,
            by: state === 'RETIREE' ? 'vous' : 'la Caf',
          },
        ]),
  ];
}
