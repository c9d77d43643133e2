import type { DocumentKind, DocumentState } from './types.ts';

/** Who acts on a document. `partner` and `representative` hold a mailed link (RGT-1); `process` is the durable process. */
export type DocumentActor = 'agent' | 'cafAdmin' | 'partner' | 'representative' | 'process';

export const DOCUMENT_EVENTS = [
  'draft',
  'edit',
  'send',
  'complete',
  'sign',
  'return',
  'decline',
  'withdraw',
  'expire',
  'countersign',
  'close',
] as const;
export type DocumentEvent = (typeof DOCUMENT_EVENTS)[number];

/** One row of the procedure: from where, to where, by whom; `guard` names the check of guards.ts; `reason` must be given. */
export interface Transition {
  event: DocumentEvent;
  kinds: readonly DocumentKind[];
  from: readonly DocumentState[];
  to: DocumentState;
  /** where the event leads instead when its guard says so (`complete` with another SIRET) */
  otherwise?: DocumentState;
  by: readonly DocumentActor[];
  guard?: 'draftable' | 'mailable' | 'siretMatches' | 'versionUnchanged' | 'parentsInForce' | 'sameParty';
  reason?: true;
  rules: readonly string[];
}

const ALL = ['CONVENTION', 'CONTRAT', 'BULLETIN', 'AVENANT', 'ANNEXE_3'] as const;
const OTHERS = ['CONVENTION', 'CONTRAT', 'AVENANT', 'ANNEXE_3'] as const;
const BULLETIN = ['BULLETIN'] as const;
const AVENANT = ['AVENANT'] as const;
const CLOSABLE = ['CONVENTION', 'CONTRAT', 'BULLETIN'] as const;

/** The procedure of every contractual document: domain.md §4.3, line by line. Nothing else decides what may happen to one. */
export const DOCUMENT_TRANSITIONS: readonly Transition[] = [
  {
    event: 'edit',
    kinds: ALL,
    from: ['BROUILLON'],
    to: 'BROUILLON',
    by: ['agent', 'process'],
    rules: ['CONV-3', 'CONV-4'],
  },
  // « mode … changeable by the agent before `sign` »: editing what was sent makes a new version of it
  { event: 'edit', kinds: OTHERS, from: ['A_SIGNER'], to: 'A_SIGNER', by: ['agent'], rules: ['CONV-4', 'DEL-3'] },
  {
    event: 'send',
    kinds: BULLETIN,
    from: ['BROUILLON'],
    to: 'A_COMPLETER',
    by: ['process', 'agent'],
    guard: 'mailable',
    rules: ['CONV-5'],
  },
  {
    event: 'send',
    kinds: OTHERS,
    from: ['BROUILLON'],
    to: 'A_SIGNER',
    by: ['process', 'agent'],
    guard: 'draftable',
    rules: ['CONV-3'],
  },
  // until the partner has signed it, what it wrote is its to correct; signatures of other documents stay, for they cover other texts
  {
    event: 'complete',
    kinds: BULLETIN,
    from: ['A_COMPLETER', 'A_CORRIGER', 'A_SIGNER'],
    to: 'A_SIGNER',
    otherwise: 'A_CORRIGER',
    by: ['partner', 'representative'],
    guard: 'siretMatches',
    rules: ['CONV-17', 'ESAT-20'],
  },
  // ESAT-21: once an avenant corrects the SIRET, the check is replayed without asking the partner to type again
  {
    event: 'complete',
    kinds: BULLETIN,
    from: ['A_CORRIGER'],
    to: 'A_SIGNER',
    by: ['process'],
    guard: 'siretMatches',
    rules: ['ESAT-21'],
  },
  {
    event: 'sign',
    kinds: ALL,
    from: ['A_SIGNER'],
    to: 'SIGNE_PARTENAIRE',
    by: ['representative'],
    guard: 'versionUnchanged',
    rules: ['CONV-2'],
  },
  {
    event: 'return',
    kinds: BULLETIN,
    from: ['A_SIGNER', 'SIGNE_PARTENAIRE'],
    to: 'A_CORRIGER',
    by: ['agent'],
    reason: true,
    rules: ['CONV-15'],
  },
  // CONV-17: the avenant that was to correct the SIRET is no more, so the check is replayed
  {
    event: 'return',
    kinds: BULLETIN,
    from: ['A_SIGNER', 'SIGNE_PARTENAIRE'],
    to: 'A_CORRIGER',
    by: ['process'],
    reason: true,
    rules: ['CONV-17', 'ESAT-21'],
  },
  {
    event: 'return',
    kinds: OTHERS,
    from: ['A_SIGNER', 'SIGNE_PARTENAIRE'],
    to: 'BROUILLON',
    by: ['agent'],
    reason: true,
    rules: ['CONV-15'],
  },
  {
    event: 'decline',
    kinds: ALL,
    from: ['A_COMPLETER', 'A_CORRIGER', 'A_SIGNER'],
    to: 'REJETE',
    by: ['representative'],
    reason: true,
    rules: ['CONV-15'],
  },
  {
    event: 'withdraw',
    kinds: ALL,
    from: ['BROUILLON', 'A_COMPLETER', 'A_CORRIGER', 'A_SIGNER', 'SIGNE_PARTENAIRE'],
    to: 'ABANDONNE',
    by: ['agent', 'process'],
    reason: true,
    rules: ['CONV-15'],
  },
  {
    event: 'expire',
    kinds: ALL,
    from: ['A_COMPLETER', 'A_CORRIGER', 'A_SIGNER'],
    to: 'ABANDONNE',
    by: ['process'],
    rules: ['REM-2', 'REM-3'],
  },
  {
    event: 'countersign',
    kinds: ALL,
    from: ['SIGNE_PARTENAIRE'],
    to: 'ACTIF',
    by: ['agent'],
    guard: 'parentsInForce',
    rules: ['CONV-6', 'CONV-8', 'CONV-16'],
  },
  // TUT-7, TUT-11: the same SIREN is the same party, whose establishment the Caf corrects by itself; guards.ts holds it to that
  {
    event: 'countersign',
    kinds: AVENANT,
    from: ['BROUILLON'],
    to: 'ACTIF',
    by: ['process'],
    guard: 'sameParty',
    rules: ['TUT-7', 'TUT-11', 'CONV-16'],
  },
  {
    event: 'close',
    kinds: CLOSABLE,
    from: ['ACTIF'],
    to: 'CLOS',
    by: ['cafAdmin', 'agent', 'process'],
    reason: true,
    rules: ['CONV-13', 'DEL-5'],
  },
];

/** The row that allows this event here, for this actor; undefined when the table has none. */
export function findTransition(
  event: DocumentEvent,
  kind: DocumentKind,
  from: DocumentState,
  actor: DocumentActor,
): Transition | undefined {
  return DOCUMENT_TRANSITIONS.find(
    (row) => row.event === event && row.kinds.includes(kind) && row.from.includes(from) && allows(row, actor),
  );
}

/** A cafAdmin is an agent who may do more (architecture.md, glossary). */
function allows(row: Transition, actor: DocumentActor): boolean {
  return row.by.includes(actor) || (actor === 'cafAdmin' && row.by.includes('agent'));
}

/** Events a person may trigger here: what a page offers, what the API documents. */
export function eventsFor(kind: DocumentKind, state: DocumentState, actor: DocumentActor): DocumentEvent[] {
  return DOCUMENT_EVENTS.filter((event) => findTransition(event, kind, state, actor) !== undefined);
}
