import type { Code } from './codes.ts';

/** One thing that is wrong, where, and in words a person can act on (French). `path` is a field path, or '' for the whole. */
export interface Fault {
  path: string;
  code: Code;
  message: string;
  rule?: string;
}

/**
 * The one error of the domain: a stable `code` in the style of `domain.md`, a French message, the rule that is broken and,
 * where a form or a file is refused, every fault at once. It knows nothing of HTTP: the API maps codes to statuses once.
 */
export class DomainError extends Error {
  readonly code: Code;
  readonly rule: string | undefined;
  readonly faults: readonly Fault[];

  constructor(code: Code, message: string, options: { rule?: string; faults?: readonly Fault[] } = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.rule = options.rule;
    this.faults = options.faults ?? [];
  }
}

/** Of a field that is left blank, where nothing better can be said of what to do. */
export const BLANK = 'cette information est obligatoire.';

/** A field that was left blank and must not be (U3): `message` says what to do. */
export function missing(path: string, message: string, rule?: string): Fault {
  return { path, code: 'CHAMP_OBLIGATOIRE', message, ...(rule === undefined ? {} : { rule }) };
}

/** Refuses a form with all its faults at once. */
export function invalid(faults: readonly Fault[]): DomainError {
  return new DomainError('SAISIE_INVALIDE', 'Certaines informations sont à corriger.', { faults });
}

/** Refuses under the fault's own code where it is the only one. */
export function refusalOf(faults: readonly Fault[]): DomainError {
  const [only] = faults;
  return only !== undefined && faults.length === 1
    ? new DomainError(only.code, only.message, { rule: only.rule, faults })
    : invalid(faults);
}

/** What another organisme owns is not there (S5): nobody learns which of the two it is. */
export function notFound(): DomainError {
  return new DomainError('INTROUVABLE', "Cet élément n'existe pas, ou n'est pas de votre organisme.");
}

const PROCESS_WORDS = {
  dossier: 'Ce dossier',
  partner: 'Le partenaire de ce dossier',
  request: 'Cette demande',
  account: 'Ce suivi de compte',
  closure: 'Cette clôture',
} as const;

/** A process, or what it is about, that must be there and is not. */
export function unknownProcess(what: keyof typeof PROCESS_WORDS): DomainError {
  return new DomainError('PROCESSUS_INCONNU', `${PROCESS_WORDS[what]} n'existe pas.`);
}

/** Past its instant an act never runs (R7): whoever takes it then finds it lapsed. */
export function lapsed(): DomainError {
  const message = "La demande n'a pas pu être traitée à temps : rien n'a été fait, recommencez.";
  return new DomainError('COMMANDE_EXPIREE', message);
}

/** An act that this state does not know; `what`: a subject, capitalised. */
export function notInState(what: string, state: string): DomainError {
  return new DomainError('ETAT_INCOMPATIBLE', `${what} est à l'état « ${state} » : cette action n'y est pas possible.`);
}

/** An act that others may do; `on`: what it acts on (« ce document »), where that is told. */
export function notByYou(on?: string): DomainError {
  const what = on === undefined ? '' : ` sur ${on}`;
  return new DomainError('ACTION_NON_PERMISE', `Votre rôle ne permet pas cette action${what}.`);
}

/** A field that nothing asks for. */
export function unasked(path: string): Fault {
  return { path, code: 'CHAMP_INCONNU', message: "Ce champ n'est pas attendu ici." };
}

/** Where a page of a list should begin is no place in it: the list never made this cursor, or has changed since. */
export function lostPlace(): DomainError {
  const message = 'Cette liste ne connaît pas ce curseur, ou elle a changé depuis : reprenez depuis le début.';
  return invalid([{ path: 'cursor', code: 'CURSEUR_INVALIDE', message }]);
}

/** Somebody else was faster: what is asked rests on a version that is no more. `what`: a masculine subject, capitalised (« Le document »). */
export function outdated(what: string): DomainError {
  return new DomainError('VERSION_PERIMEE', `${what} a été modifié entre-temps : rechargez-le.`);
}

/** Refuses what rests on another version than the present one; unsaid, it rests on none. */
export function assertCurrent(known: number | null | undefined, present: number, what: string): void {
  if (known != null && known !== present) throw outdated(what);
}

/** Makes a switch over a union exhaustive: the compiler refuses the call while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
