import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportDoubt } from '../adapters/mail/mailRefusal.ts';
import { claimMails, concludeMail } from '../adapters/mail/outbox.ts';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { pageOf } from '../test/forms.ts';
import { inventedSiret } from '../test/people.ts';
import { mountPages } from '../web/index.ts';

let api: TestApi;
let agent: string;
beforeAll(async () => {
  api = await startApi({}, mountPages);
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
        opensOn: '2026-03-10',
      },
    });
    const { processId } = body;
    await cutTwice();
    await api.sweep(processId);
    const counted = await api.call('GET', '/operations/status', { token: await api.as('operator') });
    expect(counted.body.backlog.mailsInTrouble).toBe(1);
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
    // settled, it is nobody's trouble any more: in no list of them, in no count, not among the operator's incidents
    const operator = await api.as('operator');
    const inTrouble = async (path: string) => JSON.stringify((await api.call('GET', path, { token: operator })).body);
    expect(first?.settledAt).not.toBeNull();
    for (const path of ['/mails?trouble=true', '/operations/troubles'])
      expect([path, (await inTrouble(path)).includes(first?.id ?? '?')]).toEqual([path, false]);
    expect((await api.call('GET', '/operations/status', { token: operator })).body.backlog.mailsInTrouble).toBe(0);
    const shown = await api.call('GET', `/mails/${first?.id}`, { token: operator });
    expect(shown.body).toMatchObject({ state: 'DOUTE', settled: true, trouble: null, resendable: false });
    expect((await api.call('POST', `/mails/${first?.id}/resend`, { token: operator })).status).toBe(409);
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

  it('of no dossier is shown to the administrator of its Caf, who says that it arrived or sends it again; nobody else does', async () => {
    const { db } = api.deps;
    const data = {
      ...{ key: 'seul', caf: '93', template: 'MAIL-67', recipient: 'paul@caf93.example', messageId: '<seul@x>' },
      ...{ params: { template: 'MAIL-67', at: 'hier', link: { kind: 'page', path: '/' } }, state: 'A_ENVOYER' },
      ...{ nextAttemptAt: api.now, createdAt: api.now },
    };
    await db.mail.create({ data: { id: 'seul', ...data } });
    await db.mail.updateMany({ where: { id: { not: 'seul' }, state: 'A_ENVOYER' }, data: { state: 'PRIS' } });
    await cutTwice();
    const admin = await api.as('admin93');
    const listed = async (token: string) =>
      (await api.call('GET', '/mails?trouble=true', { token })).body.items.filter(
        (one: { id: string }) => one.id === 'seul',
      );
    expect(await listed(admin)).toMatchObject([
      { state: 'DOUTE', resendable: true, trouble: expect.stringContaining('il a pu arriver') },
    ]);
    expect(await listed(await api.as('admin75'))).toEqual([]);
    expect(await pageOf(api, '/courriels/difficultes', admin)).toContain('paul@caf93.example');
    const settle = async (kind: 'agent93' | 'admin75' | 'admin93', outcome: string) =>
      (await api.call('POST', '/mails/seul/settle', { token: await api.as(kind), body: { outcome } })).status;
    expect([await settle('agent93', 'resend'), await settle('admin75', 'resend')]).toEqual([403, 404]);
    expect(await settle('admin93', 'resend')).toBe(204);
    expect(await db.mail.findUniqueOrThrow({ where: { id: 'seul' } })).toMatchObject({
      state: 'A_ENVOYER',
      attempts: 0,
    });
    expect(await settle('admin93', 'received')).toBe(409);
    await cutTwice();
    expect(await settle('admin93', 'received')).toBe(204);
    expect(await listed(admin)).toEqual([]);
  });

  it('of a campaign is an incident of it, and stands in its journal', async () => {
    const { db } = api.deps;
    const { id, businessKey } = await db.process.findFirstOrThrow({ where: { type: 'esatOnboarding' } });
    await db.process.update({ where: { id }, data: { type: 'esatCampaign', incident: null } });
    const campaign = { name: 'Printemps', state: 'EN_COURS', delegationMode: 'DELEGUE', createdBy: 'nobody' };
    const when = { deadline: '2026-03-31', opensOn: '2026-05-01', createdAt: api.now };
    await db.campaign.create({ data: { id: businessKey, ...campaign, ...when } });
    const mail = await db.mail.findFirstOrThrow({ where: { processId: id } });
    await db.$transaction((tx) => reportDoubt(tx, mail as never, api.now));
    expect(await db.process.findUniqueOrThrow({ where: { id } })).toMatchObject({ incident: 'ENVOI_INCERTAIN' });
    expect(await db.auditLine.count({ where: { processId: id, action: 'mail.doubted', entity: 'esatCampaign' } })).toBe(
      1,
    );
  });
});
