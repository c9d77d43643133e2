import { beforeAll, describe, expect, it } from '@jest/globals';
import { urlOf } from '../adapters/mail/mailMessage.ts';
import { createUser } from '../adapters/store/people/users.ts';
import { CHANGED } from '../domain/decision/changes.ts';
import type { LinkRef } from '../domain/mail/types.ts';
import { formsOf, pageOf, press } from '../test/forms.ts';
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

describe('the data of somebody of the Caf itself, at their request (S7)', () => {
  const wish = async (kind: 'admin93' | 'admin75' | 'agent93', body: Record<string, unknown>) =>
    api.call('POST', '/data-requests', { token: await api.as(kind), body: { asked: 'Courrier du 3 mars', ...body } });
  const person = { login: 'leila.roux@caf93.example', email: 'leila.roux@caf93.example' };
  let leila: string;
  beforeAll(async () => {
    const about = { ...person, firstName: 'Leïla', lastName: 'Roux', roles: ['agent'], caf: '93', password: null };
    leila = await createUser(api.deps.db, about, api.now);
  });

  it('is given by a link of their own, begun by the administrator of their Caf alone', async () => {
    const { login } = person;
    expect((await wish('agent93', { login, wish: 'EXPORT' })).status).toBe(403);
    // the same for another Caf's people, for a partner's, and for nobody (S5)
    for (const [kind, named] of [
      ['admin75', login],
      ['admin93', 'MCP0000NAD1'],
      ['admin93', 'personne'],
    ] as const)
      expect(await wish(kind, { login: named, wish: 'EXPORT' })).toMatchObject({
        ...{ status: 422, body: { errors: [{ path: 'login', code: 'PERSONNE_INCONNUE' }] } },
      });
    const begun = await wish('admin93', { login, wish: 'EXPORT' });
    expect(begun).toMatchObject({ status: 202, body: { userId: leila, state: 'A_RETIRER', caf: '93' } });
    const { params, recipient } = await mailOf(begun.body.id);
    expect([params.template, recipient]).toEqual(['MAIL-103', person.email]);
    const file = await fetch(`${urlOf(params.link, recipient, api.url, api.deps.secrets)}/fichier`);
    expect(((await file.json()) as { compte: unknown }).compte).toMatchObject({ prenom: 'Leïla', nom: 'Roux' });
  });

  it('is erased once the account is closed, not while they are in office', async () => {
    const asked = { login: person.login, wish: 'EFFACEMENT' };
    expect(await wish('admin93', asked)).toMatchObject({ status: 409, body: { code: 'ETAT_INCOMPATIBLE' } });
    await api.deps.db.user.update({ where: { id: leila }, data: { closesOn: '2020-01-01', closedAt: api.now } });
    const { body } = await wish('admin93', asked);
    expect((await mailOf(body.id)).params.template).toBe('MAIL-104');
    api.now = new Date(body.until);
    await api.tick(body.id);
    expect((await api.deps.db.process.findUniqueOrThrow({ where: { id: body.id } })).state).toBe('EFFACE');
    const erased = await api.deps.db.user.findUniqueOrThrow({ where: { id: leila } });
    expect(erased).toMatchObject({ firstName: 'Compte', lastName: 'effacé', erasedAt: new Date(body.until) });
    api.now = start;
  });

  it('is begun from « Ma Caf », by the administrator', async () => {
    const admin = await api.as('admin93');
    const login = 'paul.lenoir@caf93.example';
    const about = { login, email: login, firstName: 'Paul', lastName: 'Lenoir', roles: ['agent'], caf: '93' };
    await createUser(api.deps.db, { ...about, password: null }, api.now);
    expect(await pageOf(api, '/ma-caf', admin)).toContain('href="/ma-caf/donnees"');
    const forms = formsOf(await pageOf(api, '/ma-caf/donnees', admin), '/ma-caf/donnees');
    const copy = forms.find(({ action }) => action === '/ma-caf/donnees/copie');
    if (copy === undefined) throw new Error('no form of the copy');
    const wrong = await press(api, copy, admin, { login: 'personne', asked: 'Courrier' });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('Personne de votre Caf')]);
    const done = await press(api, copy, admin, { login, asked: 'Courrier' });
    expect([done.status, done.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/donnees\//)]);
    expect(await pageOf(api, done.headers.get('location') ?? '', admin)).toContain('Copie à retirer');
  });
});

