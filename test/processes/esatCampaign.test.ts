import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertCampaign, knownSirets } from '../../adapters/store/campaign/newCampaign.ts';
import { insertDossier } from '../../adapters/store/dossier/startProcess.ts';
import type { Transaction } from '../../adapters/store/prisma.ts';
import { campaignFigures } from '../../adapters/store/queries/campaigns.ts';
import type { CampaignAct } from '../../domain/campaign/acts.ts';
import { judgeRows } from '../../domain/esat/rows.ts';
import type { SheetRow } from '../../domain/formats/sheet.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { AGENT, NATIONAL, newDossier, PARTNER } from '../builders/dossier.ts';
import { complete, ELIGIBILITY, inventedSiret, send, signAll, task, untilState } from '../people.ts';
import { eventually, type Running, startProcesses } from '../running.ts';

let running: Running;
beforeAll(async () => {
  running = await startProcesses({ campaignInFlight: 3, quietHours: null });
  await running.startWorker();
});
afterAll(() => running?.stop());

const HEADER = [
  'SIRET',
  'Raison sociale',
  'Département',
  'Courriel',
  'Connu MCP',
  'SIRET convention MCP',
  'Mode de gestion',
  'Connu Habtiers',
  'Actif Habtiers',
];
/** A row of the list: known nowhere, unless said otherwise. */
const row = (siret: string, over: Partial<Record<(typeof HEADER)[number], string>> = {}) => {
  const cells: Record<string, string> = {
    SIRET: siret,
    'Raison sociale': `ESAT ${siret}`,
    Département: '93',
    Courriel: `contact@esat-${siret}.example`,
    'Connu MCP': 'Non',
    'Connu Habtiers': 'Non',
    ...over,
  };
  return HEADER.map((name) => cells[name] ?? '');
};

async function launch(
  rows: string[][],
  deadline = '2099-06-30',
  meanwhile: (tx: Transaction) => Promise<unknown> = async () => {},
): Promise<{ id: string; processId: string }> {
  const sheet: SheetRow[] = [HEADER, ...rows].map((cells, index) => ({ row: index + 1, cells }));
  const made = await running.database.$transaction(async (tx) => {
    const judged = judgeRows(
      sheet,
      await knownSirets(
        tx,
        rows.map(([siret]) => siret ?? ''),
      ),
    );
    const input = {
      name: 'Essai',
      caf: null,
      deadline,
      opensOn: '2026-01-01',
      delegationMode: 'DELEGUE' as const,
    };
    await meanwhile(tx);
    return insertCampaign(tx, input, judged, { at: new Date(), actor: NATIONAL });
  });
  await running.gateway.start({ type: 'esatCampaign', processId: made.processId });
  return made;
}

const figures = (id: string) => running.database.$transaction((tx) => campaignFigures(tx, id));
const launched = (id: string) =>
  eventually(
    'launched',
    async () =>
      (await figures(id)).byState.queued === 0 &&
      ((await figures(id)).byState as Record<string, number>).CREE === undefined,
  );
const command = (processId: string, act: CampaignAct, actor = AGENT) =>
  running.commands.send({
    processId,
    type: 'esatCampaign',
    act,
    actor,
    key: Math.random().toString(36),
    bodyHash: '',
  });

