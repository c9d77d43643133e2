import { expect, test } from '@jest/globals';
import { AGENT, BEGIN, contextAt, roster } from '../../test/builders/control.ts';
import { decideCase, projectCase } from '../case/decide.ts';
import type { Case } from '../case/types.ts';
import { PROCESS_ACTOR } from '../decision/actor.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { beginLate, type LateDeclarationFacts, type LateDeclarationState, lateDeclaration } from './procedure.ts';

const begun = (): Case<LateDeclarationFacts, LateDeclarationState> => {
  const { label, state, facts } = beginLate('Esat Les Lilas', 2026);
  return {
    ...{ id: 'l', type: 'lateDeclaration', caf: '93', label, state, facts, opened: false, ended: false },
    ...{ incident: null, createdAt: BEGIN, createdBy: 'passerelle', heldElsewhere: [], tasks: [], roster: roster() },
  };
};

test.each([
  ['received', 'REGULARISEE'],
  ['nobody', 'SANS_BENEFICIAIRE'],
  ['unanswered', 'SANS_REPONSE'],
])('an Esat that is late is one task of its Caf; « %s » ends it in %s (ESAT-8)', (outcome, state) => {
  const opened = decideCase(lateDeclaration, begun(), { type: 'open' }, contextAt(BEGIN, PROCESS_ACTOR)).case;
  const looked = decideCase(lateDeclaration, opened, { type: 'tick' }, contextAt(BEGIN, PROCESS_ACTOR)).case;
  expect(looked.tasks.map(({ kind, state, caf }) => [kind, state, caf])).toEqual([['RELANCER_ESAT', 'OUVERTE', '93']]);
  expect(projectCase(lateDeclaration, looked, DEFAULT_POLICY)).toMatchObject({ waitingFor: { who: 'CAF' } });
  const act = { type: 'completeTask', taskId: looked.tasks[0]?.id ?? '', outcome, fields: {} } as const;
  const { case: ended, mails } = decideCase(lateDeclaration, looked, act, contextAt(BEGIN, AGENT));
  expect([ended.state, ended.ended, mails]).toEqual([state, true, []]);
});
