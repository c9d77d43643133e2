import { DOCUMENT_KINDS, type DocumentKind } from '../../domain/document/types.ts';
import { frenchDate, frenchInstant } from '../../domain/policy/calendar.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { PROCESS_STATE_LABELS } from '../../domain/process/stateLabels.ts';
import { PROCESS_TYPES, type ProcessType, processLabel } from '../../domain/process/types.ts';

/** A code that is text to the API: in the words of its kind, or as it is. */
export function wordsOf(labels: Readonly<Record<string, string>>, code: string): string {
  return labels[code] ?? code;
}

/** The state of a process, in the words of its own kind: « Actif » is no document in force. A code without words is shown as it is. */
export function processStateWords({ type, state }: { type: ProcessType; state: string }): string {
  return wordsOf(PROCESS_STATE_LABELS[type], state);
}

/** A type of process that is text to the API. */
export const typeWords = (code: string): string =>
  PROCESS_TYPES.includes(code as ProcessType) ? processLabel(code as ProcessType) : code;

/** A state that several types of dossier have, told without its type: the first that has it says how. */
export function stateWords(state: string): string {
  const type = PROCESS_TYPES.find((one) => !followsAccount(one) && state in PROCESS_STATE_LABELS[one]);
  return type === undefined ? state : processStateWords({ type, state });
}

/** 'dd/mm/yyyy' of an instant or of a calendar date. */
export function date(at: string | Date): string {
  if (typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at)) return at.split('-').reverse().join('/');
  return frenchDate(new Date(at));
}

/** 'dd/mm/yyyy à HHhMM'. */
export function instant(at: string | Date): string {
  return frenchInstant(new Date(at));
}

export { displaySiret as siretWords } from '../../domain/formats/siret.ts';

/** French phone number in pairs; another one as it is kept. */
export function phoneWords(phone: string): string {
  return phone.replace(/^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/, '0$1 $2 $3 $4 $5');
}

/** Sorts documents as they rest on each other: convention, contrat, bulletin, avenant. */
export function documentOrder(a: { kind: DocumentKind }, b: { kind: DocumentKind }): number {
  return DOCUMENT_KINDS.indexOf(a.kind) - DOCUMENT_KINDS.indexOf(b.kind);
}

/** « 1 dossier », « 3 dossiers ». */
export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString('fr-FR')} ${n < 2 ? one : many}`;
}

/** First letter in capital. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr-FR') + text.slice(1);
}