describe('the data of people of the Cnaf and of operators, who belong to no Caf (S7)', () => {
  const wish = async (kind: 'national' | 'admin93' | 'operator', login: string, what = 'EXPORT') =>
    api.call('POST', '/data-requests', { token: await api.as(kind), body: { login, wish: what, asked: 'Courrier' } });
  const made = async (login: string, roles: string[]) =>
    createUser(
      api.deps.db,
      { login, email: login, firstName: 'Odile', lastName: 'Sarr', roles, caf: null, password: null },
      api.now,
    );

  it('are given, and erased once the account is closed, by the Cnaf alone, which reaches nobody else’s', async () => {
    const odile = await made('odile.sarr@cnaf.example', ['national']);
    const paul = await made('paul.exploitant@cnaf.example', ['operator']);
    expect((await wish('operator', 'odile.sarr@cnaf.example')).status).toBe(403);
    for (const [kind, login] of [
      ['admin93', 'odile.sarr@cnaf.example'],
      ['national', 'admin93@passerelle.example'],
      ['national', 'MCP0000NAD1'],
      ['national', 'personne'],
    ] as const)
      expect(await wish(kind, login)).toMatchObject({ status: 422, body: { errors: [{ code: 'PERSONNE_INCONNUE' }] } });
    const copy = await wish('national', 'paul.exploitant@cnaf.example');
    expect(copy).toMatchObject({ status: 202, body: { userId: paul, state: 'A_RETIRER' } });
    const { params, recipient } = await mailOf(copy.body.id);
    const file = await fetch(`${urlOf(params.link, recipient, api.url, api.deps.secrets)}/fichier`);
    expect(((await file.json()) as { compte: unknown }).compte).toMatchObject({ prenom: 'Odile', nom: 'Sarr' });

    expect(await wish('national', 'odile.sarr@cnaf.example', 'EFFACEMENT')).toMatchObject({ status: 409 });
    await api.deps.db.user.update({ where: { id: odile }, data: { closesOn: '2020-01-01', closedAt: api.now } });
    const { body } = await wish('national', 'odile.sarr@cnaf.example', 'EFFACEMENT');
    for (const [kind, status] of [
      ['national', 200],
      ['admin93', 404],
      ['operator', 403],
    ] as const)
      expect([
        kind,
        (await api.call('GET', `/data-requests/${body.id}`, { token: await api.as(kind) })).status,
      ]).toEqual([kind, status]);
    api.now = new Date(body.until);
    await api.tick(body.id);
    expect(await api.deps.db.user.findUniqueOrThrow({ where: { id: odile } })).toMatchObject({
      ...{ firstName: 'Compte', lastName: 'effacé', erasedAt: new Date(body.until) },
    });
    api.now = start;
  });

  it('are given up by the Cnaf, which does not read what a Caf’s people asked', async () => {
    const token = await api.as('national');
    await made('remy.sarr@cnaf.example', ['operator']);
    const { body } = await wish('national', 'remy.sarr@cnaf.example');
    const cancel = (id: string) =>
      api.call('POST', `/data-requests/${id}/cancel`, { token, body: { reason: 'Pas la bonne personne' } });
    expect(await cancel(body.id)).toMatchObject({ status: 200, body: { state: 'ANNULE' } });
    const others = (await begin('EXPORT')).body.id;
    expect([
      (await cancel(others)).status,
      (await api.call('GET', `/data-requests/${others}`, { token })).status,
    ]).toEqual([404, 404]);
    await api.call('POST', `/data-requests/${others}/cancel`, { token: agent, body: { reason: 'Essai' } });
  });

  it('are begun from the profile of who is of the Cnaf', async () => {
    const token = await api.as('national');
    const login = 'ines.sarr@cnaf.example';
    await made(login, ['national']);
    expect(await pageOf(api, '/mon-profil', token)).toContain('href="/ma-caf/donnees"');
    expect(await pageOf(api, '/mon-profil', await api.as('operator'))).not.toContain('href="/ma-caf/donnees"');
    const copy = formsOf(await pageOf(api, '/ma-caf/donnees', token), '').find(({ id }) => id === 'copie');
    if (copy === undefined) throw new Error('no form of the copy');
    const done = await press(api, copy, token, { login, asked: 'Courrier' });
    expect(await pageOf(api, done.headers.get('location') ?? '', token)).toContain('Copie à retirer');
  });
});

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
