import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertDossier } from '../../adapters/store/dossier/startProcess.ts';
import { newDossier, PARTNER } from '../builders/dossier.ts';
import { ELIGIBILITY, inventedSiret, send, startDossier, stateOf, untilState } from '../people.ts';
import { eventually, type Running, startProcesses } from '../running.ts';

/** Longer than the wait for an answer, or the command would have lapsed before it was called not confirmed. */
const TTL_MS = 7_000;

let running: Running;
beforeAll(async () => {
  running = await startProcesses();
});
afterAll(() => running?.stop());

/** How long each call to Temporal from now on is told to wait at most, in milliseconds. */
function deadlines({ client }: Running): number[] {
  const waits: number[] = [];
  const real = client.withDeadline.bind(client);
  client.withDeadline = (deadline, call) => {
    waits.push(Number(deadline) - Date.now());
    return real(deadline, call);
  };
  return waits;
}

const hasty = (one: Running): Running => ({ ...one, commands: one.hasty });

const partner = (seed: number) => ({ ...newDossier().partner, siret: inventedSiret(seed) });

describe('no worker, no hang (R7)', () => {
  test('a command while no worker polls is « not confirmed » within 5 s; the same key later is the one action', async () => {
    const first = await running.startWorker();
    const id = await startDossier(running, { partner: partner(11) });
    await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
    await first.stop();

    const waits = deadlines(running);
    await expect(send(hasty(running), id, ELIGIBILITY, PARTNER, 'later')).rejects.toMatchObject({
      code: 'NON_CONFIRME',
    });
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeLessThan(5_000);
    expect(await stateOf(running, id)).toBe('ELIGIBILITE_A_VERIFIER');

    const second = await running.startWorker();
    expect(await send(running, id, ELIGIBILITY, PARTNER, 'later')).toEqual({ status: 'done', result: {} });
    expect(await running.database.auditLine.count({ where: { processId: id, action: 'esat.eligibility' } })).toBe(1);
    await second.stop();
  });

  test('past notAfter it never runs, not even when its worker comes back', async () => {
    const brief = await startProcesses({ commandTtlMs: TTL_MS });
    const first = await brief.startWorker();
    const id = await startDossier(brief, { partner: partner(12) });
    await untilState(brief, id, 'ELIGIBILITE_A_VERIFIER');
    await first.stop();
    await expect(send(hasty(brief), id, ELIGIBILITY, PARTNER, 'lost')).rejects.toMatchObject({ code: 'NON_CONFIRME' });
    await new Promise((resolve) => setTimeout(resolve, TTL_MS));
    expect(await send(brief, id, ELIGIBILITY, PARTNER, 'lost')).toMatchObject({
      status: 'refused',
      code: 'COMMANDE_EXPIREE',
    });
    const second = await brief.startWorker();
    expect(await send(brief, id, ELIGIBILITY, PARTNER, 'lost')).toMatchObject({
      status: 'refused',
      code: 'COMMANDE_EXPIREE',
    });
    expect(await brief.database.auditLine.count({ where: { processId: id, action: 'esat.eligibility' } })).toBe(0);
    await second.stop();
    await brief.stop();
  });

  test('a start without a worker is taken: the process begins when one comes', async () => {
    const id = await startDossier(running, { partner: partner(13) });
    expect(await stateOf(running, id)).toBe('CREE');
    const worker = await running.startWorker();
    await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
    await worker.stop();
  });
});

test('a command sent before its process began is not carried out by anything else: the process takes it when it begins (R1)', async () => {
  const worker = await running.startWorker();
  const at = new Date();
  const id = await running.database.$transaction((tx) => insertDossier(tx, newDossier({ partner: partner(15) }), at));
  await expect(send(hasty(running), id, { type: 'cancel', reason: 'essai' }, PARTNER, 'early')).rejects.toMatchObject({
    code: 'NON_CONFIRME',
  });
  expect(await stateOf(running, id)).toBe('CREE');
  await running.gateway.start({ type: 'esatOnboarding', processId: id });
  await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
  expect(await send(running, id, { type: 'cancel', reason: 'essai' }, PARTNER, 'early')).toEqual({
    status: 'done',
    result: {},
  });
  await worker.stop();
});

