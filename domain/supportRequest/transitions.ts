import type { CaseTransition } from '../case/types.ts';

/** [P] ours: domain.md §12 says where a request goes, not how it is answered. */
export const SUPPORT_STATES = [
  'A_TRAITER',
  'COMPLEMENT_DEMANDE',
  'DEPART_SIGNALE',
  'DEPART_GESTIONNAIRE',
  'REPONDUE',
  'TRAITE',
  'CLASSEE',
] as const;
export type SupportState = (typeof SUPPORT_STATES)[number];

const PARTNER = ['administrateur', 'gestionnaire'] as const;

// biome-ignore format: one line per transition
export const SUPPORT_TRANSITIONS = [
  { event: 'answer',   from: ['A_TRAITER'],           to: 'REPONDUE',           by: ['agent'],             tell: 'Réponse de la Caf',                     rules: ['ADM-8'] },
  { event: 'ask',      from: ['A_TRAITER'],           to: 'COMPLEMENT_DEMANDE', by: ['agent'],             tell: 'Complément demandé par la Caf',         rules: ['ADM-8'] },
  // what came by mail is entered by the Caf, the complement too
  { event: 'supply',   from: ['COMPLEMENT_DEMANDE'],  to: 'A_TRAITER',          by: [...PARTNER, 'agent'], tell: 'Complément reçu',                       rules: ['RGT-11'] },
  { event: 'expire',   from: ['COMPLEMENT_DEMANDE'],  to: 'CLASSEE',            by: ['process'],           tell: 'Classée : complément jamais reçu',      rules: ['REM-1'] },
  { event: 'treat',    from: ['DEPART_SIGNALE'],      to: 'TRAITE',             by: ['agent', 'process'],  tell: 'Départ traité',                         rules: ['ADM-3'] },
  { event: 'replaced', from: ['DEPART_GESTIONNAIRE'], to: 'TRAITE',             by: ['process'],           tell: "Gestionnaire remplacé",                 rules: ['GRP-19'] },
  { event: 'told',     from: ['DEPART_GESTIONNAIRE'], to: 'TRAITE',             by: [...PARTNER, 'agent'], tell: "Remplacement confirmé",                 rules: ['GRP-19'] },
  { event: 'close',    from: ['A_TRAITER', 'COMPLEMENT_DEMANDE', 'DEPART_SIGNALE', 'DEPART_GESTIONNAIRE'], to: 'CLASSEE', by: ['agent', 'operator'], tell: 'Demande classée', rules: ['ADM-8'] },
] as const satisfies readonly CaseTransition<SupportState>[];
export type SupportEvent = (typeof SUPPORT_TRANSITIONS)[number]['event'];
