/** The public form as it is kept: every value in its stored shape (E.164, 14 digits …), nothing of an answer that was not given. */
export interface RequestForm {
  raisonSociale: string;
  siret: string;
  address: string;
  email: string;
  phone: string;
  /** département code of the Caf addressed */
  caf: string;
  /** boxes ticked; T10 is named by S2 but not served by this form (CON-01) */
  profiles: ('T1' | 'T2' | 'T4' | 'T9' | 'T10')[];
  otherNeed: string | null;
  /** question 7 and its départements (REQ-19: information only) */
  cafproOtherDepartment: boolean;
  cafproDepartments: string[];
  /** question 8, its reasons and départements (REQ-18) */
  otherCafNeed: boolean;
  motivation: string | null;
  otherCafDepartments: string[];
}
