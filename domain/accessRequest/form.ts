import type { Eligibility } from '../dossier/judged.ts';
import type { Nature, OrganisationType } from '../partner/types.ts';
import { PROFILED, type ServiceCode } from '../service/services.ts';

/** The public form as it is kept: every value in its stored shape (E.164, 14 digits …), nothing of an answer that was not given. */
export interface RequestForm {
  raisonSociale: string;
  siret: string;
  address: string;
  email: string;
  phone: string;
  /** département code of the Caf addressed */
  caf: string;
  /** services asked for; absent: a form of before there was a choice ([P]: in the sources it serves Cdap, REQ-1) */
  services?: ServiceCode[];
  /** what the organisme says of itself, which decides who is entitled (CONV-1) */
  nature?: Nature | null;
  typeOrganisme?: OrganisationType | null;
  /** answers to the questions of those services */
  eligibility?: Eligibility;
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

/** Services asked for beside the one that is asked for by profile. */
export function otherServices({ services = [] }: Pick<RequestForm, 'services'>): ServiceCode[] {
  return services.filter((service) => service !== PROFILED);
}
