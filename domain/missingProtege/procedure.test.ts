import { expect, it, test } from '@jest/globals';
import { AGENT, BEGIN, contextAt, roster } from '../../test/builders/control.ts';
import { decideCase, projectCase } from '../case/decide.ts';
import type { Case } from '../case/types.ts';
import { PROCESS_ACTOR } from '../decision/actor.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { type MissingFacts, type MissingState, missingProtege } from './procedure.ts';

const signalled = (): Case<MissingFacts, MissingState> => ({
  ...{ id: 'm', type: 'missingProtege', caf: '93', label: 'Horizon', state: 'A_VERIFIER', opened: true, ended: false },
  ...{ incident: null, createdAt: BEGIN, createdBy: 'claire', heldElsewhere: [], tasks: [], roster: roster() },
  facts: { askedBy: 'claire', found: 'INCONNU', sealed: 'sealed' },
});
const opened = () => decideCase(missingProtege, signalled(), { type: 'tick' }, contextAt(BEGIN, PROCESS_ACTOR)).case;

it('waits for the Caf with a task that says nothing of the person', () => {
  const one = opened();
  expect(one.tasks.map(({ kind, state }) => [kind, state])).toEqual([['VERIFIER_PROTEGE', 'OUVERTE']]);
  expect(projectCase(missingProtege, one, DEFAULT_POLICY)).toMatchObject({ waitingFor: { who: 'CAF' }, ended: false });
  // looking again opens no second one
  const again = decideCase(missingProtege, one, { type: 'tick' }, contextAt(BEGIN, PROCESS_ACTOR)).case;
  expect(again.tasks).toHaveLength(1);
});

test.each([
  ['entrusted', 'CONFIE'],
  ['refuse', 'NON_CONFIE'],
] as const)('answered « %s » it ends in %s, and whom it was about is forgotten', (outcome, state) => {
  const one = opened();
  const act = { type: 'completeTask', taskId: one.tasks[0]?.id ?? '', outcome, fields: {} } as const;
  const { case: ended, mails } = decideCase(missingProtege, one, act, contextAt(BEGIN, AGENT));
  expect([ended.state, ended.ended, ended.facts.sealed]).toEqual([state, true, null]);
  // MAIL-97 is the same for both answers: it says that there is one (TUT-18)
  expect(mails.map(({ to, params }) => ({ to, ...params }))).toEqual([
    {
      ...{
        to: 'claire.essai@leslutins.example',
        template: 'MAIL-97',
        organisme: 'Les Lutins',
        signalledOn: '05/10/2026',
      },
      link: { kind: 'page', path: '/tuteur/protege-manquant' },
    },
  ]);
});

it('tells the administrateurs in the place of whoever signalled and has no account any more', () => {
  const one = opened();
  const accounts = one.roster.accounts.map((account) =>
    account.id === 'nadia' ? { ...account, closesOn: '2020-01-01' } : account,
  );
  const closed = { ...one, facts: { ...one.facts, askedBy: 'nadia' }, roster: { ...one.roster, accounts } };
  const act = { type: 'completeTask', taskId: one.tasks[0]?.id ?? '', outcome: 'refuse', fields: {} } as const;
  const { mails } = decideCase(missingProtege, closed, act, contextAt(BEGIN, AGENT));
  expect(mails.map(({ to }) => to)).toEqual(['claire.essai@leslutins.example']);
});
