import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportRefusal } from '../adapters/mail/mailRefusal.ts';
import { claimMails, concludeMail } from '../adapters/mail/outbox.ts';
import { insertCampaign } from '../adapters/store/campaign/newCampaign.ts';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';

let api: TestApi;
let agent: string;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

/** The relay refuses for good one mail of a process. */
async function refuse(processId: string, template: string): Promise<void> {
  const none = { failed: reportRefusal, doubted: async () => {}, secretTaken: async () => {} };
  const due = await claimMails(api.deps.db, 100, api.now);
  const mail = due.find((one) => one.processId === processId && one.template === template);
  if (mail === undefined) throw new Error(`no ${template} is due`);
  await concludeMail(api.deps.db, mail, { kind: 'refused', responseCode: 550, reason: 'réponse 550' }, api.now, none);
  await api.sweep(processId);
}

const rowOf = (id: string) => api.deps.db.process.findUniqueOrThrow({ where: { id } });
const mailsOf = (processId: string, template: string) =>
  api.deps.db.mail.findMany({ where: { processId, template }, select: { recipient: true, params: true } });

describe('a mail that is refused when nothing waits any more (R2)', () => {
  it('is an incident of the dossier that has ended, told to its Caf; an operator sends again and lifts it', async () => {
    const known = { knownInMcp: false, knownInHabtiers: false, opensOn: '2026-03-10' };
    const body = { ...partnerBody({ siret: inventedSiret(41) }), ...known };
    const { processId } = (await api.call('POST', '/esat/onboardings', { token: agent, body })).body;
    await api.call('POST', `/processes/${processId}/cancel`, { token: agent, body: { reason: 'Doublon' } });
    const ended = await rowOf(processId);
    expect(ended.closedAt).not.toBeNull();
    api.now = new Date(api.now.getTime() + 3_600_000);
    await refuse(processId, 'MAIL-53');
    expect(await rowOf(processId)).toMatchObject({
      incident: 'ENVOI_ECHOUE',
      state: 'ABANDONNE',
      closedAt: ended.closedAt,
      since: ended.since,
    });
    expect(await mailsOf(processId, 'MAIL-33')).toMatchObject([
      { recipient: 'agent@caf93.example', params: { ended: true } },
    ]);
    const listed = await api.call('GET', '/processes?incident=true', { token: agent });
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(processId);
    expect((await api.call('POST', `/processes/${processId}/retry`, { token: agent })).status).toBe(200);
    expect((await rowOf(processId)).incident).toBeNull();
  });

  it('is an incident of the campaign, told to whoever launched it unless that is who refuses', async () => {
    await api.as('national');
    const creator = await api.deps.db.user.findFirstOrThrow({ where: { login: 'national@passerelle.example' } });
    const dates = { deadline: '2026-03-09', opensOn: '2026-01-01', delegationMode: 'DELEGUE' as const };
    const input = { name: 'Printemps', caf: null, ...dates };
    const actor = { id: creator.id, role: 'national', label: 'National', ip: null } as const;
    const { processId } = await api.deps.db.$transaction((tx) => insertCampaign(tx, input, [], { at: api.now, actor }));
    await api.tick(processId);
    await api.deps.db.mail.updateMany({ where: { processId }, data: { nextAttemptAt: api.now } });
    const copy = {
      id: 'to-a-caf',
      key: 'k',
      messageId: '<m>',
      recipient: 'agent@caf38.example',
      recipientName: 'Caf 38',
    };
    const report = await api.deps.db.mail.findFirstOrThrow({ where: { processId, template: 'MAIL-56' } });
    const params = { ...(report.params as object), template: 'MAIL-32', deadline: dates.deadline };
    await api.deps.db.mail.create({ data: { ...report, ...copy, template: 'MAIL-32', params } });
    await refuse(processId, 'MAIL-32');
    expect((await rowOf(processId)).incident).toBe('ENVOI_ECHOUE');
    const told = () => mailsOf(processId, 'MAIL-84');
    expect(await told()).toMatchObject([
      { recipient: creator.email, params: { campaign: 'Printemps', recipient: 'Caf 38' } },
    ]);
    await api.deps.db.mail.updateMany({
      where: { processId, template: 'MAIL-56' },
      data: { leaseUntil: null, state: 'A_ENVOYER' },
    });
    await refuse(processId, 'MAIL-56');
    expect(await told()).toHaveLength(1);
    const lines = await api.deps.db.auditLine.findMany({ where: { processId, action: 'mail.refused' } });
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines, (_, value) => (typeof value === 'bigint' ? 0 : value))).not.toContain('@');
  });
});
