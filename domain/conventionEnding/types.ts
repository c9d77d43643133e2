import type { Facts } from '../dossier/types.ts';

/** Facts of the end of a convention, or of what stands under it: the partner leaves, or the Caf closes what it took over (CONV-13). */
export interface EndingFacts extends Facts {
  ending: Ending;
}

export interface Ending {
  /** which one: where two are in force the other stays (CONV-6, DEL-11) */
  conventionId: string;
  /** a contrat or bulletin under it that is closed alone, and the convention stays; unsaid: the convention */
  documentId?: string;
  /** why, in words for everyone who is told */
  reason: string;
  /** 'YYYY-MM-DD': everything closes at 00:00 of that day; null: by an act of the Caf, and at once */
  endsOn: string | null;
  by: EndingParty;
}

export type EndingParty = 'PARTENAIRE' | 'CAF';
