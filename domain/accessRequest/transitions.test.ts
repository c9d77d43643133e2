import { describe, expect, test } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { DomainError } from '../errors.ts';
import type { RequestAct } from './acts.ts';
import { decideRequest } from './decide.ts';
import { context, inState } from './fixtures.ts';
import {
  FINAL_STATES,
  isFinal,
  REQUEST_EVENTS,
  REQUEST_STATES,
  type RequestEvent,
  type RequestState,
  transitionOf,
} from './transitions.ts';

/** §3.3 as a person reads it, written anew here: state, event, who → state. Everything else is refused. */
const ALLOWED: Record<string, RequestState> = {
  'DEPOSEE take agent': 'EN_ETUDE',
  'DEPOSEE take cafAdmin': 'EN_ETUDE',
  'EN_ETUDE ask agent': 'COMPLEMENT_DEMANDE',
  'EN_ETUDE ask cafAdmin': 'COMPLEMENT_DEMANDE',
  'COMPLEMENT_DEMANDE supply applicant': 'EN_ETUDE',
  'COMPLEMENT_DEMANDE expire process': 'SANS_SUITE',
  'DEPOSEE redirect process': 'REORIENTEE',
  'EN_ETUDE redirect agent': 'REORIENTEE',
  'EN_ETUDE redirect cafAdmin': 'REORIENTEE',
  'EN_ETUDE refuse agent': 'REFUSEE',
  'EN_ETUDE refuse cafAdmin': 'REFUSEE',
  'EN_ETUDE accept agent': 'ACCEPTEE',
  'EN_ETUDE accept cafAdmin': 'ACCEPTEE',
  'DEPOSEE withdraw applicant': 'RETIREE',
  'EN_ETUDE withdraw applicant': 'RETIREE',
  'COMPLEMENT_DEMANDE withdraw applicant': 'RETIREE',
  'DEPOSEE cancel agent': 'SANS_SUITE',
  'EN_ETUDE cancel agent': 'SANS_SUITE',
  'COMPLEMENT_DEMANDE cancel agent': 'SANS_SUITE',
  'DEPOSEE cancel cafAdmin': 'SANS_SUITE',
  'EN_ETUDE cancel cafAdmin': 'SANS_SUITE',
  'COMPLEMENT_DEMANDE cancel cafAdmin': 'SANS_SUITE',
  'DEPOSEE cancel operator': 'SANS_SUITE',
  'EN_ETUDE cancel operator': 'SANS_SUITE',
  'COMPLEMENT_DEMANDE cancel operator': 'SANS_SUITE',
};
const ROLES = [
  'agent',
  'cafAdmin',
  'national',
  'operator',
  'administrateur',
  'partner',
  'applicant',
  'process',
] as const;

const cells = REQUEST_STATES.flatMap((state) =>
  REQUEST_EVENTS.flatMap((event) => ROLES.map((role) => ({ state, event, role }))),
);

describe('table of the access request (§3.3): state × event × role', () => {
  test.each(cells)('$state · $event · $role', ({ state, event, role }) => {
    const row = transitionOf(state, event, role);
    expect(typeof row === 'string' ? null : row.to).toBe(ALLOWED[`${state} ${event} ${role}`] ?? null);
  });

  test('no event leaves a final state', () => {
    for (const state of FINAL_STATES)
      expect(
        cells.filter((cell) => cell.state === state && typeof transitionOf(state, cell.event, cell.role) !== 'string'),
      ).toEqual([]);
  });
});

/** The same table through `decideRequest`: the acts obey it and nothing else. */
describe('acts obey the table', () => {
  const actOf = (event: RequestEvent, taskId: string): RequestAct | { type: 'tick' } => {
    const examine = (fields: Record<string, unknown>) => ({
      type: 'completeTask' as const,
      taskId,
      outcome: event,
      fields,
    });
    switch (event) {
      case 'take':
        return { type: 'take' };
      case 'ask':
        return examine({ what: 'Une pièce' });
      case 'redirect':
        return examine({ reason: 'Bailleur social' });
      case 'refuse':
        return examine({ reasons: { T2: 'SANS_SUBVENTION' } });
      case 'accept':
        return examine({ profiles: ['T2'] });
      case 'supply':
        return { type: 'supply', answer: 'Voici' };
      case 'withdraw':
        return { type: 'withdraw' };
      case 'cancel':
        return { type: 'cancel', reason: 'Doublon' };
      case 'expire':
        return { type: 'tick' };
    }
  };
  const byPeople = cells.filter(({ event, role }) => event !== 'expire' && role !== 'process');

  test.each(byPeople)('$state · $event · $role', ({ state, event, role }) => {
    const request = inState(state);
    const open = request.tasks.find((task) => task.state === 'OUVERTE');
    const act = actOf(event, open?.id ?? 'none');
    // deciding a request that nobody took yet takes it first
    const taken = state === 'DEPOSEE' && act.type === 'completeTask' ? 'EN_ETUDE' : state;
    const expected = ALLOWED[`${taken} ${event} ${role}`] ?? null;
    if (expected !== null) return void expect(decideRequest(request, act, context(role)).request.state).toBe(expected);
    expect(() => decideRequest(request, act, context(role))).toThrow(DomainError);
    const refusal = refused(() => decideRequest(request, act, context(role)));
    expect(['ETAT_INCOMPATIBLE', 'ACTION_NON_PERMISE', 'DEMANDE_TERMINEE', 'TACHE_INCONNUE']).toContain(refusal?.code);
    if (isFinal(state)) expect(refusal?.code).toBe('DEMANDE_TERMINEE');
  });
});
