import { describe, expect, it } from '@jest/globals';
import { AGENT, BEGIN, contextAt, newControl, roster } from '../../test/builders/control.ts';
import { refused } from '../../test/refused.ts';
import { decideCase } from '../case/decide.ts';
import type { Case } from '../case/types.ts';
import { PROCESS_ACTOR } from '../decision/actor.ts';
import { firstState, type PersonalDataState, personalData } from './procedure.ts';
import type { PersonalDataFacts } from './types.ts';

const UNTIL = new Date(BEGIN.getTime() + 7 * 86_400_000);
const facts = (wish: PersonalDataFacts['wish']): PersonalDataFacts => ({
  ...{ userId: 'nadia', wish, asked: 'Courrier', until: UNTIL.toISOString(), linkRef: 'abcdefgh', reason: null },
  fileId: wish === 'EXPORT' ? 'copie' : null,
});

function standing(
  wish: PersonalDataFacts['wish'],
  closesOn: string | null,
): Case<PersonalDataFacts, PersonalDataState> {
  const people = roster();
  for (const account of people.accounts) if (account.id === 'nadia') account.closesOn = closesOn;
  const state = wish === 'EXPORT' ? 'A_RETIRER' : 'PREVU';
  return { ...newControl(), type: 'personalData', state, opened: false, facts: facts(wish), roster: people } as Case<
    PersonalDataFacts,
    PersonalDataState
  >;
}
const step = (one: Case<PersonalDataFacts, PersonalDataState>, type: 'open' | 'tick', at: Date) =>
  decideCase(personalData, one, { type }, contextAt(at, PROCESS_ACTOR));

describe('a person’s copy of their data (S7)', () => {
  it('is mailed as a link, and deleted when the link expires, not before', () => {
    const opened = step(standing('EXPORT', null), 'open', BEGIN);
    expect(opened.mails.map(({ params }) => [params.template, params.link])).toEqual([
      ['MAIL-103', { kind: 'data', linkRef: 'abcdefgh', version: 1 }],
    ]);
    expect(step(opened.case, 'tick', new Date(UNTIL.getTime() - 1)).case.state).toBe('A_RETIRER');
    const over = step(opened.case, 'tick', UNTIL);
    expect([over.case.state, over.case.facts.fileId, over.leaves, over.case.ended]).toEqual([
      'EXPIRE',
      null,
      { accounts: [], files: ['copie'] },
      true,
    ]);
  });

  it('is deleted at once where the Caf gives the request up', () => {
    const act = { type: 'cancel', reason: 'Pas la bonne personne' } as const;
    const over = decideCase(personalData, standing('EXPORT', null), act, contextAt(BEGIN, AGENT));
    expect([over.case.state, over.leaves.files, over.case.facts.reason]).toEqual(['ANNULE', ['copie'], act.reason]);
  });
});

describe('an erasure (S7)', () => {
  it('is of an account that is closed', () => {
    expect(refused(() => firstState('EFFACEMENT', { closesOn: null }, BEGIN))?.code).toBe('ETAT_INCOMPATIBLE');
    expect(firstState('EFFACEMENT', { closesOn: '2020-01-01' }, BEGIN)).toBe('PREVU');
  });

  it('is announced, carried out at its time, and says what it keeps and why', () => {
    const opened = step(standing('EFFACEMENT', '2020-01-01'), 'open', BEGIN);
    expect(opened.mails.map(({ params }) => params.template)).toEqual(['MAIL-104']);
    expect(step(opened.case, 'tick', new Date(UNTIL.getTime() - 1)).leaves.accounts).toEqual([]);
    const done = step(opened.case, 'tick', UNTIL);
    expect([done.case.state, done.leaves.accounts, done.case.ended]).toEqual(['EFFACE', ['nadia'], true]);
    const line = done.audit.find(({ action }) => action === 'user.erase');
    expect(line).toMatchObject({ entity: 'user', entityId: 'nadia', rule: 'S7' });
    expect(JSON.stringify(line?.after)).toMatch(/contrats.*archives publiques.*journal.*preuve/);
  });

  it('is not carried out where the account was reactivated meanwhile (ACC-16), or the Caf gives it up', () => {
    const reopened = step(standing('EFFACEMENT', null), 'tick', UNTIL);
    expect([reopened.case.state, reopened.leaves.accounts]).toEqual(['ANNULE', []]);
    const act = { type: 'cancel', reason: 'La personne y renonce' } as const;
    const over = decideCase(personalData, standing('EFFACEMENT', '2020-01-01'), act, contextAt(BEGIN, AGENT));
    expect([over.case.state, over.leaves.accounts]).toEqual(['ANNULE', []]);
  });
});
