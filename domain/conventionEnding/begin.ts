import type { AuditDraft } from '../decision/journal.ts';
import { type ContractDocument, DOCUMENT_LABELS } from '../document/types.ts';
import { DomainError, invalid } from '../errors.ts';
import { withinSentence } from '../formats/typography.ts';
import { frenchDate, parisDate, startOfParisDate } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { SERVICES } from '../service/services.ts';
import { conventionEnding } from './kind.ts';
import type { Ending, EndingFacts, EndingParty } from './types.ts';

/** What it is asked of: the convention in force, and the end that is on its way already. */
export interface EndingGround {
  /** null: none is in force */
  conventionId: string | null;
  running: string | null;
}

/** When it is asked, and the notice of the policy. */
export interface AskedAt extends Pick<Policy, 'conventionNoticeMs'> {
  at: Date;
}

/** The first day on which a convention may end that is given up at this instant: the Caf may name today, a partner gives notice [P]. */
export function earliestEnd(by: EndingParty, { at, conventionNoticeMs }: AskedAt): string {
  return parisDate(by === 'CAF' ? at : new Date(at.getTime() + conventionNoticeMs));
}

/** What lists call such a dossier; `closed`: what is closed alone. */
export function endingLabel(raisonSociale: string, closed: Pick<ContractDocument, 'kind' | 'service'> | null): string {
  if (closed === null) return `${raisonSociale} – fin de la convention`;
  const what = closed.service === null ? '' : ` – ${SERVICES[closed.service]}`;
  return `${raisonSociale} – clôture : ${withinSentence(DOCUMENT_LABELS[closed.kind])}${what}`;
}

/** Its first line in the journal; `alone`: what stands under the convention is closed alone. */
export function endingAsked(processId: string, { reason, alone }: { reason: string; alone: boolean }): AuditDraft {
  return {
    ...{ action: 'process.start', entity: 'conventionEnding', entityId: processId, rule: 'CONV-13' },
    label: `${alone ? 'Clôture demandée' : 'Fin de la convention demandée'} : ${reason}`,
    after: { state: conventionEnding.begins },
  };
}

/**
 * The facts of a convention's end (CONV-13). Throws SANS_CONVENTION, PROCESSUS_EN_COURS with the end that is on its way, or the fault of a day that
 * comes before the notice is over.
 */
export function endingFacts(
  asked: Omit<Ending, 'conventionId'>,
  { conventionId, running }: EndingGround,
  when: AskedAt,
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
  const earliest = earliestEnd(asked.by, when);
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
