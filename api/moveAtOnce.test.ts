import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../test/api.ts';
import { inTheMiddle } from '../test/middle.ts';
import { eventually } from '../test/running.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

it('two signatures, a countersignature and the move arrive at the same instant: each is there once, and nothing is asked again (R1, DEL-7, DEL-8)', async () => {
  const { db } = api.deps;
  const middle = await inTheMiddle(api, { amendment: false, centralised: false });
  const { partnerId, dossiers } = middle;
  await middle.fill(dossiers.sent, ['93']);
  const asked = await db.mail.count({ where: { template: 'MAIL-25' } });
  const body = { departments: ['77'], reason: 'Second site' };
  const move = () => api.call('POST', `/partners/${partnerId}/cna`, { token: middle.agent, body });
  const begun = await db.$transaction(async (tx) => {
    // who comes meanwhile has read what the others are about to change
    await tx.$queryRaw`SELECT 1 FROM partner WHERE id = ${partnerId} FOR UPDATE`;
    const acts = Promise.all([
      middle.task(dossiers.signed, 'CONTRESIGNER', 'countersign'),
      move(),
      middle.sign(dossiers.completed),
      middle.sign(dossiers.sent),
    ]);
    acts.catch(() => undefined);
    await eventually('all four to wait for the partner', async () => {
      const waiting = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return waiting.length >= 4;
    });
    return { acts };
  });
  const [countersigned, moved] = await begun.acts;
  expect([moved.status, moved.body.detail]).toEqual([202, undefined]);

  // the countersignature of 93 was first, or the CNA gives it
  const cna = await api.as('agentCna');
  const countersign = (id: string) => middle.task(id, 'CONTRESIGNER', 'countersign', {}, cna);
  expect([200, 403]).toContain(countersigned.status);
  const left = countersigned.status === 200 ? [] : [dossiers.signed];
  if (left.length > 0) expect(countersigned.body.rule).toBe('DEL-8');
  for (const id of [...left, dossiers.completed, dossiers.sent]) {
    const done = await countersign(id);
    expect([id, done.status, done.body.detail]).toEqual([id, 200, undefined]);
  }

  const ends = await db.process.findMany({
    where: { id: { in: [dossiers.signed, dossiers.completed, dossiers.sent] } },
  });
  expect(ends.map(({ state, caf, readerCaf }) => `${state} ${caf} ${readerCaf}`)).toEqual(
    Array.from({ length: 3 }, () => 'SERVICE_OUVERT CNA 93'),
  );
  expect((await db.partner.findUniqueOrThrow({ where: { id: partnerId } })).caf).toBe('CNA');
  expect(await db.process.count({ where: { type: 'cnaTransfer' } })).toBe(1);
  const [counts] = await db.$queryRaw<Record<string, number>[]>`
    SELECT (SELECT count(*)::int FROM document WHERE kind = 'CONVENTION' AND state = 'ACTIF') AS conventions,
      (SELECT count(*)::int FROM document d WHERE d.state = 'ACTIF' AND d.origin = 'PASSERELLE'
        AND (SELECT count(*) FROM signature s WHERE s.document_id = d.id AND s.voided_at IS NULL) <> 2) AS "notBoth",
      (SELECT count(*)::int FROM signature WHERE voided_at IS NOT NULL) AS voided`;
  expect(counts).toEqual({ conventions: 1, notBoth: 0, voided: 0 });
  expect(await db.mail.count({ where: { template: 'MAIL-25' } })).toBe(asked);
});
