import { describe, expect, test } from '@jest/globals';
import { AGENT, dossierFrom, forO6, PARTNER, Play, project, stateOf } from '../../test/builders/dossier.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';

describe('reminders and deadlines (REM-2, REM-3, §10)', () => {
  const NONE = { ...DEFAULT_POLICY, quietHours: null };

  test('D+7, D+15, D+30 with copy and task, D+60, then ABANDONNE at D+90; each visible beforehand', () => {
    const play = new Play(dossierFrom(forO6()), '2026-03-02T09:00:00Z', NONE).act({ type: 'open' });
    const sent: string[] = [];
    for (let guard = 0; guard < 20 && play.dossier.endedAs === null; guard += 1) {
      const next = project(play.dossier, NONE, play.at).nextActionAt;
      if (next === null) break;
      const before = play.mails.length;
      play.later(next.toISOString()).act({ type: 'tick' });
      sent.push(
        `${next.toISOString().slice(0, 10)} ${play.mails
          .slice(before)
          .map((mail) => mail.params.template)
          .join('+')}`,
      );
    }
    expect(sent).toEqual([
      '2026-03-09 MAIL-26',
      '2026-03-17 MAIL-26',
      '2026-04-01 MAIL-26+MAIL-26+MAIL-55',
      '2026-05-01 MAIL-26+MAIL-26',
      '2026-05-31 MAIL-53+MAIL-54',
    ]);
    const task = play.dossier.tasks.find(({ kind }) => kind === 'RELANCER');
    const escalation = play.mails.find(({ params }) => params.template === 'MAIL-55');
    expect(escalation?.params.link).toEqual({ kind: 'task', taskId: task?.id });
    expect(stateOf(play.dossier)).toBe('ABANDONNE');
  });

  test('what falls together is told in the order in which it fell due: the end names the rule of the first that ended', () => {
    const play = new Play(dossierFrom(forO6()), '2026-03-02T09:00:00Z', NONE).act({ type: 'open' });
    const frame = [play.document('CONVENTION').id, play.document('CONTRAT').id];
    play.act({ type: 'return', documentIds: frame, reason: 'Missions' }, AGENT);
    play.later('2026-03-04T09:00:00Z').task('CORRIGER_DOCUMENTS', 'send');
    const late = new Play(play.dossier, '2026-03-12T09:00:00Z', NONE).act({ type: 'tick' });
    const bulletin = "Bulletin d'adhésion au service Consulter dossier (Cdap)";
    const reminder = { documents: [bulletin, "Convention d'accès", 'Contrat de services'] };
    expect([late.mails[0]?.params, late.audit[0]]).toMatchObject([
      reminder,
      { action: 'dossier.remind', rule: 'REM-3' },
    ]);
    play.later('2026-07-01T09:00:00Z').act({ type: 'tick' });
    expect(play.dossier.facts.endReason).toBe('Sans réponse du partenaire malgré les relances (REM-3).');
  });

  test('the action itself stops them; a delay granted moves the end', () => {
    const play = new Play(dossierFrom(forO6()), '2026-03-02T09:00:00Z', NONE).act({ type: 'open' }).completeBulletin();
    play.later('2026-04-01T09:00:00Z').act({ type: 'tick' }).task('RELANCER', 'extend', { days: 30 });
    play.later('2026-05-31T09:00:01Z').act({ type: 'tick' });
    expect(play.dossier.endedAs).toBeNull();
    play.signAll();
    expect(project(play.dossier, NONE, play.at)).toMatchObject({ nextActionAt: null, waitingFor: { who: 'CAF' } });
    play.later('2026-12-31T09:00:00Z').act({ type: 'tick' });
    expect(play.dossier.endedAs).toBeNull();
  });

  test('an answer ends the chase: nobody is left to ring, and the next silence is told again', () => {
    const play = new Play(dossierFrom(forO6()), '2026-03-02T09:00:00Z', NONE).act({ type: 'open' });
    const chased = () => play.dossier.tasks.filter(({ kind }) => kind === 'RELANCER').map(({ state }) => state);
    const told = () => play.templates().filter((template) => template === 'MAIL-55').length;
    play.later('2026-04-01T09:00:00Z').act({ type: 'tick' });
    expect([chased(), told()]).toEqual([['OUVERTE'], 1]);
    play.later('2026-04-02T09:00:00Z').completeBulletin(); // convention and contrat still wait since March
    expect(chased()).toEqual(['OUVERTE']);
    play.signAll();
    expect(chased()).toEqual(['ANNULEE']);
    play.task('CONTRESIGNER', 'return', { reason: 'Fonction du signataire illisible' });
    play.task('CORRIGER_DOCUMENTS', 'send');
    play.later('2026-05-02T09:00:00Z').act({ type: 'tick' });
    expect([chased(), told()]).toEqual([['ANNULEE', 'OUVERTE'], 2]);
  });

  test('§4.3 « Signature »: a link serves as long as something is left to do with it; a return that voids it mails another', () => {
    const two = dossierFrom(forO6({ services: ['CDAP', 'AFAS'] }));
    const play = new Play(two, '2026-03-02T09:00:00Z', NONE).act({ type: 'open' });
    const first = play.dossier.linkVersion;
    play.act({ type: 'decline', documentIds: [play.document('BULLETIN').id], reason: 'Plus tard' }, PARTNER);
    expect([play.dossier.endedAs, play.dossier.linkVersion]).toEqual([null, first]);
    const other = new Play(dossierFrom(forO6()), '2026-03-02T09:00:00Z', NONE).act({ type: 'open' });
    const before = other.mails.length;
    other.act({ type: 'return', documentIds: [other.document('CONVENTION').id], reason: 'Missions' }, AGENT);
    expect(other.mails.slice(before).map(({ params }) => params)).toMatchObject([
      { template: 'MAIL-25', link: { version: other.dossier.linkVersion } },
    ]);
    expect(other.dossier.linkVersion).toBe(first + 1);
  });

  test('quiet hours: the reminder that falls on Sunday 15/03 leaves on Monday morning', () => {
    const play = new Play(dossierFrom(forO6()), '2026-03-08T09:00:00Z').act({ type: 'open' });
    expect(project(play.dossier, DEFAULT_POLICY, play.at).nextActionAt?.toISOString()).toBe('2026-03-16T07:00:00.000Z');
  });
});
