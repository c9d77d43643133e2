import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportDoubt } from '../adapters/mail/mailRefusal.ts';
import { claimMails, concludeMail } from '../adapters/mail/outbox.ts';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';

let api: TestApi;
let agent: string;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

/** Cuts the one mail that is due twice after it began to leave, as the drain finds it. */
async function cutTwice(): Promise<void> {
  const on = { failed: async () => {}, secretTaken: async () => {}, doubted: reportDoubt };
  for (const ms of [0, 10_000]) {
    const at = new Date(api.now.getTime() + ms);
    const [mail] = await claimMails(api.deps.db, 1, at);
    if (mail === undefined) throw new Error('no mail is due');
    await concludeMail(api.deps.db, mail, { kind: 'doubt', reason: 'silence' }, at, on);
  }
}

const mailsOf = (processId: string) =>
  api.deps.db.mail.findMany({ where: { processId }, orderBy: { createdAt: 'asc' } });

describe('a mail in doubt (R2)', () => {
  it('is an incident and a task of the Caf; sent again by a person it is a new mail, with the link as it is now', async () => {
    const { body } = await api.call('POST', '/esat/onboardings', {
      token: agent,
      body: {
        ...partnerBody({ siret: inventedSiret(31) }),
        knownInMcp: false,
        knownInHabtiers: false,
        opensOn: '2026-01-01',
      },
    });
    const { processId } = body;
    await cutTwice();
    await api.sweep(processId);
    const process = await api.call('GET', `/processes/${processId}`, { token: agent });
    expect(process.body).toMatchObject({ incident: 'ENVOI_INCERTAIN', waitingFor: { who: 'PARTENAIRE' } });
    const tasks = await api.call('GET', `/tasks?dossier=${processId}`, { token: agent });
    const task = tasks.body.items.find((one: { kind: string }) => one.kind === 'VERIFIER_COURRIEL');
    expect(task).toMatchObject({ state: 'OUVERTE', reason: expect.stringContaining("formulaire d'éligibilité") });

    await api.deps.db.process.update({ where: { id: processId }, data: { linkVersion: 4 } });
    const complete = { token: agent, body: { outcome: 'resend' } };
    expect((await api.call('POST', `/tasks/${task.id}/complete`, complete)).status).toBe(200);
    const [first, again, ...others] = await mailsOf(processId);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ state: 'DOUTE', params: { link: { version: 1 } } });
    expect(again).toMatchObject({
      state: 'A_ENVOYER',
      doubt: false,
      attempts: 0,
      template: first?.template,
      recipient: first?.recipient,
      params: { link: { version: 4 } },
    });
    expect(again?.messageId).not.toBe(first?.messageId);
    expect((await api.call('GET', `/processes/${processId}`, { token: agent })).body.incident).toBeNull();
    expect((await api.call('POST', `/tasks/${task.id}/complete`, complete)).status).toBe(409);
    expect((await mailsOf(processId)).length).toBe(2);
  });
});
