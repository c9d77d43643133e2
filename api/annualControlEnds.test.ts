import { describe, expect, it } from '@jest/globals';
import { controlsOn } from '../adapters/store/case/controlBatches.ts';
import { tellProcess } from '../adapters/store/processCommand.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { complete, control, give, mails, openControls, PDF, people, start, user } from '../test/controls.ts';
import { api, partnerId } from '../test/peupliers.ts';

const DAY = 86_400_000;
openControls();

describe('reminders, the deadline and the end of a control', () => {
  it('reminds until the deadline, then the Caf examines what is there and may find it conforming with a word', async () => {
    const begun = new Date(api.now);
    const { id } = (await start(2025)).body;
    for (const day of [15, 30, 45]) {
      api.now = new Date(begun.getTime() + day * DAY);
      await api.tick(id);
    }
    api.now = begun;
    expect(await mails(id)).toEqual(['MAIL-36', 'MAIL-36', 'MAIL-36']);
    expect((await control(id)).state).toBe('EXAMINE');
    expect(await complete(id, 'conform')).toMatchObject({ status: 422, body: { errors: [{ path: 'note' }] } });
    expect((await complete(id, 'conform', { note: 'Vu sur place' })).status).toBe(200);
    expect(await control(id)).toMatchObject({ state: 'CONFORME', reason: 'Vu sur place' });
    // what never came is verified on nobody
    expect((await user(people.nadia)).diplomeVerifieLe).toBeNull();
    expect((await give(id, `T1-${people.nadia}`, { file: PDF })).status).toBe(409);
  });

  it('is cancelled by the Caf with a reason, and may then begin anew', async () => {
    const { id } = (await start(2024)).body;
    const token = await api.as('agent93');
    expect((await api.call('POST', `/processes/${id}/cancel`, { token, body: {} })).status).toBe(422);
    expect((await api.call('POST', `/processes/${id}/cancel`, { token, body: { reason: 'Doublon' } })).status).toBe(
      200,
    );
    expect(await control(id)).toMatchObject({ state: 'ANNULE', reason: 'Doublon' });
    // its last mail is refused: an incident of the control, which stays as it ended (R2)
    const ended = await api.deps.db.process.findUniqueOrThrow({ where: { id } });
    const act = { type: 'mailRefused', mailId: 'm', template: 'MAIL-83', secretId: null, toPartner: false } as const;
    await api.deps.db.$transaction((tx) => tellProcess(tx, id, { key: 'refused', act }, api.now));
    await api.sweep(id);
    const { closedAt, state } = ended;
    const row = await api.deps.db.process.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ incident: 'ENVOI_ECHOUE', closedAt, state });
    expect(await start(2024)).toMatchObject({ status: 202, body: { state: 'PIECES_DEMANDEES' } });
  });

  it('names who was said to have left and still has an account', async () => {
    const facts = { userId: people.leo, outcome: 'DEPART_GESTIONNAIRE' };
    const row = {
      id: 'depart',
      type: 'supportRequest',
      businessKey: 'depart',
      caf: '93',
      partnerId,
      label: 'x',
      state: 'TRAITE',
    };
    await api.deps.db.process.create({
      data: {
        ...row,
        since: api.now,
        flags: [],
        facts,
        linkRef: 'depart',
        createdBy: 'x',
        createdAt: api.now,
        closedAt: api.now,
      },
    });
    const { items } = (await start(2023)).body;
    expect(items.filter((one: { about: string }) => one.about === 'DEPART')).toMatchObject([
      { user: { id: people.leo } },
    ]);
  });
});

describe('the yearly sweep (TIME-3)', () => {
  it('begins one control per partner with people habilitated for CDAP, and never two of a year', async () => {
    const at = new Date('2027-10-01T07:00:00Z');
    const next = controlsOn(api.deps.db, DEFAULT_POLICY);
    expect([await next('annualControl', at), await next('annualControl', at)]).toEqual([true, false]);
    const made = await api.deps.db.process.findMany({ where: { type: 'annualControl', createdBy: 'process' } });
    expect(made.map((one) => [one.businessKey, one.state, (one.facts as { sampleSize: number }).sampleSize])).toEqual([
      [`${partnerId}-2027`, 'OUVERT', DEFAULT_POLICY.controlSample],
    ]);
  });
});
