import { PROCESS_TYPES, type ProcessType } from '../process/types.ts';

/** What the search box finds, in the order in which results are shown. */
export const SEARCH_KINDS = {
  PARTENAIRE: 'Partenaires',
  PERSONNE: 'Personnes',
  DOCUMENT: 'Conventions',
  DOSSIER: 'Dossiers',
} as const;
export type SearchKind = keyof typeof SEARCH_KINDS;
export const SEARCH_KIND_CODES = Object.keys(SEARCH_KINDS) as SearchKind[];

/** What follows one account, a protégé or a declaration is never found: it would tell of people who are nobody's business here (TUT-13). */
const NEVER: readonly ProcessType[] = [
  'userOnboarding',
  'passwordReset',
  'accountClosure',
  'personalData',
  'demarche',
  'missingProtege',
];

/** Types of processes that the search box finds. */
export const SOUGHT_PROCESSES: readonly ProcessType[] = PROCESS_TYPES.filter((type) => !NEVER.includes(type));
