import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { purgeOn } from '../adapters/store/purge.ts';
import { DEFAULT_RETENTION } from '../domain/policy/retention.ts';
import { HOME_HELP, partnerBody, startApi, type TestApi } from '../test/api.ts';

let api: TestApi;
let agent: string;
let admin: string;
let dossier: string;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
  admin = await api.as('admin93');
  const partner = await api.call('POST', '/partners', { token: agent, body: { ...partnerBody(), ...HOME_HELP } });
  const asked = { services: ['ADONIS'], delegationMode: 'DELEGUE', missions: ['Aide'] };
  const begun = await api.call('POST', `/partners/${partner.body.id}/conventionnements`, { token: agent, body: asked });
  dossier = begun.body.processId;
});
afterAll(() => api.stop());

const WORDS = 'Canarinote : la directrice rappelle lundi';
const PDF = Buffer.from('%PDF-1.7\nCanarifichier');
const at = (rest = '') => `/processes/${encodeURIComponent(dossier)}/notes${rest}`;

async function add({ text = '', file = null as Buffer | null, token = agent, key = '' } = {}) {
  const raw = new FormData();
  raw.append('text', text);
  if (file !== null) raw.append('file', new Blob([new Uint8Array(file)]), 'courrier-Canarinom.pdf');
  const headers: Record<string, string> = key === '' ? {} : { 'Idempotency-Key': key };
  api.now = new Date(api.now.getTime() + 1_000);
  return api.call('POST', at(), { token, raw, headers });
}

const listed = async (token = agent) => (await api.call('GET', at(), { token })).body.items;
const download = async (id: string, token: string) => {
  const answer = await fetch(`${api.url}/api/v1${at(`/${id}/file`)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return [answer.status, Buffer.from(await answer.arrayBuffer()).toString()];
};

it('colleagues read what was noted and joined, newest first; nobody else does, and nothing tells it', async () => {
  const first = await add({ text: WORDS });
  expect(first).toMatchObject({ status: 201, body: { text: WORDS, file: null, withdrawable: true } });
  const second = await add({ file: PDF, key: 'note-2' });
  expect(second.body.file).toEqual({ name: 'courrier-Canarinom.pdf', mediaType: 'application/pdf', size: PDF.length });
  // the same key again is the same note
  expect((await add({ file: PDF, key: 'note-2' })).body.id).toBe(second.body.id);
  expect(await listed(admin)).toMatchObject([{ id: second.body.id }, { id: first.body.id, text: WORDS }]);
  expect(await download(second.body.id, admin)).toEqual([200, PDF.toString()]);
  const other = await api.as('agent75');
  expect((await api.call('GET', at(), { token: other })).status).toBe(404);
  expect((await download(second.body.id, other))[0]).toBe(404);
  expect((await add({ text: 'x', token: other })).status).toBe(404);
  expect((await api.call('GET', at(), { token: await api.as('operator') })).status).toBe(403);
  // sealed, and in no journal
  const rows = await api.deps.db.$queryRaw<{ text: string }[]>`
    SELECT n::text || encode(n.ciphertext, 'escape') AS text FROM dossier_note n UNION ALL SELECT a::text FROM audit_line a`;
  for (const { text } of rows) expect(text).not.toContain('Canarinote');
  const lines = await api.deps.db.auditLine.findMany({ where: { action: 'note.add' } });
  expect(lines).toHaveLength(2);
});

it('says what is missing, and what kind of file is read', async () => {
  expect(await add()).toMatchObject({ status: 422, body: { errors: [{ path: 'text', code: 'CHAMP_OBLIGATOIRE' }] } });
  expect((await add({ file: Buffer.from('MZ no document') })).body.errors[0].code).toBe('FICHIER_TYPE_REFUSE');
  expect(await listed()).toHaveLength(2);
});

it('is withdrawn by its author or by an administrator of the Caf, with a file that no other note holds', async () => {
  const [joined] = await listed();
  const again = await add({ text: 'Le même fichier', file: PDF });
  const own = await add({ text: 'De l’administratrice', token: admin });
  expect((await api.call('DELETE', at(`/${own.body.id}`), { token: agent })).status).toBe(403);
  expect(await listed()).toMatchObject([{ withdrawable: false }, {}, {}, {}]);
  expect((await api.call('DELETE', at(`/${joined.id}`), { token: admin })).status).toBe(204);
  expect((await api.call('DELETE', at(`/${joined.id}`), { token: admin })).status).toBe(404);
  expect(await download(again.body.id, agent)).toEqual([200, PDF.toString()]);
  expect((await api.call('DELETE', at(`/${again.body.id}`), { token: agent })).status).toBe(204);
  expect(await api.deps.db.attachment.count()).toBe(0);
  expect(await api.deps.db.auditLine.count({ where: { action: 'note.withdraw' } })).toBe(2);
});

it('is gone at the term of files, counted from the end of its dossier (S7)', async () => {
  await add({ text: 'Reste', file: PDF });
  const cancelled = await api.call('POST', `/processes/${encodeURIComponent(dossier)}/cancel`, {
    ...{ token: agent, body: { reason: 'Doublon' } },
  });
  expect(cancelled.status).toBe(200);
  expect(await listed()).not.toEqual([]);
  const closedAt = new Date(api.now.getTime() - DEFAULT_RETENTION.files - 1_000);
  await api.deps.db.process.update({ where: { id: dossier }, data: { closedAt } });
  // gone from the answers at once, from the tables by the next purge
  expect(await listed()).toEqual([]);
  const purge = purgeOn(api.deps.db, DEFAULT_RETENTION);
  while (await purge('files', api.now));
  expect(await api.deps.db.dossierNote.count()).toBe(0);
  expect(await api.deps.db.attachment.count()).toBe(0);
});
