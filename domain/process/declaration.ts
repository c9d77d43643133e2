/** What every room knows of a type of process, workflows included: words and marks, no rule. */
export interface ProcessDeclaration {
  /** what it is called on pages */
  label: string;
  /**
   * It looks again when a convention or contrat of its partner is closed: without it it ends by itself (CONV-12, CONV-13). A support request
   * can still be answered; a security incident and what is about an account alone go on, for accounts stay.
   */
  restsOnConvention?: true;
  /** it follows one account, which has a page of its own: it is no dossier (ACT-3, ACC-8, ACC-17) */
  followsAccount?: true;
  /** it waits for somebody to administer a partner, or to leave that function (ADM-3) */
  watchesAdministrateurs?: true;
}