test('a command on a process that has ended is « not confirmed » while the database does not answer, and no execution fails of it; the same key later is the one action (R7)', async () => {
  const worker = await running.startWorker();
  const { client, database } = running;
  const id = await startDossier(running, { partner: partner(16) });
  await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
  await send(running, id, { type: 'cancel', reason: 'essai' }, PARTNER);
  await client.workflow.getHandle(id).result();
  const again = { type: 'cancel', reason: 'encore' } as const;
  await database.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT id FROM process WHERE id = ${id} FOR UPDATE`;
      await expect(send(hasty(running), id, again, PARTNER, 'after')).rejects.toMatchObject({ code: 'NON_CONFIRME' });
      const { id: commandId } = await database.command.findFirstOrThrow({ where: { key: 'after' } });
      const execution = client.workflow.getHandle(`afterwards-${commandId}`);
      expect(await execution.result()).toEqual({ confirmed: false });
    },
    { timeout: 120_000 },
  );
  expect(await send(running, id, again, PARTNER, 'after')).toMatchObject({ status: 'refused' });
  await worker.stop();
});

describe('nothing in clear (S2)', () => {
  test('a history holds neither name, address nor SIRET-bearing payload in clear, in updates, failures and results', async () => {
    const worker = await running.startWorker();
    const id = await startDossier(running, {
      partner: { ...partner(14), raisonSociale: 'Canari Établissement', email: 'canari@exemple.example' },
    });
    await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
    await send(running, id, ELIGIBILITY, PARTNER);
    await send(running, id, ELIGIBILITY, PARTNER);
    const history = await running.client.workflow.getHandle(id).fetchHistory();
    // payloads are base64 in the JSON export: what they hold is looked at as well
    const found: string[] = [];
    const encodings = new Set<string>();
    JSON.stringify(history, (key, value) => {
      if (typeof value === 'string') found.push(value, Buffer.from(value, 'base64').toString('latin1'));
      if (key === 'encoding' && typeof value === 'string') encodings.add(Buffer.from(value, 'base64').toString());
      return value;
    });
    const clear = found.join('\n');
    for (const word of ['Canari', 'canari@', '2019-12', 'ETAT_INCOMPATIBLE', 'commandId', 'DEMANDEE'])
      expect(clear).not.toContain(word);
    expect(encodings).toContain('binary/encrypted');
    await worker.stop();
  });

  test('R4: the whole life of a dossier is a small history', async () => {
    const worker = await running.startWorker();
    const id = await startDossier(running, { partner: partner(15) });
    await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
    for (let turn = 0; turn < 30; turn += 1)
      await send(running, id, { type: 'remind' }, { id: 'a', role: 'agent', label: 'a', ip: null });
    const history = await eventually('history', () => running.client.workflow.getHandle(id).fetchHistory());
    expect(history.events?.length ?? 0).toBeLessThan(30 * 8 + 30);
    await worker.stop();
  });
});

describe('the database itself refuses (CONV-6, S6)', () => {
  test('a second active convention, a deleted contract, a rewritten journal line', async () => {
    const partnerRow = await running.database.partner.findFirstOrThrow();
    const base = {
      partnerId: partnerRow.id,
      caf: '93',
      siret: partnerRow.siret,
      state: 'ACTIF',
      content: {},
      createdAt: new Date(),
      kind: 'CONVENTION',
    };
    await running.database.document.create({ data: { ...base, id: 'c1' } });
    await expect(running.database.document.create({ data: { ...base, id: 'c2' } })).rejects.toThrow(/nique/);
    await expect(running.database.document.delete({ where: { id: 'c1' } })).rejects.toThrow();
    const line = await running.database.auditLine.findFirstOrThrow();
    await expect(running.database.auditLine.update({ where: { id: line.id }, data: { label: 'x' } })).rejects.toThrow(
      /permission denied/,
    );
    await expect(running.database.auditLine.delete({ where: { id: line.id } })).rejects.toThrow(/permission denied/);
    await expect(running.database.document.create({ data: { ...base, id: 'c3', siret: '123' } })).rejects.toThrow();
  });
});
