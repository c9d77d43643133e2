import { beforeAll, describe, expect, it } from '@jest/globals';
import { urlOf } from '../adapters/mail/mailMessage.ts';
import { createUser } from '../adapters/store/people/users.ts';
import { CHANGED } from '../domain/decision/changes.ts';
import type { LinkRef } from '../domain/mail/types.ts';
import { api, openPeupliers, partnerId } from '../test/peupliers.ts';
import { mountPages } from '../web/index.ts';

let nadia: string;
let agent: string;
let start: Date;
openPeupliers(mountPages);
beforeAll(async () => {
  const person = {
    login: 'MCP0000NAD1',
    email: 'nadia.ferrand@peupliers.example',
    firstName: 'Nadia',
    lastName: 'Ferrand',
  };
  nadia = await createUser(api.deps.db, { ...person, roles: [], partnerId, password: null }, api.now);
  agent = await api.as('agent93');
  start = api.now;
});
const begin = (wish: string) =>
  api.call('POST', `/users/${nadia}/data-requests`, { token: agent, body: { wish, asked: 'Courrier du 3 mars' } });
const mailOf = async (processId: string) => {
  const { params, recipient } = await api.deps.db.mail.findFirstOrThrow({ where: { processId } });
  return { params: params as { template: string; link: LinkRef }, recipient };
};
const lines = async (processId: string) =>
  (
    await api.deps.db.auditLine.findMany({
      where: { processId, action: { not: CHANGED } },
      orderBy: { id: 'asc' },
    })
  ).map(({ action }) => action);

/** Somebody else's commands and rows of an import: of her by her address alone, of her account, and of who is called almost the same. */
async function namedByOthers(processId: string): Promise<void> {
  const { db } = api.deps;
  const asked = (n: number, email: string) => ({
    ...{
      id: `others-${n}`,
      key: `others-${n}`,
      actorId: 'agent',
      bodyHash: '',
      processId,
      notAfter: start,
      createdAt: start,
    },
    act: { type: 'complete', email },
    ...{ actor: { id: 'agent', role: 'agent', label: 'Agent', ip: null }, outcome: { status: 'done' }, doneAt: start },
  });
  await db.command.createMany({
    data: [asked(1, 'Nadia.Ferrand@peupliers.example'), asked(2, 'nadia.ferran@peupliers.example')],
  });
  const row = (n: number, state: string, email: string, firstName: string, userId: string | null = null) => ({
    ...{ processId, row: n, state, email, userId, reasons: [] },
    data: { input: { firstName, email }, groupIds: [] },
  });
  await db.userImportRow.createMany({
    data: [
      row(2, 'REFUSE', 'Nadia.FERRAND@peupliers.example', 'Nadia'),
      row(3, 'EXISTANT', 'n.ferrand@ailleurs.example', 'Nadia', nadia),
      row(4, 'REFUSE', 'nadia.ferran@peupliers.example', 'Nadja'),
    ],
  });
}

