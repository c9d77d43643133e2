import type { CaseTransition } from '../case/types.ts';

/** ANNULE is ours: given up before the Caf has answered, or the person is no declarant any more. */
export const APPROVER_STATES = [
  'DEMANDE',
  'PJ3_ATTENDUE',
  'PJ3_RECUE',
  'VALIDATION_MAIA',
  'ACTIF',
  'REJETE',
  'ANNULE',
] as const;
export type ApproverState = (typeof APPROVER_STATES)[number];

/** domain.md §7.2 « Approbateur change », line by line. */
// biome-ignore format: one line per transition
export const APPROVER_TRANSITIONS = [
  { event: 'askPj3',     from: ['DEMANDE'],         to: 'PJ3_ATTENDUE',    by: ['process'],        tell: "PJ 3 demandée à l'administrateur",              rules: ['AFAS-9'] },
  { event: 'receivePj3', from: ['PJ3_ATTENDUE'],    to: 'PJ3_RECUE',       by: ['administrateur'], tell: 'PJ 3 déposée',                                  rules: ['AFAS-9'] },
  { event: 'validate',   from: ['PJ3_RECUE'],       to: 'VALIDATION_MAIA', by: ['process'],        tell: 'À valider dans MAIA',                           rules: ['AFAS-9'] },
  // ACT-2: MAIA is the work of the Caf's MCP administrators
  { event: 'accept',     from: ['VALIDATION_MAIA'], to: 'ACTIF',           by: ['cafAdmin'],       tell: "Validé dans MAIA : l'approbateur est en fonction", rules: ['AFAS-9'] },
  { event: 'reject',     from: ['VALIDATION_MAIA'], to: 'REJETE',          by: ['cafAdmin'],       tell: "Refusé dans MAIA : l'ancien approbateur reste", rules: ['AFAS-10'] },
  { event: 'cancel',     from: ['DEMANDE', 'PJ3_ATTENDUE', 'PJ3_RECUE', 'VALIDATION_MAIA'], to: 'ANNULE', by: ['agent', 'operator', 'process'], tell: "Changement d'approbateur annulé", rules: ['AFAS-10'] },
] as const satisfies readonly CaseTransition<ApproverState>[];
export type ApproverEvent = (typeof APPROVER_TRANSITIONS)[number]['event'];
