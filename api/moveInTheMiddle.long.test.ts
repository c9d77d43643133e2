import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../test/api.ts';
import { ELIGIBILITY_FORM } from '../test/builders/dossier.ts';
import { inTheMiddle, type Middle } from '../test/middle.ts';

let api: TestApi;
let middle: Middle;
beforeEach(async () => {
  api = await startApi();
  middle = await inTheMiddle(api, true);
});
afterEach(() => api.stop());

const db = () => api.deps.db;
const everyProcess = () =>
  db().process.findMany({ where: { OR: [{ partnerId: middle.partnerId }, { id: middle.others.request }] } });
/** What both parties have put their names to, and what people read of it, to the byte. */
async function signed() {
  const documents = await db().document.findMany({
    where: { partnerId: middle.partnerId },
    orderBy: { id: 'asc' },
    include: { signatures: { orderBy: { id: 'asc' } } },
  });
  const kept = documents.filter(({ state, signatures }) => state === 'ACTIF' || signatures.length > 0);
  const prints: Record<string, string> = {};
  for (const { id, kind, service } of kept) {
    const token = middle.admin;
    const answer = await fetch(`${api.url}/api/v1/documents/${id}/pdf`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    prints[`${kind} ${service} ${id}`] = createHash('sha256').update(bytes).digest('hex');
  }
  return { rows: kept, prints };
}

const begin = async () => {
  const { id } = await db().process.findFirstOrThrow({ where: { type: 'cnaTransfer', state: 'A_FAIRE' } });
  await api.deps.commands.start({ processId: id, type: 'cnaTransfer' });
};

/** The three ways to the CNA (DEL-7), the last word spoken; the case that moves is begun by `begin`, or by the route itself. */
const TRIGGERS = {
  async agent() {
    const body = { departments: ['77'], reason: 'Second site' };
    expect((await api.call('POST', `/partners/${middle.partnerId}/cna`, { token: middle.agent, body })).status).toBe(
      202,
    );
  },
  async bulletin() {
    const { form } = middle.dossiers;
    await eligible(middle.agent);
    await middle.fill(form, ['93', '77']);
    expect((await middle.task(form, 'VERIFIER_PORTEE', 'several')).status).toBe(200);
  },
  async avenant() {
    const id = middle.others.avenant ?? '';
    await middle.sign(id);
    expect((await middle.task(id, 'CONTRESIGNER', 'countersign')).status).toBe(200);
  },
};

/** The Esat dossier's form and mission, judged by whoever has the partner. */
async function eligible(token: string): Promise<void> {
  const { form } = middle.dossiers;
  const judged = await middle.task(form, 'VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM }, token);
  expect([judged.status, judged.body.detail]).toEqual([200, undefined]);
  await middle.task(form, 'VERIFIER_MISSION', 'confirmed', {}, token);
}

const moved = { agent: false, bulletin: true, avenant: true };

it.each(['agent', 'bulletin', 'avenant'] as const)(
  'moved by %s in the middle of everything: nothing is lost or asked twice, every print stays the same to the byte, claims lapse (DEL-7, DEL-8)',
  async (trigger) => {
    const { partnerId } = middle;
    if (moved[trigger]) await TRIGGERS[trigger]();
    const before = await signed();
    const processes = await everyProcess();
    const asked = await db().mail.count({ where: { template: 'MAIL-25' } });
    const claimed = await db().task.findMany({ where: { assigneeId: { not: null }, state: 'OUVERTE' } });
    expect(claimed.length).toBeGreaterThan(trigger === 'agent' ? 4 : 3);
    await (moved[trigger] ? begin() : TRIGGERS[trigger]());

    // the same records, all of them with the CNA, and 93 reads
    const after = await everyProcess();
    expect(
      after
        .filter(({ type }) => type !== 'cnaTransfer')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(
      processes
        .filter(({ type }) => type !== 'cnaTransfer')
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(new Set(after.map(({ caf, readerCaf }) => `${caf} ${readerCaf}`))).toEqual(new Set(['CNA 93']));
    expect(await signed()).toEqual(before);
    expect(await db().mail.count({ where: { template: 'MAIL-25' } })).toBe(asked);
    const tasks = await db().task.findMany({ where: { state: 'OUVERTE', process: { partnerId } } });
    expect(new Set(tasks.map(({ caf, assigneeId }) => `${caf} ${assigneeId}`))).toEqual(new Set(['CNA null']));
    const told = await db().mail.findMany({ where: { template: { in: ['MAIL-29', 'MAIL-110'] } } });
    expect(told.map(({ template, recipient }) => `${template} ${recipient}`).toSorted()).toEqual([
      'MAIL-110 agent@caf93.example',
      'MAIL-110 claire.aubert@peupliers.example',
      'MAIL-29 agent@cna.example',
    ]);
  },
  300_000,
);