describe('a person’s data, at their request (S7, RGPD art. 15, 17, 20)', () => {
  it('is given as a file by a link of their own that expires: sealed until then, gone afterwards, told in the journal', async () => {
    const begun = await begin('EXPORT');
    expect(begun).toMatchObject({ status: 202, body: { wish: 'EXPORT', state: 'A_RETIRER', userId: nadia } });
    const { id, until } = begun.body;
    const { params, recipient } = await mailOf(id);
    expect([params.template, recipient]).toEqual(['MAIL-103', 'nadia.ferrand@peupliers.example']);
    const sealed = await api.deps.db.attachment.findFirstOrThrow({ where: { processId: id } });
    expect(Buffer.from(sealed.ciphertext).includes('Nadia')).toBe(false);

    const url = urlOf(params.link, recipient, api.url, api.deps.secrets);
    const page = await fetch(url);
    expect([page.status, (await page.text()).includes('Télécharger ma copie')]).toEqual([200, true]);
    const file = await fetch(`${url}/fichier`);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="donnees.json"');
    const copy = (await file.json()) as { compte: Record<string, unknown>; journal: { acte: string }[] };
    expect(copy.compte).toMatchObject({
      prenom: 'Nadia',
      nom: 'Ferrand',
      courriel: recipient,
      identifiant: 'MCP0000NAD1',
    });
    expect(JSON.stringify(copy)).not.toMatch(/passwordHash|password_hash|ciphertext/);
    const token = url.split('/').at(-1) ?? '';
    const byApi = await fetch(`${api.url}/api/v1/data-copies/${token}`);
    expect(byApi.status).toBe(200);
    const forged = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await fetch(`${api.url}/api/v1/data-copies/${forged}`)).status).toBe(404);
    expect((await fetch(`${api.url}/lien/${token}`)).status).toBe(404);
    expect(await lines(id)).toEqual(['personalData.start', 'personalData.fetch', 'personalData.fetch']);

    api.now = new Date(until);
    expect((await fetch(`${api.url}/api/v1/data-copies/${token}`)).status).toBe(410);
    await api.tick(id);
    expect((await api.deps.db.process.findUniqueOrThrow({ where: { id } })).state).toBe('EXPIRE');
    expect(await api.deps.db.attachment.count({ where: { processId: id } })).toBe(0);
  });

  it('is erased once the account is closed and its time has come: contracts, signatures and the journal stay as they are', async () => {
    api.now = start;
    expect(await begin('EFFACEMENT')).toMatchObject({ status: 409, body: { code: 'ETAT_INCOMPATIBLE' } });
    const { db } = api.deps;
    await db.user.update({
      where: { id: nadia },
      data: { closesOn: '2020-01-01', closedAt: api.now, phone: '+33148000000' },
    });
    const begun = await begin('EFFACEMENT');
    expect(begun).toMatchObject({ status: 202, body: { state: 'PREVU' } });
    const { id, until } = begun.body;
    const { params, recipient } = await mailOf(id);
    expect([params.template, recipient]).toEqual(['MAIL-104', 'nadia.ferrand@peupliers.example']);
    const kept = async () =>
      JSON.stringify([await db.signature.findMany(), await db.documentVersion.findMany()], (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      );
    const [before, journal] = [await kept(), await db.auditLine.findMany({ orderBy: { id: 'asc' } })];

    await namedByOthers(id);
    api.now = new Date(until);
    await api.tick(id);
    expect(await db.process.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'EFFACE', linkEmail: null });
    // what others asked and imported keeps its key and its outcome, and names nobody; what is about somebody else stays
    const [asked, other] = await db.command.findMany({
      where: { key: { startsWith: 'others-' } },
      orderBy: { key: 'asc' },
    });
    expect(asked).toMatchObject({ act: { type: 'complete' }, actor: { label: 'Agent' }, outcome: { status: 'done' } });
    expect(other?.act).toMatchObject({ email: 'nadia.ferran@peupliers.example' });
    expect(await db.userImportRow.findMany({ where: { processId: id }, orderBy: { row: 'asc' } })).toMatchObject([
      { row: 2, state: 'REFUSE', email: '', data: {} },
      { row: 3, state: 'EXISTANT', email: '', data: {} },
      { row: 4, email: 'nadia.ferran@peupliers.example', data: { input: { firstName: 'Nadja' } } },
    ]);
    expect(await db.user.findUniqueOrThrow({ where: { id: nadia } })).toMatchObject({
      ...{ firstName: 'Compte', lastName: 'effacé', phone: null, partnerId: null, erasedAt: new Date(until) },
    });
    for (const table of ['app_user', 'mail', 'session', 'process', 'attachment', 'command', 'user_import_row'])
      expect([
        table,
        JSON.stringify(await db.$queryRawUnsafe(`SELECT to_jsonb(t)::text FROM ${table} t`)).match(
          /ferrand|MCP0000NAD1/i,
        ),
      ]).toEqual([table, null]);
    expect(await kept()).toBe(before);
    // nothing of the journal was changed: it was added to
    const after = await db.auditLine.findMany({ orderBy: { id: 'asc' } });
    expect(after.slice(0, journal.length)).toEqual(journal);
    expect((await lines(id)).slice(-2)).toEqual(['personalData.erase', 'user.erase']);
  });
});
