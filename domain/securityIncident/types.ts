/** What a security incident knows beside its state (OBL-12, domain.md §11). */
export interface IncidentFacts {
  /** who declared it */
  declaredBy: string;
  /** what happened, in the declarer's words: shown to the Caf, never mailed */
  what: string;
  /** accounts concerned: those cited, and those that the Caf has suspended since */
  userIds: string[];
  /** accounts that are suspended by it now */
  suspended: string[];
  /** TIME-11: the Caf was told again that nobody has acknowledged it */
  escalated: boolean;
}
