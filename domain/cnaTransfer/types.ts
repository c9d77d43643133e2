/** What the move of a partner to the CNA knows beside its state (DEL-7, DEL-8, DEL-11). */
export interface CnaTransferFacts {
  /** Caf that managed the partner until then */
  from: string;
  /** départements that the partner now reaches, as whoever asked for the move wrote them */
  departments: string[];
  /** why, in words for everyone who is told */
  reason: string;
  /** ISO instant of the move; null: not yet */
  movedAt: string | null;
  /** why it was undone; null: it was not */
  undoneFor: string | null;
}
