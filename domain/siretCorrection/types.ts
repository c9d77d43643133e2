import type { Facts } from '../dossier/types.ts';

/** Facts of the correction of one tuteur's SIRET. */
export interface SiretCorrectionFacts extends Facts {
  correction: Correction;
}

/** What the Caf has decided, until the story has carried it out. */
export type Decision = { what: 'CONFIRM'; siret: string } | { what: 'ASK' } | { what: 'KEEP'; reason: string };

export interface Correction {
  /** the reopening that started it, and the SIRET by which its file names the tuteur */
  reopeningId: string;
  reference: string;
  /** SIRET of the convention when it began */
  formerSiret: string;
  decision: Decision | null;
  /** what the partner is asked now, or was asked last; `closedAt`: answered, or given up on */
  question: Question | null;
  /** what the partner has answered, oldest first */
  answers: Answer[];
  /** the avenant that is on its way, or was applied last */
  avenantId: string | null;
  /** the change of SIRET in force */
  applied: Applied | null;
  /** when the Caf decided to keep the SIRET */
  keptAt: string | null;
  /** … or that nothing is to be corrected of a tuteur whom Tiersi shows nothing: another verdict is decided anew (TUT-12) */
  verified?: boolean;
  /** an act that undoes it is on its way */
  undoing: { reason: string } | null;
  /** since when the Caf is to decide, and how often it was reminded */
  cafSince: string | null;
  cafReminders: number;
  /** whoever launched the reopening was told that the Caf is late */
  escalatedAt: string | null;
  /** values that its open task speaks of */
  told: string | null;
}

export interface Question {
  text: string;
  askedAt: string;
  reminders: number;
  closedAt: string | null;
}

export interface Answer {
  at: string;
  siret: string;
  words: string;
}

export interface Applied {
  at: string;
  before: { convention: string; partner: string; reference: string | null };
  after: string;
}