describe('Esat campaign (domain.md §6.4)', () => {
  test('ten rows, three in flight: one onboarding each; the same file again onboards nobody twice (ESAT-26)', async () => {
    const rows = Array.from({ length: 10 }, (_, index) => row(inventedSiret(100 + index)));
    const first = await launch(rows);
    await launched(first.id);
    expect(await figures(first.id)).toMatchObject({
      rows: { total: 10, accepted: 10 },
      byState: { queued: 0, ELIGIBILITE_A_VERIFIER: 10 },
    });
    const second = await launch(rows);
    expect(await figures(second.id)).toMatchObject({ rows: { total: 10, accepted: 0, duplicate: 10 } });
    expect(await running.database.process.count({ where: { type: 'esatOnboarding' } })).toBe(10);
  });

  test('a held row is a task: all that holds it is told, released it becomes a dossier, inactive or dropped it does not', async () => {
    const held = { 'Connu Habtiers': 'Oui', 'Actif Habtiers': '', Courriel: '' };
    const { id, processId } = await launch([
      row(inventedSiret(120), held),
      row(inventedSiret(121), { 'Connu Habtiers': 'Oui', 'Actif Habtiers': 'Non' }),
      row(inventedSiret(122), { Courriel: 'x' }),
    ]);
    expect(await figures(id)).toMatchObject({ rows: { held: 3 } });
    const [one, two, three] = await running.database.task.findMany({
      where: { processId },
      orderBy: { subject: 'asc' },
    });
    const done = (taskId = '', outcome: string, fields: Record<string, unknown>) =>
      command(processId, { type: 'completeTask', taskId, outcome, fields });

    expect(await done(one?.id, 'release', {})).toMatchObject({
      status: 'refused',
      faults: [{ path: 'email' }, { path: 'activeInHabtiers' }],
    });
    expect(await done(one?.id, 'release', { email: 'Contact@esat.example', activeInHabtiers: true })).toMatchObject({
      status: 'done',
    });
    expect(await done(two?.id, 'inactive', {})).toMatchObject({ status: 'done' });
    expect(await done(three?.id, 'drop', {})).toMatchObject({ status: 'refused' });
    expect(await done(three?.id, 'drop', { reason: 'adresse inconnue' })).toMatchObject({ status: 'done' });
    await launched(id);
    expect((await figures(id)).byResolution).toEqual({ CORRIGEE: 1, INACTIF_NON_REPRIS: 1, ECARTEE: 1 });
    const dossier = await running.database.process.findFirstOrThrow({ where: { campaignId: id } });
    expect(dossier).toMatchObject({ linkEmail: 'contact@esat.example', state: 'ELIGIBILITE_A_VERIFIER' });
  });

  test('a partner whose mode begins to change is held, not told as a duplicate, and released once that is over (DEL-5)', async () => {
    await openPartner(running.database, 'no password', new Date());
    const siret = '99989000700019';
    const known = { 'Connu MCP': 'Oui', 'SIRET convention MCP': siret, 'Mode de gestion': 'Délégué' };
    // with its service open the partner has nothing to sign (CONV-7)
    const open = await launch([row(siret, known)]);
    await launched(open.id);
    expect(await figures(open.id)).toMatchObject({ rows: { accepted: 0, duplicate: 1 }, byState: { queued: 0 } });
    await running.database.document.updateMany({ where: { siret, service: 'ESAT' }, data: { state: 'CLOS' } });
    const { partner } = newDossier();
    const change = { type: 'conventionnement', esat: null, services: ['CDAP'], delegationMode: 'CENTRALISE' } as const;
    let changing = '';
    const { id, processId } = await launch([row(siret, known)], '2099-06-30', async (tx) => {
      const input = newDossier({ ...change, services: [...change.services], partner: { ...partner, siret } });
      changing = await insertDossier(tx, input, new Date());
    });
    await launched(id);
    expect(await figures(id)).toMatchObject({ rows: { accepted: 0, held: 1, duplicate: 0 }, byState: { queued: 0 } });
    const stored = () => running.database.campaignRow.findFirstOrThrow({ where: { campaignId: id } });
    expect(await stored()).toMatchObject({ reasons: [{ code: 'CHANGEMENT_DE_MODE', rule: 'DEL-5' }], processId: null });
    const held = await running.database.task.findFirstOrThrow({ where: { processId, state: 'OUVERTE' } });
    expect(held).toMatchObject({ kind: 'TRAITER_LIGNE', caf: '93', reason: expect.stringMatching(/change de mode/) });
    // the same file is held at once from now on
    const again = await launch([row(siret, known)]);
    expect(await figures(again.id)).toMatchObject({ rows: { held: 1, duplicate: 0 } });

    const release = () =>
      command(processId, {
        type: 'completeTask',
        taskId: held.id,
        outcome: 'release',
        fields: { email: 'c@esat.example' },
      });
    expect(await release()).toMatchObject({ status: 'refused', rule: 'DEL-5', faults: [{ message: changing }] });
    await running.database.process.update({ where: { id: changing }, data: { closedAt: new Date() } });
    expect(await release()).toMatchObject({ status: 'done' });
    await launched(id);
    const dossier = await running.database.process.findFirstOrThrow({ where: { campaignId: id } });
    expect(dossier).toMatchObject({ businessKey: siret, facts: { esat: { useCase: 3 } } });
    expect(await stored()).toMatchObject({ verdict: 'held', resolution: 'CORRIGEE', processId: dossier.id });
  });

  test('a held row whose onboarding began elsewhere before its release keeps its verdict and is set aside (§6.4, ESAT-26)', async () => {
    const siret = inventedSiret(125);
    const { id, processId } = await launch([row(siret, { Courriel: '' })]);
    const partner = { ...newDossier().partner, siret };
    const standing = await running.database.$transaction((tx) =>
      insertDossier(tx, newDossier({ partner }), new Date()),
    );
    const { id: taskId } = await running.database.task.findFirstOrThrow({ where: { processId } });
    const fields = { email: 'c@esat.example', phone: 'abc' };
    const release = { type: 'completeTask', taskId, outcome: 'release' } as const;
    expect(await command(processId, { ...release, fields })).toMatchObject({
      status: 'refused',
      faults: [{ path: 'phone' }],
    });
    expect(await command(processId, { ...release, outcome: 'inactive', fields: {} })).toMatchObject({
      status: 'refused',
      faults: [{ path: 'outcome', rule: 'ESAT-16' }],
    });
    expect(await command(processId, { ...release, fields: { email: fields.email } })).toMatchObject({ status: 'done' });
    await launched(id);
    const stored = await running.database.campaignRow.findFirstOrThrow({ where: { campaignId: id } });
    expect(stored).toMatchObject({ verdict: 'held', resolution: 'ECARTEE', queue: null, processId: standing });
    expect(stored.reasons).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'EMAIL_ABSENT' }),
        expect.objectContaining({ code: 'DOSSIER_EXISTANT' }),
      ]),
    );
    expect(await running.database.task.count({ where: { processId, state: 'OUVERTE' } })).toBe(0);
  });

  test('cancelling spares a dossier that bears the partner’s signature and stops the others', async () => {
    const { id, processId } = await launch([130, 131, 132].map((n) => row(inventedSiret(n))));
    await launched(id);
    const [signed, other, signing] = await running.database.process.findMany({
      where: { campaignId: id },
      orderBy: { businessKey: 'asc' },
    });
    const [kept, late] = [signed?.id ?? '', signing?.id ?? ''];
    for (const dossier of [kept, late]) {
      await send(running, dossier, ELIGIBILITY, PARTNER);
      await task(running, dossier, 'VERIFIER_ELIGIBILITE', 'eligible');
      await complete(running, dossier);
    }
    await signAll(running, kept);
    expect(await command(processId, { type: 'cancel', reason: 'reportée' }, NATIONAL)).toMatchObject({
      status: 'done',
    });
    // the cancellations are commands of their own; the dispatcher's sweep delivers them, here by hand
    const pending = await running.database.$queryRaw<
      { id: string; process_id: string }[]
    >`SELECT id, process_id FROM command WHERE outcome IS NULL`;
    expect(pending.map((one) => one.process_id).sort()).toEqual([other?.id, late].sort());
    await signAll(running, late); // before it is told to stop
    for (const one of pending)
      await running.gateway.deliver({ type: 'esatOnboarding', processId: one.process_id, commandId: one.id });
    await untilState(running, other?.id ?? '', 'ABANDONNE');
    for (const dossier of [kept, late])
      expect((await running.database.process.findUniqueOrThrow({ where: { id: dossier } })).state).toBe(
        'DOCUMENTS_SIGNES',
      );
    expect((await running.database.campaign.findUniqueOrThrow({ where: { id } })).state).toBe('ANNULEE');
    await eventually(
      'the campaign process has ended',
      async () => (await running.client.workflow.getHandle(processId).describe()).status.name === 'COMPLETED',
    );
  });

  test('past its deadline the campaign reports, and what is not ready is flagged EN_RETARD (ESAT-24)', async () => {
    const yesterday = parisDate(new Date(Date.now() - 86_400_000));
    const { id, processId } = await launch([row(inventedSiret(140))], yesterday);
    await eventually(
      'reported',
      async () => (await running.database.campaign.findUniqueOrThrow({ where: { id } })).state === 'TERMINEE',
    );
    const dossier = await eventually('flagged', () =>
      running.database.process.findFirst({ where: { campaignId: id, flags: { has: 'EN_RETARD' } } }),
    );
    expect(dossier.state).toBe('ELIGIBILITE_A_VERIFIER');
    expect(await running.database.mail.count({ where: { processId, template: 'MAIL-56' } })).toBe(1);
  });
});
