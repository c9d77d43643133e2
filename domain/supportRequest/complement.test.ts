import { describe, expect, it } from '@jest/globals';
import { ADMINISTRATEUR, BEGIN } from '../../test/builders/control.ts';
import { act, complete, newSupport, projected, type SupportCase, tick } from '../../test/builders/support.ts';

const DAY = 86_400_000;
const day = (count: number) => new Date(BEGIN.getTime() + count * DAY);
const asked = () => complete(tick(newSupport('A_TRAITER'), BEGIN).case, 'ask', { text: 'Quel groupe ?' }, BEGIN);

/** Every instant at which the request does something by itself, with what it does then. */
function followed(from: SupportCase): string[] {
  const seen: string[] = [];
  let one = from;
  for (let next = projected(one).nextActionAt; next !== null; next = projected(one).nextActionAt) {
    const decision = tick(one, next);
    const mails = decision.mails.map(({ to, params }) =>
      [params.template, 'act' in params ? params.act : '', to].join(' '),
    );
    seen.push([next.toISOString().slice(0, 16), decision.case.state, ...mails].join(' '));
    one = decision.case;
  }
  return seen;
}

describe('a complement that the Caf asked for (REM-1)', () => {
  it('is awaited until a date that is told beforehand, in the mail and wherever the request stands', () => {
    const { case: one, mails } = asked();
    expect(projected(one)).toMatchObject({
      state: 'COMPLEMENT_DEMANDE',
      dueAt: day(60),
      nextActionAt: day(7),
      waitingFor: { who: 'PARTENAIRE', until: day(60), then: expect.stringContaining('classée le 04/12/2026') },
    });
    expect(mails[0]?.params).toMatchObject({ template: 'MAIL-78', act: 'ask', until: '04/12/2026' });
  });

  it('is reminded three times, outside Sundays, holidays and nights, then the request closes with a mail', () => {
    // asked on a Saturday at 22:00 in Paris: a week on is Sunday morning at best, 24/11 at 22:00 is night
    const late = new Date('2026-10-10T20:00:00Z');
    const begun = complete(tick(newSupport('A_TRAITER'), late).case, 'ask', { text: 'Quel groupe ?' }, late);
    expect(followed(begun.case)).toEqual([
      '2026-10-19T06:00 COMPLEMENT_DEMANDE MAIL-78 remind claire.essai@leslutins.example',
      '2026-11-02T07:00 COMPLEMENT_DEMANDE MAIL-78 remind claire.essai@leslutins.example',
      '2026-11-25T07:00 COMPLEMENT_DEMANDE MAIL-78 remind claire.essai@leslutins.example',
      '2026-12-09T20:00 CLASSEE MAIL-62  claire.essai@leslutins.example',
    ]);
  });

  it('closed without it, says so once, however late the process looks', () => {
    const { case: one, mails } = tick(asked().case, day(70));
    expect(mails.map(({ params }) => params.template)).toEqual(['MAIL-62']);
    expect([one.state, one.ended, one.facts.exchanges.at(-1)?.by]).toEqual(['CLASSEE', true, 'SYSTEME']);
  });

  it('that came is awaited no more; asked for again, it has the whole time again', () => {
    const reminded = tick(asked().case, day(7)).case;
    const supplied = act(reminded, { type: 'supply', text: 'T2CR' }, day(8), ADMINISTRATEUR).case;
    expect(supplied).toMatchObject({ state: 'A_TRAITER', facts: { reminders: 0, askedSince: null } });
    const again = complete(supplied, 'ask', { text: 'Lequel ?' }, day(9)).case;
    expect(projected(again)).toMatchObject({ dueAt: day(69), nextActionAt: day(16) });
  });

  it('is reminded and closed by hand too; a reminder by hand moves no date', () => {
    const one = act(asked().case, { type: 'remind' }, day(3));
    expect(one.mails[0]?.params).toMatchObject({ act: 'remind', text: 'Quel groupe ?', until: '04/12/2026' });
    expect(projected(one.case)).toMatchObject({ dueAt: day(60), nextActionAt: day(7) });
    expect(act(one.case, { type: 'cancel', reason: 'Réglé par téléphone' }, day(4)).case.state).toBe('CLASSEE');
  });

  it('asked for before there was a clock has the whole time once its process looks', () => {
    const exchanges = [{ at: BEGIN.toISOString(), by: 'CAF' as const, text: 'Quel groupe ?' }];
    const old = newSupport('COMPLEMENT_DEMANDE', { exchanges });
    expect(projected(old)).toMatchObject({ nextActionAt: null, dueAt: null });
    expect(projected(tick(old, day(100)).case)).toMatchObject({ state: 'COMPLEMENT_DEMANDE', dueAt: day(160) });
    const reminded = act(old, { type: 'remind' }, day(100));
    expect(reminded.mails[0]?.params).toMatchObject({ until: '14/03/2027' });
    expect(projected(reminded.case).dueAt).toEqual(day(160));
  });
});
