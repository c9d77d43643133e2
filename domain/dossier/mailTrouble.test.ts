import { describe, expect, test } from '@jest/globals';
import { dossierFrom, newDossier, Play, project } from '../../test/builders/dossier.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';

const refusedMail = (toPartner: boolean) =>
  ({ type: 'mailRefused', mailId: 'm', template: 'MAIL-51', secretId: null, toPartner }) as const;

describe('mails that do not arrive (R2)', () => {
  test('a refused mail is an incident with an owner and a next step (R2): the address is corrected, the link is new', () => {
    const play = new Play(dossierFrom(newDossier())).act({ type: 'open' }).act(refusedMail(true));
    expect(play.dossier.incident).toBe('ENVOI_ECHOUE');
    play.task('CORRIGER_COURRIEL', 'correct', { email: 'Direction@tilleuls.example' });
    expect(play.dossier).toMatchObject({ incident: null, linkVersion: 2 });
    expect(play.mails.at(-1)).toMatchObject({ to: 'direction@tilleuls.example', params: { template: 'MAIL-51' } });
  });

  test('a mail in doubt is an incident with an owner (R2): received, or sent again by a person; the wait for the partner goes on', () => {
    const play = new Play(dossierFrom(newDossier())).act({ type: 'open' });
    const waiting = project(play.dossier, DEFAULT_POLICY, play.at).waitingFor;
    play.act({ type: 'mailDoubted', mailId: 'm1', template: 'MAIL-51' });
    play.act({ type: 'mailDoubted', mailId: 'm2', template: 'MAIL-26' });
    const open = () => play.dossier.tasks.filter((task) => task.state === 'OUVERTE');
    expect(open().map(({ kind, subject }) => [kind, subject])).toEqual([
      ['VERIFIER_COURRIEL', 'm1'],
      ['VERIFIER_COURRIEL', 'm2'],
    ]);
    expect(open()[0]?.reason).toContain("formulaire d'éligibilité");
    expect(project(play.dossier, DEFAULT_POLICY, play.at).waitingFor).toEqual(waiting);
    play.task('VERIFIER_COURRIEL', 'resend');
    expect([play.dossier.incident, play.resends.map(({ mailId }) => mailId)]).toEqual(['ENVOI_INCERTAIN', ['m1']]);
    play.task('VERIFIER_COURRIEL', 'received');
    expect([play.dossier.incident, play.resends.length]).toEqual([null, 1]);
  });

  test('a mail that is refused after the end is an incident too, and the Caf is told that nothing else will leave (R2)', () => {
    const play = new Play(dossierFrom(newDossier())).act({ type: 'open' }).act({ type: 'cancel', reason: 'fin' });
    const open = () => play.dossier.tasks.filter((task) => task.state === 'OUVERTE');
    play.act(refusedMail(true));
    expect([play.dossier.endedAs, play.dossier.incident, open()]).toEqual(['ABANDONNE', 'ENVOI_ECHOUE', []]);
    expect(play.mails.at(-1)).toMatchObject({
      to: 'agent@caf93.example',
      params: { template: 'MAIL-33', ended: true, link: { kind: 'process' } },
    });
    expect(play.audit.at(-1)).toMatchObject({ action: 'mail.refused' });
    // the Caf's own mailbox refuses: telling it again would be refused again
    const count = play.mails.length;
    expect(play.act(refusedMail(false)).mails).toHaveLength(count);
  });
});
