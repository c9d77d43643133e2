import { describe, expect, it } from '@jest/globals';
import { contextAt, newControl, roster, standing } from '../../test/builders/control.ts';
import { annualControl } from '../annualControl/procedure.ts';
import { approverChange } from '../approverChange/procedure.ts';
import type { ApproverFacts } from '../approverChange/types.ts';
import { PROCESS_ACTOR } from '../decision/actor.ts';
import type { Roster } from '../people/types.ts';
import { userRequest } from '../userRequest/procedure.ts';
import type { UserRequestFacts } from '../userRequest/types.ts';
import { decideCase } from './decide.ts';
import type { Case, CaseKind } from './types.ts';

const AT = new Date('2026-10-06T08:00:00Z');

/** The partner's convention was closed; the case is told to look. */
function look<F, A extends { type: string }, S extends string, E extends string>(
  kind: CaseKind<F, A, S, E>,
  one: Case<F, S>,
  closed: Partial<Roster>,
) {
  const context = contextAt(AT, PROCESS_ACTOR);
  const decision = decideCase(kind, { ...one, roster: { ...one.roster, ...closed } }, { type: 'tick' }, context);
  return {
    state: decision.case.state,
    ended: decision.case.ended,
    open: decision.case.tasks.filter(({ state }) => state === 'OUVERTE').length,
    told: decision.audit.map(({ label, rule }) => `${label} [${rule}]`),
    mails: decision.mails.map(({ to, params }) => [to, params.template, 'outcome' in params ? params.outcome : null]),
    facts: decision.case.facts,
    roster: decision.case.roster,
  };
}

const CLOSED = { convention: null, mode: null };
const CLAIRE = 'claire.essai@leslutins.example';

function caseOf<F>(type: Case['type'], state: string, facts: F, people: Roster = roster()): Case<F> {
  return { ...newControl(), type, state, opened: true, facts, roster: people } as Case<F>;
}

describe('cases of a partner whose convention is closed (CONV-12, CONV-13)', () => {
  it.each(['PIECES_DEMANDEES', 'EXAMINE', 'ECARTS'] as const)(
    'a yearly control in %s is cancelled, and the administrateurs are told why',
    (state) => {
      expect(look(annualControl, standing(state), CLOSED)).toMatchObject({
        state: 'ANNULE',
        ended: true,
        open: 0,
        told: [expect.stringMatching(/convention n'est plus en vigueur.*CONV-13/)],
        mails: [[CLAIRE, 'MAIL-83', 'SANS_CONVENTION']],
        facts: { reason: "la convention n'est plus en vigueur" },
      });
    },
  );

  it('one that has ended stays as it ended', () => {
    expect(look(annualControl, standing('CONFORME'), CLOSED)).toMatchObject({ state: 'CONFORME', told: [], mails: [] });
  });

  const asked: UserRequestFacts = {
    askedBy: 'claire',
    asked: {
      what: 'create',
      input: { ...roster().accounts[0], email: 'omar@leslutins.example' } as never,
      confirmed: false,
      groupIds: [],
    },
    userId: null,
    reason: null,
    answer: null,
  };
  it.each([
    ['without a convention', CLOSED, /n'est plus en vigueur \[CONV-12\]/, 'SANS_CONVENTION'],
    ['without a contrat', { mode: null }, /n'est plus en vigueur \[CONV-12\]/, 'SANS_CONVENTION'],
    ['in mode délégué', { mode: 'DELEGUE' as const }, /n'est plus en mode centralisé/, 'CLASSEE'],
  ])('a user request %s is moot; what was typed is forgotten', (_, closed, words, outcome) => {
    const found = look(userRequest, caseOf('userRequest', 'A_TRAITER', asked), closed);
    expect(found).toMatchObject({
      state: 'CLASSEE',
      told: [expect.stringMatching(words)],
      mails: [[CLAIRE, 'MAIL-70', outcome]],
      facts: { asked: { input: null } },
    });
  });

  it('a correction of an account that is moot is forgotten too', () => {
    const asked = { what: 'edit', userId: 'nadia', changes: { phone: '+33148000000' }, confirmed: false } as const;
    const facts: UserRequestFacts = { askedBy: 'claire', asked, userId: 'nadia', reason: null, answer: null };
    expect(look(userRequest, caseOf('userRequest', 'A_TRAITER', facts), CLOSED)).toMatchObject({
      state: 'CLASSEE',
      facts: { asked: { changes: null } },
    });
  });

  it('a change of approbateur is cancelled: who was named is so no more', () => {
    const facts: ApproverFacts = {
      ...{ userId: 'nadia', profileId: 'role', formerId: null, askedBy: 'claire', pj3: 'piece' },
      ...{ expectedSince: AT.toISOString(), reminders: 0, reason: null },
    };
    const role = { id: 'role', userId: 'nadia', role: 'APPROBATEUR', since: AT, until: null, processId: null } as const;
    const people: Roster = { ...roster(), afasProfiles: [{ ...role, state: 'EN_ATTENTE_MAIA' }] };
    const waiting = caseOf('approverChange', 'VALIDATION_MAIA', facts, people);
    expect(look(approverChange, waiting, {})).toMatchObject({ state: 'VALIDATION_MAIA', told: [] });
    expect(look(approverChange, waiting, CLOSED)).toMatchObject({
      state: 'ANNULE',
      told: [expect.stringMatching(/convention n'est plus en vigueur/)],
      mails: [],
      roster: { afasProfiles: [{ state: 'RETIRE', until: AT }] },
    });
  });
});
