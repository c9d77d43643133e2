import { DomainError } from '../errors.ts';
import { type Candidate, drawSample, newItem } from './sample.ts';
import type { ControlFacts, ControlItem, ControlledAccess, LastUse } from './types.ts';

/** What must not run twice: a partner's control of a year (TIME-3). */
export const controlKey = (partnerId: string, year: number): string => `${partnerId}-${year}`;

/** Of accounts still open after a departure, a control lists so many. */
export const LEAVERS_LISTED = 50;

/** What is wished of a control. */
export interface WishedControl {
  year: number;
  sampleSize: number;
}

/** What the system holds of a partner when its control begins. */
export interface ControlGround {
  partnerId: string;
  caf: string;
  raisonSociale: string;
  /** the control of the same year that runs */
  runningId: string | null;
  candidates: Candidate[];
  /** people whose departure was told and whose account is still open */
  leavers: string[];
  accesses: ControlledAccess[];
}

/**
 * What a control looks at: the sample that is drawn, then the accounts that are still open. Throws PROCESSUS_EN_COURS with the one that runs
 * (TIME-3), and SANS_HABILITE where nobody is habilitated for any service (OBL-15).
 */
export function itemsToControl(
  { partnerId, runningId, candidates, leavers, accesses }: ControlGround,
  { year, sampleSize }: WishedControl,
  hash: (text: string) => string,
): { sample: ControlItem[]; items: ControlItem[] } {
  if (runningId !== null)
    throw new DomainError('PROCESSUS_EN_COURS', `Le contrôle ${year} de ce partenaire est déjà en cours.`, {
      rule: 'TIME-3',
      faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: runningId }],
    });
  if (accesses.length === 0)
    throw new DomainError(
      'SANS_HABILITE',
      "Personne de ce partenaire n'est habilité pour un service : rien à contrôler.",
      {
        rule: 'OBL-15',
      },
    );
  const sample = drawSample(candidates, sampleSize, { partnerId, year }, hash);
  return { sample, items: [...sample, ...leavers.map((userId) => newItem(userId, 'DEPART'))] };
}

/** The case that begins: its label, first facts and first line in the journal. */
export function beginControl(
  { raisonSociale, accesses }: ControlGround,
  { year, sampleSize }: WishedControl,
  items: ControlItem[],
  lastUses: LastUse[],
): { label: string; state: 'OUVERT'; facts: ControlFacts; tell: { label: string; rule: string } } {
  return {
    label: `Contrôle annuel ${year} – ${raisonSociale}`,
    state: 'OUVERT',
    facts: {
      ...{ year, sampleSize, items, accesses, lastUses },
      people: [...new Set(items.map(({ userId }) => userId))],
      ...{ askedAt: null, reminders: 0, gapsSince: null, gapReminders: 0, escalations: 0, reason: null },
    },
    tell: { label: `Contrôle annuel ${year} ouvert`, rule: 'TIME-3' },
  };
}
