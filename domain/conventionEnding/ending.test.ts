import { describe, expect, test } from '@jest/globals';
import { PARTNER } from '../../test/builders/dossier.ts';
import { ending } from '../../test/builders/stories/conventionEnding.ts';
import { refused } from '../../test/refused.ts';
import { DAY_MS } from '../policy/durations.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { earliestEnd, endingFacts } from './begin.ts';
import type { EndingParty } from './types.ts';

const AT = { ...DEFAULT_POLICY, at: new Date('2026-03-02T09:00:00Z') };
const ground = { conventionId: 'convention', running: null };
const leaves = (endsOn: string | null, by: EndingParty = 'PARTENAIRE') => ({ reason: 'Il ferme', endsOn, by });

describe('what may be asked (CONV-13)', () => {
  test.each([
    ['without a convention', leaves('2026-12-31'), { conventionId: null }, 'SANS_CONVENTION'],
    ['twice', leaves('2026-12-31'), { running: 'other' }, 'PROCESSUS_EN_COURS'],
    ['by the partner without a notice of 30 days', leaves('2026-03-31'), {}, 'SAISIE_INVALIDE'],
    ['by the Caf for a day that is over', leaves('2026-03-01', 'CAF'), {}, 'SAISIE_INVALIDE'],
  ] as const)('not %s', (_, asked, over, code) => {
    expect(refused(() => endingFacts(asked, { ...ground, ...over }, AT))?.code).toBe(code);
  });

  test.each([leaves('2026-04-01'), leaves('2026-03-02', 'CAF'), leaves(null, 'CAF')])('%j', (asked) => {
    expect(endingFacts(asked, ground, AT).ending).toEqual({ ...asked, conventionId: 'convention' });
  });
});

test('the notice is policy (POLICY_CONV_13): the partner’s alone, and none where it is zero', () => {
  const days = [90, 30, 0].map((notice) => {
    const when = { at: AT.at, conventionNoticeMs: notice * DAY_MS };
    return [earliestEnd('PARTENAIRE', when), earliestEnd('CAF', when)];
  });
  expect(days).toEqual([
    ['2026-05-31', '2026-03-02'],
    ['2026-04-01', '2026-03-02'],
    ['2026-03-02', '2026-03-02'],
  ]);
});

describe('the partner leaves', () => {
  test('everybody is told what closes and when; on that day convention and contrat close together, and the partner is told', () => {
    const play = ending(leaves('2026-12-31'));
    const told = play.mails.filter(({ params }) => params.template === 'MAIL-112');
    expect(told.map(({ to }) => to)).toEqual([play.dossier.linkEmail, 'agent@caf93.example']);
    expect(told[0]?.params).toMatchObject({ on: '31/12/2026', by: 'PARTENAIRE', reason: 'Il ferme' });
    expect(play.dossier.inForce.map(({ state }) => state)).toEqual(['ACTIF', 'ACTIF']);
    play.later('2026-12-30T23:00:00Z').act({ type: 'tick' });
    expect(play.dossier.inForce.map(({ state, reason }) => [state, reason])).toEqual([
      ['CLOS', 'Il ferme'],
      ['CLOS', 'Il ferme'],
    ]);
    expect(play.templates().filter((one) => one === 'MAIL-30')).toHaveLength(1);
  });

  test('taken back before its day: the convention stays, whoever was told is told so', () => {
    const play = ending(leaves('2026-12-31')).act({ type: 'withdraw', reason: 'Nous restons' }, PARTNER);
    expect([play.dossier.endedAs, play.dossier.inForce.map(({ state }) => state)]).toEqual([
      'ABANDONNE',
      ['ACTIF', 'ACTIF'],
    ]);
    expect(play.templates()).toEqual(expect.arrayContaining(['MAIL-53', 'MAIL-54']));
  });

  test('an end that comes at once is not announced', () => {
    const play = ending(leaves('2026-03-02', 'CAF'));
    expect(play.dossier.endedAs).toBe('CONVENTION_CLOSE');
    expect(play.templates()).not.toContain('MAIL-112');
  });
});
