import { REQUEST_STATE_LABELS, REQUEST_STATE_MARKS } from '../accessRequest/transitions.ts';
import { ACCOUNT_STATE_LABELS, ACCOUNT_STATE_MARKS } from '../account/types.ts';
import { CAMPAIGN_STATE_LABELS, CAMPAIGN_STATE_MARKS } from '../campaign/types.ts';
import { caseKind, ofEachCase } from '../case/kinds.ts';
import type { CaseType } from '../case/types.ts';
import type { Mark } from '../formats/mark.ts';
import { DOSSIER_KINDS, type DossierType, ofEachDossier } from '../kinds.ts';
import { CLOSURE_STATE_LABELS, CLOSURE_STATE_MARKS } from '../people/closure.ts';
import { REOPENING_STATE_LABELS, REOPENING_STATE_MARKS } from '../tuteurReopening/transitions.ts';
import { IMPORT_STATE_LABELS, IMPORT_STATE_MARKS } from '../userImport/types.ts';
import type { ProcessType } from './types.ts';

type Labels = Readonly<Record<string, string>>;
type Marks = Readonly<Record<string, Mark>>;

/** The states of every type of process, each in the words of its own kind; the compiler refuses a type that is missing. */
export const PROCESS_STATE_LABELS: Record<ProcessType, Labels> = {
  accessRequest: REQUEST_STATE_LABELS,
  ...ofEachDossier<Record<DossierType, Labels>>((type) => DOSSIER_KINDS[type].states),
  esatCampaign: CAMPAIGN_STATE_LABELS,
  tuteurReopening: REOPENING_STATE_LABELS,
  userOnboarding: ACCOUNT_STATE_LABELS,
  passwordReset: ACCOUNT_STATE_LABELS,
  accountClosure: CLOSURE_STATE_LABELS,
  userImport: IMPORT_STATE_LABELS,
  ...ofEachCase<Record<CaseType, Labels>>((type) => caseKind(type).labels),
};

/** … and how each is to be taken, as its kind says. */
export const PROCESS_STATE_MARKS: Record<ProcessType, Marks> = {
  accessRequest: REQUEST_STATE_MARKS,
  ...ofEachDossier<Record<DossierType, Marks>>((type) => DOSSIER_KINDS[type].marks),
  esatCampaign: CAMPAIGN_STATE_MARKS,
  tuteurReopening: REOPENING_STATE_MARKS,
  userOnboarding: ACCOUNT_STATE_MARKS,
  passwordReset: ACCOUNT_STATE_MARKS,
  accountClosure: CLOSURE_STATE_MARKS,
  userImport: IMPORT_STATE_MARKS,
  ...ofEachCase<Record<CaseType, Marks>>((type) => caseKind(type).marks),
};

/** The state of a process in the words of its kind; one without words is shown as it is. */
export const stateWordsOf = (type: ProcessType, state: string): string => PROCESS_STATE_LABELS[type][state] ?? state;
