import { describe, expect, it } from '@jest/globals';
import {
  api,
  ask,
  CLAIRE,
  claireId,
  enter,
  GOOD,
  get,
  mails,
  omar,
  omarToken,
  openSupport,
  partner,
  stored,
  task,
} from '../test/support.ts';

openSupport();

describe('a support request from the portal (RGT-11, ADM-8, FMT-11)', () => {
  it('gets its subject from the system, is answered by the Caf within three working days, by mail', async () => {
    const made = await ask({ what: 'Le menu Cdap a disparu' });
    expect(made).toMatchObject({ status: 202, body: { outcome: 'PRIORITAIRE', reason: null } });
    const { id } = made.body;
    expect(await get(id)).toMatchObject({
      state: 'A_TRAITER',
      subject: GOOD,
      service: 'CDAP',
      waitingFor: { who: 'CAF' },
    });
    expect((await mails(id, 'MAIL-77'))[0]).toMatchObject({ recipient: CLAIRE, params: { verdict: 'PRIORITAIRE' } });

    const asked = await task(id, 'ask', { text: 'De quel groupe parlez-vous ?' });
    expect(asked.task.due).toBe('2026-03-13T23:00:00.000Z'); // three working days after Tuesday the 10th
    expect(await get(id)).toMatchObject({
      state: 'COMPLEMENT_DEMANDE',
      waitingFor: { who: 'PARTENAIRE', until: expect.stringMatching(/^2026-05-09/) },
      dueAt: expect.stringMatching(/^2026-05-09/),
    });
    const supplied = await api.call('POST', `/support-requests/${id}/supply`, {
      token: partner.claire,
      body: { text: 'Du groupe T2CR' },
    });
    expect(supplied).toMatchObject({ status: 200, body: { state: 'A_TRAITER' } });
    expect((await task(id, 'answer', { text: ' ' })).status).toBe(422);
    expect((await task(id, 'answer', { text: 'Rattachez son rôle.' })).status).toBe(200);
    const answered = await get(id);
    expect(answered.state).toBe('REPONDUE');
    expect(answered.exchanges.map((one: { by: string; text: string }) => `${one.by} ${one.text}`)).toEqual([
      'PARTENAIRE Le menu Cdap a disparu',
      'CAF De quel groupe parlez-vous ?',
      'PARTENAIRE Du groupe T2CR',
      'CAF Rattachez son rôle.',
    ]);
    const words = (await mails(id, 'MAIL-78')).map((mail) => [mail.recipient, (mail.params as { act: string }).act]);
    expect(words.sort()).toEqual([
      [CLAIRE, 'answer'],
      [CLAIRE, 'ask'],
    ]);
    const after = { token: partner.claire, body: { text: 'Merci' } };
    expect(await api.call('POST', `/support-requests/${id}/supply`, after)).toMatchObject({ status: 409 });
  });

  it('whose complement never comes is reminded and closed by itself, who asked is told how to ask again (REM-1)', async () => {
    const { id } = (await ask({})).body;
    await task(id, 'ask', { text: 'De quel groupe parlez-vous ?' });
    const start = api.now;
    for (const days of [6, 7, 21, 45, 59]) {
      api.now = new Date(start.getTime() + days * 86_400_000);
      await api.tick(id);
    }
    const told = (await mails(id, 'MAIL-78')).map((mail) => [mail.recipient, (mail.params as { act: string }).act]);
    expect(told).toEqual([[CLAIRE, 'ask'], ...Array(3).fill([CLAIRE, 'remind'])]);
    const row = await api.deps.db.process.findUniqueOrThrow({ where: { id } });
    expect([row.state, row.nextActionAt]).toEqual(['COMPLEMENT_DEMANDE', row.dueAt]);
    api.now = new Date(start.getTime() + 60 * 86_400_000);
    await api.tick(id);
    api.now = start;
    expect(await get(id)).toMatchObject({ state: 'CLASSEE', waitingFor: null, dueAt: null });
    expect((await mails(id, 'MAIL-62')).map((mail) => mail.recipient)).toEqual([CLAIRE]);
    const after = { token: partner.claire, body: { text: 'Du groupe T2CR' } };
    expect((await api.call('POST', `/support-requests/${id}/supply`, after)).status).toBe(409);
  });

  it('about an allocataire’s file is refused with the way to go, and nothing is stored (SUP-17)', async () => {
    const before = await stored();
    const refused = await ask({ aboutBeneficiary: true, what: 'Dossier 1234567' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'HORS_CANAL', rule: 'SUP-17' } });
    expect(refused.body.detail).toContain('espace de dialogue');
    expect(await stored()).toBe(before);
    const kept = await api.deps.db.idempotentAnswer.findMany();
    expect(JSON.stringify(kept)).not.toContain('1234567');
  });

  it('is the administrateur’s; a gestionnaire signals incidents and departures only; all that is missing is told at once', async () => {
    expect(await ask({}, omarToken)).toMatchObject({ status: 403, body: { rule: 'RGT-11' } });
    expect(await ask({ kind: 'NOUVEL_APPROBATEUR' }, omarToken)).toMatchObject({ status: 403 });
    expect((await ask({}, await api.as('agent93'))).status).toBe(403);
    expect(await ask({ service: undefined })).toMatchObject({ status: 422, body: { errors: [{ path: 'service' }] } });
    const incident = await ask({ kind: 'INCIDENT', userIds: [omar] }, omarToken);
    expect(incident).toMatchObject({ status: 202, body: { outcome: 'SIGNALE', id: null } });
    const process = await api.deps.db.process.findUniqueOrThrow({ where: { id: incident.body.processId } });
    expect([process.type, process.state]).toEqual(['securityIncident', 'SIGNALE']);
    expect(await ask({ kind: 'DEPART_ADMINISTRATEUR', userId: omar })).toMatchObject({
      status: 422,
      body: { code: 'PAS_ADMINISTRATEUR', errors: [{ path: 'userId' }] },
    });
    expect((await ask({ kind: 'DEPART_GESTIONNAIRE', userId: 'inconnu' })).status).toBe(404);
    const own = await ask({ kind: 'DEPART_ADMINISTRATEUR', userId: claireId }, omarToken);
    expect((await api.call('GET', `/support-requests/${own.body.id}`, { token: omarToken })).status).toBe(200);
    const other = await ask({});
    expect((await api.call('GET', `/support-requests/${other.body.id}`, { token: omarToken })).status).toBe(404);
  });

  it('for a new approbateur starts the change (MAIL-7, AFAS-9)', async () => {
    const hugo = await partner.declarant('Hugo', 'Lenoir');
    const made = await ask({ kind: 'NOUVEL_APPROBATEUR', userId: hugo });
    expect(made).toMatchObject({ status: 202, body: { outcome: 'CHANGEMENT_APPROBATEUR', id: null } });
    const process = await api.deps.db.process.findUniqueOrThrow({ where: { id: made.body.processId } });
    expect([process.type, process.state]).toEqual(['approverChange', 'PJ3_ATTENDUE']);
  });
});

