import type { CaseTransition } from '../case/types.ts';

/** ANNULE is ours: given up by the Caf, or without an access to look at since the convention is closed. */
export const CONTROL_STATES = [
  'OUVERT',
  'PIECES_DEMANDEES',
  'EXAMINE',
  'CONFORME',
  'ECARTS',
  'ECARTS_CORRIGES',
  'ANNULE',
] as const;
export type ControlState = (typeof CONTROL_STATES)[number];

export const CONTROL_FINALS = ['CONFORME', 'ECARTS_CORRIGES', 'ANNULE'] as const satisfies readonly ControlState[];

/** domain.md §11 « Contrôle annuel », line by line. */
// biome-ignore format: one line per transition
export const CONTROL_TRANSITIONS = [
  { event: 'ask',      from: ['OUVERT'],           to: 'PIECES_DEMANDEES', by: ['process'],        tell: "Pièces demandées à l'administrateur",   rules: ['OBL-15'] },
  { event: 'give',     from: ['PIECES_DEMANDEES'], to: 'PIECES_DEMANDEES', by: ['administrateur'], tell: 'Pièce apportée',                        rules: ['OBL-15'] },
  // what was missing at the deadline may still come until the Caf has examined
  { event: 'give',     from: ['EXAMINE'],          to: 'EXAMINE',          by: ['administrateur'], tell: 'Pièce apportée après le délai',         rules: ['OBL-15'] },
  { event: 'examine',  from: ['PIECES_DEMANDEES'], to: 'EXAMINE',          by: ['process'],        tell: 'À examiner par la Caf',                 rules: ['OBL-15'] },
  { event: 'conform',  from: ['EXAMINE'],          to: 'CONFORME',         by: ['agent'],          tell: 'Contrôle conforme',                     rules: ['OBL-15'] },
  { event: 'findGaps', from: ['EXAMINE'],          to: 'ECARTS',           by: ['agent'],          tell: 'Écarts relevés par la Caf',             rules: ['OBL-8'] },
  { event: 'give',     from: ['ECARTS'],           to: 'ECARTS',           by: ['administrateur'], tell: 'Nouvelle pièce apportée pour un écart', rules: ['OBL-15'] },
  { event: 'accept',   from: ['ECARTS'],           to: 'ECARTS',           by: ['agent'],          tell: 'Correction acceptée',                   rules: ['OBL-15'] },
  { event: 'reject',   from: ['ECARTS'],           to: 'ECARTS',           by: ['agent'],          tell: 'Correction refusée',                    rules: ['OBL-15'] },
  { event: 'correct',  from: ['ECARTS'],           to: 'ECARTS_CORRIGES',  by: ['process'],        tell: 'Tous les écarts sont corrigés',         rules: ['OBL-15'] },
  { event: 'cancel',   from: ['OUVERT', 'PIECES_DEMANDEES', 'EXAMINE', 'ECARTS'], to: 'ANNULE', by: ['agent', 'operator', 'process'], tell: 'Contrôle annulé', rules: ['TIME-3'] },
] as const satisfies readonly CaseTransition<ControlState>[];
export type ControlEvent = (typeof CONTROL_TRANSITIONS)[number]['event'];
