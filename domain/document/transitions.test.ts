import { describe, expect, test } from '@jest/globals';
import { DOCUMENT_EVENTS, DOCUMENT_TRANSITIONS, type DocumentActor, eventsFor, findTransition } from './transitions.ts';
import { DOCUMENT_KINDS, DOCUMENT_STATES, isFinalState } from './types.ts';

const ACTORS: readonly DocumentActor[] = ['agent', 'cafAdmin', 'partner', 'representative', 'process'];

/** domain.md §4.3 once more, written the other way round: what each actor may do to a bulletin (B) and to the others (O) in each state. */
const ALLOWED: Record<string, string[]> = {
  'B BROUILLON agent': ['edit', 'send', 'withdraw'],
  'B BROUILLON cafAdmin': ['edit', 'send', 'withdraw'],
  'B BROUILLON process': ['edit', 'send', 'withdraw'],
  'B A_COMPLETER agent': ['withdraw'],
  'B A_COMPLETER cafAdmin': ['withdraw'],
  'B A_COMPLETER partner': ['complete'],
  'B A_COMPLETER representative': ['complete', 'decline'],
  'B A_COMPLETER process': ['withdraw', 'expire'],
  'B A_CORRIGER agent': ['withdraw'],
  'B A_CORRIGER cafAdmin': ['withdraw'],
  'B A_CORRIGER partner': ['complete'],
  'B A_CORRIGER representative': ['complete', 'decline'],
  'B A_CORRIGER process': ['complete', 'withdraw', 'expire'],
  'B A_SIGNER agent': ['return', 'withdraw'],
  'B A_SIGNER cafAdmin': ['return', 'withdraw'],
  // corrected until it is signed
  'B A_SIGNER partner': ['complete'],
  'B A_SIGNER representative': ['complete', 'sign', 'decline'],
  'B A_SIGNER process': ['return', 'withdraw', 'expire'],
  'B SIGNE_PARTENAIRE agent': ['return', 'withdraw', 'countersign'],
  'B SIGNE_PARTENAIRE cafAdmin': ['return', 'withdraw', 'countersign'],
  'B SIGNE_PARTENAIRE process': ['return', 'withdraw'],
  'B ACTIF agent': ['close'],
  'B ACTIF cafAdmin': ['close'],
  'B ACTIF process': ['close'],
  'O BROUILLON agent': ['edit', 'send', 'withdraw'],
  'O BROUILLON cafAdmin': ['edit', 'send', 'withdraw'],
  'O BROUILLON process': ['edit', 'send', 'withdraw'],
  'O A_COMPLETER agent': ['withdraw'],
  'O A_COMPLETER cafAdmin': ['withdraw'],
  'O A_COMPLETER representative': ['decline'],
  'O A_COMPLETER process': ['withdraw', 'expire'],
  'O A_CORRIGER agent': ['withdraw'],
  'O A_CORRIGER cafAdmin': ['withdraw'],
  'O A_CORRIGER representative': ['decline'],
  'O A_CORRIGER process': ['withdraw', 'expire'],
  'O A_SIGNER agent': ['edit', 'return', 'withdraw'],
  'O A_SIGNER cafAdmin': ['edit', 'return', 'withdraw'],
  'O A_SIGNER representative': ['sign', 'decline'],
  'O A_SIGNER process': ['withdraw', 'expire'],
  'O SIGNE_PARTENAIRE agent': ['return', 'withdraw', 'countersign'],
  'O SIGNE_PARTENAIRE cafAdmin': ['return', 'withdraw', 'countersign'],
  'O SIGNE_PARTENAIRE process': ['withdraw'],
  'O ACTIF agent': ['close'],
  'O ACTIF cafAdmin': ['close'],
  'O ACTIF process': ['close'],
};

describe('the table of transitions (domain.md §4.3), every kind × state × actor', () => {
  for (const kind of DOCUMENT_KINDS) {
    for (const state of DOCUMENT_STATES) {
      test.each(ACTORS)(`${kind} ${state} %s`, (actor) => {
        const listed = ALLOWED[`${kind === 'BULLETIN' ? 'B' : 'O'} ${state} ${actor}`] ?? [];
        // an avenant or annexe in force is applied: nothing closes it
        const applied =
          kind === 'AVENANT' || kind === 'ANNEXE_3' ? listed.filter((event) => event !== 'close') : listed;
        // TUT-7, TUT-11: the guard lets through none but the SIRET of the same party
        const byCaf = kind === 'AVENANT' && state === 'BROUILLON' && actor === 'process';
        const expected = byCaf ? [...applied, 'countersign'] : applied;
        expect(eventsFor(kind, state, actor)).toEqual(expected);
      });
    }
  }

  test('nothing leaves a final state, and every event of the table is reachable by someone', () => {
    expect(DOCUMENT_TRANSITIONS.filter((row) => row.from.some(isFinalState))).toEqual([]);
    const used = new Set(DOCUMENT_TRANSITIONS.map((row) => row.event));
    expect(DOCUMENT_EVENTS.filter((event) => event !== 'draft' && !used.has(event))).toEqual([]);
  });

  test('a refusal, a return, a withdrawal and a closure always give a reason', () => {
    for (const event of ['decline', 'return', 'withdraw', 'close'] as const) {
      expect(DOCUMENT_TRANSITIONS.filter((row) => row.event === event).every((row) => row.reason === true)).toBe(true);
    }
  });

  test('every line cites a rule', () => {
    expect(DOCUMENT_TRANSITIONS.every((row) => row.rules.length > 0)).toBe(true);
    expect(findTransition('sign', 'CONVENTION', 'A_SIGNER', 'agent')).toBeUndefined();
  });
});
