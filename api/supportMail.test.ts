import { describe, expect, it } from '@jest/globals';
import { api, CLAIRE, enter, GOOD, get, mails, omarToken, openSupport, partner, stored } from '../test/support.ts';

openSupport();

describe('what came by mail, entered by the Caf (domain.md §12)', () => {
  it('routes by sender, subject and nature; who may not ask is told whom to see (MAIL-39), and nothing of it is kept', async () => {
    const good = await enter({});
    expect(good).toMatchObject({ status: 200, body: { outcome: 'PRIORITAIRE', reason: null } });
    expect(await get(good.body.id)).toMatchObject({ channel: 'COURRIEL', subject: GOOD });

    const low = await enter({ subject: 'au secours' });
    expect(low.body).toMatchObject({ outcome: 'NON_PRIORITAIRE', reason: expect.stringContaining('SERVICE') });
    expect(await get(low.body.id)).toMatchObject({ dueAt: '2026-03-24T23:00:00.000Z' });
    expect((await mails(low.body.id, 'MAIL-77'))[0]?.params).toMatchObject({ reason: low.body.reason });

    const before = await stored();
    const stranger = 'un.inconnu@ailleurs.example';
    for (const body of [{ from: stranger }, { subject: 'CDAP 22_1 Un autre' }])
      expect((await enter({ ...body, text: 'SECRET-1' })).body).toMatchObject({
        outcome: 'REFUSEE_EXPEDITEUR',
        id: null,
      });
    const away = await enter({ aboutBeneficiary: true, text: 'SECRET-2' });
    expect(away.body).toMatchObject({ outcome: 'HORS_CANAL', id: null });
    expect(await stored()).toBe(before);
    const sent = await api.deps.db.mail.findMany({ where: { processId: null, template: { not: 'MAIL-42' } } });
    expect(sent.map((mail) => [mail.template, mail.recipient]).sort()).toEqual([
      ['MAIL-39', CLAIRE],
      ['MAIL-39', stranger],
      ['MAIL-77', CLAIRE],
    ]);
    const lines = await api.deps.db.auditLine.findMany({
      where: { action: 'support.turnedAway' },
      select: { label: true, before: true, after: true },
    });
    expect(lines).toHaveLength(3);
    expect(JSON.stringify([sent, lines])).not.toContain('SECRET');
  });

  it('an incident of a gestionnaire opens its dossier, his departure tells the administrateurs', async () => {
    const nadia = await partner.person('Nadia', 'Ferrand');
    const { email } = await api.deps.db.user.findUniqueOrThrow({ where: { id: nadia } });
    expect((await enter({ from: email })).body.outcome).toBe('REFUSEE_EXPEDITEUR'); // a plain user (SUP-15)
    const { id: groupId } = await api.deps.db.group.findFirstOrThrow({ where: { code: 'T2CR' } });
    await api.call('PUT', `/groups/${groupId}/manager`, { token: partner.claire, body: { managerId: nadia } });
    expect((await enter({ from: email })).body.outcome).toBe('REFUSEE_EXPEDITEUR');
    const incident = await enter({ from: email, kind: 'INCIDENT', subject: 'Vol', userIds: [nadia] });
    expect(incident.body.outcome).toBe('SIGNALE');
    const { facts } = await api.deps.db.process.findUniqueOrThrow({ where: { id: incident.body.processId } });
    expect(facts).toMatchObject({ declaredBy: nadia, userIds: [nadia] });
    const leaving = await enter({ from: email, kind: 'DEPART_GESTIONNAIRE', subject: 'Je pars' });
    expect((await mails(leaving.body.id, 'MAIL-77')).map((mail) => mail.recipient)).toEqual([CLAIRE]);
    await api.call('PATCH', `/users/${nadia}`, {
      token: partner.claire,
      body: { closesOn: '2026-03-10', withoutManager: true },
    });
    await api.tick(leaving.body.id);
    expect(await get(leaving.body.id)).toMatchObject({ state: 'TRAITE' });
  });

  it('the Caf is told when it is late, four times at most, and not once it has answered', async () => {
    const { id } = (await enter({})).body;
    const now = api.now;
    const days = ['2026-03-14', '2026-03-16', '2026-03-20', '2026-03-23', '2026-03-30', '2026-04-07', '2026-04-30'];
    for (const day of days) {
      api.now = new Date(`${day}T09:00:00Z`);
      await api.tick(id);
    }
    api.now = now;
    expect((await mails(id, 'MAIL-79')).map((mail) => mail.createdAt.toISOString().slice(0, 10))).toEqual([
      '2026-03-14',
      '2026-03-23',
      '2026-03-30',
      '2026-04-07',
    ]);
  });

  it('lists are one’s own: the Caf’s, the administrateur’s (S5)', async () => {
    const count = async (token: string, query = '') =>
      (await api.call('GET', `/support-requests?limit=200${query}`, { token })).body.items.length;
    expect(await count(partner.claire)).toBe(await stored());
    expect(await count(await api.as('agent93'), '&open=true')).toBeLessThan(await stored());
    expect(await count(await api.as('agent75'))).toBe(0);
    expect((await api.call('GET', '/support-requests', { token: omarToken })).status).toBe(403);
  });
});
