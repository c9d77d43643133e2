import type { Actor } from '../decision/actor.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import { DomainError } from '../errors.ts';
import type { MailTrouble, ProcessStep } from '../process/acts.ts';
import type { Waiting } from '../process/types.ts';
import { type UserImportAct, userImportActSchema } from './acts.ts';
import { IMPORT_STATE_LABELS, type ImportState, type JudgedUser, type RowReason, type UserVerdict } from './types.ts';

/** What became of a row; `A_CREER`: its account waits to be made. */
export const IMPORT_ROW_STATES = ['A_CREER', 'CREE', 'EXISTANT', 'DOUBLON', 'REFUSE', 'ANNULE'] as const;
export type ImportRowState = (typeof IMPORT_ROW_STATES)[number];
/** … as people read it. */
export const IMPORT_ROW_LABELS: Readonly<Record<ImportRowState, string>> = {
  A_CREER: 'En attente',
  CREE: 'Compte créé',
  EXISTANT: 'A déjà un compte',
  DOUBLON: 'Doublon du fichier',
  REFUSE: 'À corriger',
  ANNULE: 'Arrêtée',
};

/** An import without its rows, which are thousands: how many became what. */
export type ImportCounts = Readonly<Partial<Record<ImportRowState, number>>>;

export interface ImportFacts {
  /** who imports, in whose name each account is made */
  actor: Actor & { caf: string | null };
}

export interface ImportProjection {
  state: ImportState;
  waitingFor: WaitingFor | null;
  nextActionAt: null;
  dueAt: null;
  ended: boolean;
}

/** The import of a list of users (ACC-3): its acts, when it is over and whom it waits for. How its accounts are made is makeAccounts.ts. */
export const userImportKind = {
  type: 'userImport',
  labels: IMPORT_STATE_LABELS,
  acts: userImportActSchema,

  /** Where it stands: over once no account is left to be made. */
  project({ A_CREER: left = 0, CREE: made = 0, ANNULE: stopped = 0 }: ImportCounts): ImportProjection {
    const none = { nextActionAt: null, dueAt: null };
    if (left === 0) return { ...none, state: stopped > 0 ? 'ANNULEE' : 'TERMINEE', waitingFor: null, ended: true };
    const waitingFor = {
      who: 'SYSTEME' as const,
      what: `la création des comptes : ${made} sur ${made + left}`,
      until: null,
      then: 'Chaque personne reçoit ses deux courriels.',
    };
    return { ...none, state: 'EN_COURS', waitingFor, ended: false };
  },
} as const;

/** What its process holds. */
export function importToHold({ state, nextActionAt, ended }: ImportProjection): Waiting {
  return { state, nextActionAt, ended };
}

export interface ImportDecision {
  counts: ImportCounts;
  /** rows that wait are given up */
  stopped: boolean;
  audit: AuditDraft[];
}

/** Carries an act or a step out on an import. Pure. Throws DOSSIER_TERMINE where nothing is left to be stopped. */
export function decideImport(
  id: string,
  counts: ImportCounts,
  act: UserImportAct | MailTrouble | ProcessStep,
): ImportDecision {
  if (act.type !== 'cancel') return { counts, stopped: false, audit: [] };
  const { A_CREER: left = 0, ANNULE: stopped = 0 } = counts;
  if (left === 0) throw new DomainError('DOSSIER_TERMINE', 'Cet import est terminé : il n’y a rien à arrêter.');
  const label = `Import arrêté, ${left} comptes ne sont pas créés : ${act.reason}`;
  return {
    counts: { ...counts, A_CREER: 0, ANNULE: stopped + left },
    stopped: true,
    audit: [
      {
        ...{ action: 'userImport.cancel', entity: 'userImport', entityId: id, label },
        before: { A_CREER: left, ANNULE: stopped },
        after: { A_CREER: 0, ANNULE: stopped + left },
      },
    ],
  };
}

/** What a row of each verdict starts as. */
const FIRST_STATES: Readonly<Record<UserVerdict, ImportRowState>> = {
  accepted: 'A_CREER',
  toConfirm: 'REFUSE',
  existing: 'EXISTANT',
  duplicate: 'DOUBLON',
  refused: 'REFUSE',
};

/** A row of the file as the import keeps it. */
export interface ImportRow {
  row: number;
  state: ImportRowState;
  email: string;
  reasons: RowReason[];
  data: Pick<JudgedUser, 'input' | 'groupIds'>;
}

export interface ImportStart {
  label: string;
  state: ImportState;
  facts: ImportFacts;
  rows: ImportRow[];
}

/** A judged file becomes an import. Pure. */
export function startImport(judged: readonly JudgedUser[], actor: ImportFacts['actor']): ImportStart {
  const rows = judged.map(({ row, verdict, reasons, input, groupIds }) => ({
    ...{ row, state: FIRST_STATES[verdict], email: input.email, reasons },
    data: { input, groupIds },
  }));
  return { label: `Import de ${judged.length} personnes`, state: 'EN_COURS', facts: { actor }, rows };
}

/** Its first line in the journal. */
export function importStarted(id: string, { label, state, rows }: ImportStart): AuditDraft {
  const after: Record<string, string | number> = { state };
  for (const row of rows) after[row.state] = Number(after[row.state] ?? 0) + 1;
  return { action: 'userImport.start', entity: 'userImport', entityId: id, label, rule: 'ACC-3', after };
}
