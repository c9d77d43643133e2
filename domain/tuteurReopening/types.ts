import type { Context } from '../decision/context.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { MailDraft } from '../mail/draft.ts';
import type { NationalService, SearchKey } from '../service/national.ts';
import type { TuteurVerdict } from '../tuteur/verdict.ts';
import type { ReopeningState } from './transitions.ts';

/** One wave of the opening, as it was opened. */
export interface Wave {
  number: number;
  /** ISO instant */
  at: string;
  cafs: string[];
  tuteurs: number;
}

/** Why the service was closed again, and by whose signals where it stopped by itself (`POLICY_TUT_STOP`). */
export interface Closing {
  at: string;
  reason: string;
  /** names of the tuteurs who signalled; none: a person closed it */
  signalledBy: string[];
}

/** What the row of its process keeps of a reopening. */
export interface ReopeningFacts {
  /** 'YYYY-MM-DD', Paris: not before (TUT-10) */
  opensOn: string;
  /** which file is in force, counted from 1, and since when */
  file: number;
  fileAt: string;
  /** lines of the file, as counted when it was read */
  lines: { total: number; read: number; refused: number; duplicate: number };
  /** when the impact report of this file was read; null: not yet, or a newer file came */
  impactReadAt: string | null;
  /** the file whose corrections are all started; 0: of none */
  correctionsOf: number;
  /** since the service was last opened, or planned again */
  waves: Wave[];
  /** a wave is to be opened now */
  waveDue: boolean;
  /** the gates were found held, so often, and are asked again then */
  held: { times: number; askAgainAt: string } | null;
  closing: Closing | null;
  /** closed for all, and what was open to each is to be suspended behind it */
  closeDue: { at: string; reason: string } | null;
  /** when it last looked at the signals of missing protégés */
  watchedAt: string | null;
}

/**
 * How many tuteurs are alike in everything that decides: figures, gates and waves are all made of these, by pure functions. Thousands of tuteurs
 * are some hundred cells.
 */
export interface TuteurCell {
  /** null: « sans Caf », no partner here */
  caf: string | null;
  verdict: TuteurVerdict;
  siretMcpInconnu: boolean;
  refusal: Refusal | null;
  correction: 'NONE' | 'STARTED' | 'KEPT' | 'CORRECTED';
  seesBySiren: boolean;
  seesBySiret: boolean;
  /** the reopening has opened the space to them, and it is open */
  open: boolean;
  tuteurs: number;
  /** protégés that each search really shows: of the file of protégés where there is one (TUT-8, TUT-9) */
  bySiren: number;
  bySiret: number;
  /** … and as Tiersi counts them */
  tiersiBySiren: number;
  tiersiBySiret: number;
}

/** TUT-17: who is no tuteur of the space, whatever Tiersi says. */
export const REFUSALS = ['NON_TUTEUR_MORAL', 'SANS_T9'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Words of a refusal, as pages show it. */
export const REFUSAL_LABELS: Record<Refusal, string> = {
  NON_TUTEUR_MORAL: 'Personne physique : l’Espace Tuteur est réservé aux tuteurs moraux',
  SANS_T9: 'Pas de profil T9 en vigueur dans Cdap',
};

/** A reopening without its tuteurs, which are thousands. */
export interface Reopening {
  id: string;
  state: ReopeningState;
  facts: ReopeningFacts;
  createdBy: string;
  incident: string | null;
  ended: boolean;
}

/** What is known beside it when an act is carried out. */
export interface ReopeningGround {
  national: NationalService | null;
  cells: readonly TuteurCell[];
  /** what searches show is counted in a file of protégés; else nobody imported one, and it is what Tiersi counts */
  fileOfProteges: boolean;
  /** names of tuteurs who would open and see nothing, the first ones (TUT-3) */
  blind: readonly string[];
  /** names of the tuteurs with the space open who have signalled a missing protégé since it opened */
  signalledBy: readonly string[];
  /** address of whoever launched it */
  creatorEmail: string | null;
  /** addresses of the operators */
  operators: readonly string[];
  /** the mail of the reopening that an act says was refused; unsaid: no act does */
  refused?: RefusedMail | null;
}

/** A mail of the reopening that was refused for good (R2), and whose tuteur it was for. */
export interface RefusedMail {
  recipient: string;
  recipientName: string | null;
  /** null: it went to no tuteur */
  tuteur: { caf: string; organisme: string; partnerId: string | null } | null;
}

export interface ReopeningDecision {
  reopening: Reopening;
  /** the national row as it is to stand from now on, with its line in the journal; null: as it is */
  national: { next: Omit<NationalService, 'service'>; label: string; rule: string } | null;
  mails: MailDraft[];
  audit: AuditDraft[];
}

/** A decision in the making. */
export interface ReopeningDesk extends Context, ReopeningDecision {
  ground: ReopeningGround;
}

export const searchKey = ({ national }: Pick<ReopeningGround, 'national'>): SearchKey => national?.searchBy ?? 'SIRET';
