import { describe, expect, it } from '@jest/globals';
import { act, by, CHECK, done, EXAMINE, NUMBER, standing } from '../../test/builders/control.ts';
import { DomainError } from '../errors.ts';
import { annualControl } from './procedure.ts';
import { CONTROL_STATES, type ControlState } from './transitions.ts';

const CAF = ['agent', 'cafAdmin'];
/** What may be done, by whom, from where to where: written down a second time, to be compared with what the table lets happen. */
const ALLOWED: [name: string, what: unknown, roles: string[], moves: Partial<Record<ControlState, ControlState>>][] = [
  ['give', NUMBER, ['administrateur'], { PIECES_DEMANDEES: 'EXAMINE', EXAMINE: 'EXAMINE', ECARTS: 'ECARTS' }],
  ['conform', done(EXAMINE, 'conform', { note: 'Vu sur place' }), CAF, { EXAMINE: 'CONFORME' }],
  ['gaps', done(EXAMINE, 'gaps', { gaps: { 'T4-omar': 'Sans numéro' } }), CAF, { EXAMINE: 'ECARTS' }],
  ['accept', done(CHECK, 'accept'), CAF, { ECARTS: 'ECARTS' }],
  ['reject', done(CHECK, 'reject', { reason: 'Toujours illisible' }), CAF, { ECARTS: 'ECARTS' }],
  [
    'cancel',
    { type: 'cancel', reason: 'Doublon' },
    [...CAF, 'operator'],
    { OUVERT: 'ANNULE', PIECES_DEMANDEES: 'ANNULE', EXAMINE: 'ANNULE', ECARTS: 'ANNULE' },
  ],
];
const ROLES = ['administrateur', 'gestionnaire', 'utilisateur', 'agent', 'cafAdmin', 'national', 'operator'] as const;

describe('a yearly control: every act × state × role (domain.md §11)', () => {
  it.each(
    ALLOWED.flatMap((row) =>
      CONTROL_STATES.flatMap((state) => ROLES.map((role) => [row[0], state, role, row] as const)),
    ),
  )('%s in %s by %s', (_, state, role, [, what, roles, moves]) => {
    const expected = roles.includes(role) ? moves[state] : undefined;
    let outcome: string;
    try {
      outcome = act(standing(state), what, by(role)).case.state;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcome = error.code;
    }
    if (expected !== undefined) expect(outcome).toBe(expected);
    else expect(['ETAT_INCOMPATIBLE', 'ACTION_NON_PERMISE', 'DOSSIER_TERMINE']).toContain(outcome);
  });

  it('no table row is left out', () => {
    const told = annualControl.transitions.map(({ event }) => event);
    expect([...new Set(told)].sort()).toEqual(
      ['accept', 'ask', 'cancel', 'conform', 'correct', 'examine', 'findGaps', 'give', 'reject'].sort(),
    );
  });
});
