import { REQUEST_STATE_LABELS } from '../accessRequest/transitions.ts';
import { ACCOUNT_STATE_LABELS } from '../account/types.ts';
import { CAMPAIGN_STATE_LABELS } from '../campaign/types.ts';
import { caseKind, ofEachCase } from '../case/kinds.ts';
import type { CaseType } from '../case/types.ts';
import { DOSSIER_KINDS, type DossierType, ofEachDossier } from '../kinds.ts';
import { CLOSURE_STATE_LABELS } from '../people/closure.ts';
import { REOPENING_STATE_LABELS } from '../tuteurReopening/transitions.ts';
import { IMPORT_STATE_LABELS } from '../userImport/types.ts';
import type { ProcessType } from './types.ts';

type Labels = Readonly<Record<string, string>>;

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

/** The state of a process in the words of its kind; one without words is shown as it is. */
export const stateWordsOf = (type: ProcessType, state: string): string => PROCESS_STATE_LABELS[type][state] ?? state;
