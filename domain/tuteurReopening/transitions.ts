import type { Actor } from '../decision/actor.ts';
import { DomainError, notInState } from '../errors.ts';
import type { Mark } from '../formats/mark.ts';
import type { ToDoNow } from './toDo.ts';

/** The national service timeline (domain.md §5). `VERIFIEE`: a file was checked and nothing of it kept. */
export const REOPENING_STATES = [
  'VERIFIEE',
  'FERME',
  'CONTROLE_SIRET',
  'EVOLUTION_SIREN',
  'PRET',
  'OUVERT_V2',
  'ROLLBACK',
  'TERMINEE',
  'ABANDONNEE',
] as const;
export type ReopeningState = (typeof REOPENING_STATES)[number];

/** Words of a state, as pages show it. */
export const REOPENING_STATE_LABELS: Record<ReopeningState | ToDoNow, string> = {
  VERIFIEE: 'Vérifiée, non enregistrée',
  FERME: 'À fermer avant le contrôle',
  CONTROLE_SIRET: 'Contrôle des SIRET',
  EVOLUTION_SIREN: 'Recherche par SIREN attendue',
  PRET: 'Prête à rouvrir',
  OUVERT_V2: 'Ouverte',
  ROLLBACK: 'Fermée, Cdap T9 à la place',
  TERMINEE: 'Terminée',
  ABANDONNEE: 'Abandonnée',
  CORRECTIONS_A_LANCER: 'Corrections à lancer',
  VAGUE_A_OUVRIR: 'Vague à ouvrir',
  FERMETURE_A_ACHEVER: 'Fermeture à achever',
};
export const REOPENING_STATE_MARKS: Readonly<Record<ReopeningState | ToDoNow, Mark>> = {
  VERIFIEE: 'plain',
  FERME: 'amiss',
  CONTROLE_SIRET: 'plain',
  EVOLUTION_SIREN: 'plain',
  PRET: 'plain',
  OUVERT_V2: 'plain',
  ROLLBACK: 'plain',
  TERMINEE: 'done',
  ABANDONNEE: 'plain',
  CORRECTIONS_A_LANCER: 'plain',
  VAGUE_A_OUVRIR: 'plain',
  FERMETURE_A_ACHEVER: 'plain',
};

/** One row of the procedure; nothing else decides what may happen to a reopening. `to`: unsaid, it stays where it is. */
interface ReopeningTransition {
  from: readonly ReopeningState[];
  by: readonly Actor['role'][];
  to?: ReopeningState;
  rule?: string;
}

const PLANNED = ['CONTROLE_SIRET', 'EVOLUTION_SIREN', 'PRET'] as const;
const PEOPLE = ['national'] as const;

/** §5 « National service timeline »: what it does by itself, and what the Cnaf asks of it. */
export const REOPENING_TRANSITIONS = {
  closed: { from: ['FERME'], by: ['process', 'national', 'operator'], to: 'CONTROLE_SIRET', rule: 'TUT-4' },
  controlled: {
    from: ['CONTROLE_SIRET'],
    by: ['process', 'national', 'operator'],
    to: 'EVOLUTION_SIREN',
    rule: 'TUT-7',
  },
  delivered: { from: ['EVOLUTION_SIREN'], by: ['process', 'national', 'operator'], to: 'PRET', rule: 'TUT-9' },
  withdrawn: { from: ['PRET'], by: ['process', 'national'], to: 'EVOLUTION_SIREN', rule: 'TUT-9' },
  opened: { from: ['PRET'], by: ['process', 'national', 'operator'], to: 'OUVERT_V2', rule: 'TUT-9' },
  checkedAgain: { from: ['FERME', ...PLANNED, 'OUVERT_V2', 'ROLLBACK'], by: PEOPLE },
  readImpact: { from: ['FERME', ...PLANNED, 'OUVERT_V2'], by: PEOPLE },
  searchBy: { from: ['FERME', ...PLANNED, 'ROLLBACK'], by: PEOPLE, rule: 'TUT-9' },
  openNow: { from: [...PLANNED, 'OUVERT_V2'], by: PEOPLE, rule: 'TUT-10' },
  suspend: { from: ['FERME', ...PLANNED, 'OUVERT_V2'], by: ['national', 'operator', 'process'], rule: 'TUT-4' },
  resume: { from: ['ROLLBACK'], by: PEOPLE, to: 'CONTROLE_SIRET', rule: 'TUT-10' },
  finish: { from: ['OUVERT_V2'], by: PEOPLE, to: 'TERMINEE' },
  cancel: { from: ['FERME', ...PLANNED, 'ROLLBACK'], by: ['national', 'operator'], to: 'ABANDONNEE' },
} as const satisfies Record<string, ReopeningTransition>;
export type ReopeningEvent = keyof typeof REOPENING_TRANSITIONS;

/** Whether this may happen to a reopening in its state, whoever does it: pages offer nothing else. */
export function takes(state: ReopeningState, event: ReopeningEvent): boolean {
  return (REOPENING_TRANSITIONS[event].from as readonly ReopeningState[]).includes(state);
}

/** Moves a reopening along its table. Throws ETAT_INCOMPATIBLE or ACTION_NON_PERMISE, changing nothing. */
export function fireReopening(
  reopening: { state: ReopeningState },
  event: ReopeningEvent,
  { role }: { role: Actor['role'] },
): void {
  const { by, to = reopening.state }: ReopeningTransition = REOPENING_TRANSITIONS[event];
  if (!takes(reopening.state, event)) throw notInState('Cette réouverture', REOPENING_STATE_LABELS[reopening.state]);
  if (!by.includes(role))
    throw new DomainError('ACTION_NON_PERMISE', 'La réouverture nationale est conduite par la Cnaf.');
  reopening.state = to;
}
