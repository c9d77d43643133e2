import { DomainError, invalid } from '../errors.ts';
import { frenchDate, parisDate, startOfParisDate } from '../policy/calendar.ts';
import { DAY_MS } from '../policy/durations.ts';
import type { Ending, EndingFacts, EndingParty } from './types.ts';

/** [P] a partner gives this notice; the Caf may name any day from today on. */
export const NOTICE_DAYS = 30;

/** What it is asked of: the convention in force, and the end that is on its way already. */
export interface EndingGround {
  /** null: none is in force */
  conventionId: string | null;
  running: string | null;
}

/** The first day on which a convention may end that is given up at this instant. */
export function earliestEnd(by: EndingParty, at: Date): string {
  return by === 'CAF' ? parisDate(at) : parisDate(new Date(at.getTime() + NOTICE_DAYS * DAY_MS));
}

/** What lists call such a dossier. */
export const endingLabel = (raisonSociale: string): string => `${raisonSociale} – fin de la convention`;

/**
 * The facts of a convention's end (CONV-13). Throws SANS_CONVENTION, PROCESSUS_EN_COURS with the end that is on its way, or the fault of a day that
 * comes before the notice is over.
 */
export function endingFacts(
  asked: Omit<Ending, 'conventionId'>,
  { conventionId, running }: EndingGround,
  at: Date,
): EndingFacts {
  if (conventionId === null)
    throw new DomainError(
      'SANS_CONVENTION',
      "Cet organisme n'a pas de convention en vigueur : il n'y a rien à clore.",
      {
        rule: 'CONV-13',
      },
    );
  if (running !== null)
    throw new DomainError('PROCESSUS_EN_COURS', 'La fin de cette convention est déjà demandée.', {
      rule: 'CONV-13',
      faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: running }],
    });
  const earliest = earliestEnd(asked.by, at);
  if (asked.endsOn !== null && asked.endsOn < earliest)
    throw invalid([
      {
        path: 'endsOn',
        code: 'CHAMP_INVALIDE',
        message: `Indiquez une date à partir du ${frenchDate(startOfParisDate(earliest))}.`,
        rule: 'CONV-13',
      },
    ]);
  return { phase: null, extraDays: 0, escalated: false, endReason: null, ending: { ...asked, conventionId } };
}
