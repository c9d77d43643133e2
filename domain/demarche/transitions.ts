import type { CaseTransition } from '../case/types.ts';
import type { Mark } from '../formats/mark.ts';

/** [P] ours: S0 lists the thirteen démarches, not what becomes of one (TUT-14). */
export const DEMARCHE_STATES = [
  'DEPOSEE',
  'EN_TRAITEMENT',
  'COMPLEMENT_DEMANDE',
  'TRAITEE',
  'REFUSEE',
  'CLASSEE',
  'RETIREE',
] as const;
export type DemarcheState = (typeof DEMARCHE_STATES)[number];

/** Whoever of the organisme holds the Espace Tuteur: which protégés each reaches is asked before (TUT-16, TUT-18). */
const TUTEUR = ['administrateur', 'gestionnaire', 'utilisateur'] as const;
const JUDGED = ['DEPOSEE', 'EN_TRAITEMENT'] as const;

// biome-ignore format: one line per transition
export const DEMARCHE_TRANSITIONS = [
  { event: 'take',     from: ['DEPOSEE'],            to: 'EN_TRAITEMENT',      by: ['agent'],   tell: 'Prise en charge par la Caf',           rules: ['TUT-14'] },
  { event: 'accept',   from: JUDGED,                 to: 'TRAITEE',            by: ['agent'],   tell: 'Traitée par la Caf',                   rules: ['TUT-14'] },
  { event: 'refuse',   from: JUDGED,                 to: 'REFUSEE',            by: ['agent'],   tell: 'Refusée par la Caf',                   rules: ['TUT-14'] },
  { event: 'ask',      from: JUDGED,                 to: 'COMPLEMENT_DEMANDE', by: ['agent'],   tell: 'Complément demandé par la Caf',        rules: ['TUT-14'] },
  { event: 'close',    from: JUDGED,                 to: 'CLASSEE',            by: ['agent'],   tell: 'Classée sans suite par la Caf',        rules: ['TUT-14'] },
  { event: 'supply',   from: ['COMPLEMENT_DEMANDE'], to: 'EN_TRAITEMENT',      by: TUTEUR,      tell: 'Complément apporté par le tuteur',     rules: ['TUT-14'] },
  { event: 'expire',   from: ['COMPLEMENT_DEMANDE'], to: 'CLASSEE',            by: ['process'], tell: 'Classée : complément jamais apporté',  rules: ['TUT-14'] },
  // before the Caf has begun: afterwards it decides
  { event: 'withdraw', from: ['DEPOSEE'],            to: 'RETIREE',            by: TUTEUR,      tell: 'Retirée par le tuteur',                rules: ['TUT-14'] },
] as const satisfies readonly CaseTransition<DemarcheState>[];
export type DemarcheEvent = (typeof DEMARCHE_TRANSITIONS)[number]['event'];

export const DEMARCHE_STATE_WORDS: Readonly<Record<DemarcheState, string>> = {
  DEPOSEE: 'Déposée',
  EN_TRAITEMENT: 'En traitement',
  COMPLEMENT_DEMANDE: 'Complément demandé',
  TRAITEE: 'Traitée',
  REFUSEE: 'Refusée',
  CLASSEE: 'Classée sans suite',
  RETIREE: 'Retirée',
};
export const DEMARCHE_STATE_MARKS: Readonly<Record<DemarcheState, Mark>> = {
  DEPOSEE: 'toDo',
  EN_TRAITEMENT: 'plain',
  COMPLEMENT_DEMANDE: 'plain',
  TRAITEE: 'plain',
  REFUSEE: 'amiss',
  CLASSEE: 'plain',
  RETIREE: 'plain',
};

/** Ended without a decision on the merits: what was declared may be declared again without a question. */
export const WITHOUT_EFFECT: readonly DemarcheState[] = ['REFUSEE', 'CLASSEE', 'RETIREE'];
