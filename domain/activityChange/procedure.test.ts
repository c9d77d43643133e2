import { expect, it, test } from '@jest/globals';
import { ADMINISTRATEUR, AGENT, BEGIN, contextAt, roster } from '../../test/builders/control.ts';
import { decideCase } from '../case/decide.ts';
import type { Case } from '../case/types.ts';
import { PROCESS_ACTOR } from '../decision/actor.ts';
import { type ActivityChangeState, activityChange } from './procedure.ts';
import type { ActivityChangeFacts } from './types.ts';

const declared = (): Case<ActivityChangeFacts, ActivityChangeState> => ({
  ...{ id: 'c', type: 'activityChange', caf: '75', label: 'Esat', state: 'TRANSMIS', opened: false, ended: false },
  ...{ incident: null, createdAt: BEGIN, createdBy: 'claire', heldElsewhere: [], tasks: [], roster: roster() },
  facts: { number: 'CA-1', change: 'DEPART', askedBy: 'claire', worker: 'mark', declaredId: 'sealed', answerId: null },
});
const opened = () => decideCase(activityChange, declared(), { type: 'open' }, contextAt(BEGIN, PROCESS_ACTOR));

it('is a task of the worker’s own Caf, and a mail to who declared it that names nobody', () => {
  const { case: one, mails } = opened();
  expect(one.tasks.map(({ kind, caf, state }) => [kind, caf, state])).toEqual([
    ['TRAITER_CHANGEMENT_ACTIVITE', '75', 'OUVERTE'],
  ]);
  expect(mails.map(({ to, params }) => [to, params])).toEqual([
    [
      'claire.essai@leslutins.example',
      {
        ...{ template: 'MAIL-122', organisme: 'Les Lutins', act: 'received', number: 'CA-1' },
        link: { kind: 'page', path: '/esat/changements/c' },
      },
    ],
  ]);
});

test.each([
  ['accept', { note: 'sealed words' }, 'TRAITE'],
  ['refuse', { reason: 'sealed words' }, 'REFUSE'],
])('« %s » ends it, the Caf’s words kept by their id, and who declared it is told', (outcome, fields, state) => {
  const { case: one } = opened();
  const act = { type: 'completeTask', taskId: one.tasks[0]?.id ?? '', outcome, fields } as const;
  const { case: ended, mails } = decideCase(activityChange, one, act, contextAt(BEGIN, AGENT));
  expect([ended.state, ended.ended, ended.facts.answerId]).toEqual([state, true, 'sealed words']);
  expect(mails.map(({ params }) => 'act' in params && params.act)).toEqual([outcome]);
});

it('is withdrawn by the Esat as long as the Caf has not answered: its task is dropped', () => {
  const { case: one } = opened();
  const { case: ended } = decideCase(activityChange, one, { type: 'withdraw' }, contextAt(BEGIN, ADMINISTRATEUR));
  expect([ended.state, ended.ended, ended.tasks[0]?.state]).toEqual(['RETIRE', true, 'ANNULEE']);
});