describe('a departure (TIME-12, ADM-3, GRP-19)', () => {
  it('of an administrateur is a task of the Caf, told again after five working days', async () => {
    const made = await ask({ kind: 'DEPART_ADMINISTRATEUR', userId: claireId, service: undefined });
    expect(made.body.outcome).toBe('DEPART_SIGNALE');
    const { id } = made.body;
    const row = await api.deps.db.process.findUniqueOrThrow({ where: { id } });
    expect(row.dueAt).toEqual(new Date('2026-03-17T23:00:00Z'));
    expect(row.nextActionAt).toEqual(new Date('2026-03-18T07:00:00Z'));
    const now = api.now;
    api.now = new Date('2026-03-18T07:00:00Z');
    await api.tick(id);
    api.now = now;
    expect((await mails(id, 'MAIL-79'))[0]).toMatchObject({
      recipient: 'agent@caf93.example',
      params: { departure: true },
    });
    const untrue = await task(id, 'done', {});
    expect(untrue).toMatchObject({ status: 409, body: { code: 'ANNEXE_3_REQUISE', rule: 'ADM-3' } });
    expect(untrue.body.detail).toContain('Aucune annexe 3');
    expect(untrue.task.reason).toContain('Claire Aubert');
    const annexe = await api.call('POST', `/partners/${partner.partnerId}/administrators`, {
      token: await api.as('agent93'),
      body: { leavingUserId: claireId, incomingUserId: omar },
    });
    expect(annexe.status).toBe(202);
    await api.sweep(id); // told in the same transaction
    expect(await get(id)).toMatchObject({ state: 'TRAITE', waitingFor: null });
    const again = await ask({ kind: 'DEPART_ADMINISTRATEUR', userId: claireId, service: undefined });
    expect(await get(again.body.id)).toMatchObject({ state: 'TRAITE' }); // nothing is left to do
    const body = { reason: 'Elle reste' };
    await api.call('POST', `/processes/${annexe.body.processId}/cancel`, { token: await api.as('agent93'), body });
  });

  it('of a gestionnaire is the administrateurs’ to settle, and ends once another manages the groups', async () => {
    const made = await ask({ kind: 'DEPART_GESTIONNAIRE', userId: omar, service: undefined });
    const { id } = made.body;
    expect((await mails(id, 'MAIL-77')).map((mail) => mail.recipient)).toEqual([CLAIRE]);
    const due = '2026-03-17T23:00:00.000Z'; // five working days
    expect(await get(id)).toMatchObject({
      state: 'DEPART_GESTIONNAIRE',
      dueAt: due,
      waitingFor: { who: 'PARTENAIRE', until: due },
    });
    const now = api.now;
    for (const day of ['2026-03-18', '2026-03-26']) {
      api.now = new Date(`${day}T07:00:00Z`);
      await api.tick(id);
    }
    api.now = now;
    expect(await mails(id, 'MAIL-77')).toHaveLength(3);
    const supply = { token: partner.claire, body: { text: 'C’est fait' } };
    expect(await api.call('POST', `/support-requests/${id}/supply`, supply)).toMatchObject({
      status: 409,
      body: { code: 'GESTIONNAIRE_EN_CHARGE', rule: 'GRP-19', detail: expect.stringContaining('T2CR') },
    });
    const { id: groupId } = await api.deps.db.group.findFirstOrThrow({ where: { code: 'T2CR' } });
    const replaced = await api.call('PUT', `/groups/${groupId}/manager`, {
      token: partner.claire,
      body: { managerId: claireId },
    });
    expect(replaced.status).toBe(200);
    expect(
      await api.deps.db.command.count({ where: { processId: id, act: { path: ['type'], equals: 'look' } } }),
    ).toBeGreaterThan(0);
    await api.tick(id);
    expect(await get(id)).toMatchObject({ state: 'TRAITE' });
  });
});

describe('a departing gestionnaire whom nobody names (GRP-19)', () => {
  it('is asked for in the portal; by mail the request waits until somebody says who succeeds', async () => {
    const unnamed = await ask({ kind: 'DEPART_GESTIONNAIRE', service: undefined });
    expect(unnamed).toMatchObject({ status: 422, body: { errors: [{ path: 'userId' }] } });
    const nobody = await ask({ kind: 'DEPART_GESTIONNAIRE', service: undefined, userId: omar });
    expect(nobody.body).toMatchObject({ code: 'PAS_GESTIONNAIRE', errors: [{ path: 'userId' }] }); // replaced above
    const { id } = (await enter({ kind: 'DEPART_GESTIONNAIRE' })).body;
    expect(await get(id)).toMatchObject({ state: 'DEPART_GESTIONNAIRE', waitingFor: { who: 'PARTENAIRE' } });
    const said = await api.call('POST', `/support-requests/${id}/supply`, {
      token: partner.claire,
      body: { text: 'Claire lui succède' },
    });
    expect(said).toMatchObject({ status: 200, body: { state: 'TRAITE' } });
  });
});
