/** What a change of approbateur knows beside its state (domain.md §7.2). */
export interface ApproverFacts {
  /** who is to become approbateur */
  userId: string;
  /** their role, EN_ATTENTE_MAIA until the Caf has answered */
  profileId: string;
  /** who is in function meanwhile (AFAS-10); null: nobody yet */
  formerId: string | null;
  askedBy: string;
  /** id of the attachment that holds PJ 3 */
  pj3: string | null;
  /** ISO instant since which PJ 3 is awaited: REM-11 counts from here */
  expectedSince: string | null;
  /** reminders already sent */
  reminders: number;
  /** why the Caf refused, or the change was given up */
  reason: string | null;
}
