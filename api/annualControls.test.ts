import { describe, expect, it } from '@jest/globals';
import { createUser } from '../adapters/store/people/users.ts';
import { purgeOn } from '../adapters/store/purge.ts';
import { DEFAULT_RETENTION } from '../domain/policy/retention.ts';
import { type Answer, partnerBody } from '../test/api.ts';
import {
  complete,
  control,
  controls,
  files,
  give,
  mails,
  openControls,
  PDF,
  people,
  start,
  user,
} from '../test/controls.ts';
import { inventedSiret } from '../test/people.ts';
import { api, claire, partnerId } from '../test/peupliers.ts';

openControls();

describe('a yearly control (OBL-15, REQ-9, TIME-3)', () => {
  let id: string;

  it('is begun by an agent of the partner’s Caf, once per year; what is found is listed', async () => {
    expect((await start(2026, 'agent75')).status).toBe(404);
    expect((await start(2026, 'national')).status).toBe(403);
    expect((await api.call('POST', controls(), { token: claire, body: { year: 2026, sampleSize: 5 } })).status).toBe(
      403,
    );
    expect(await start(2027)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'year', code: 'ANNEE_A_VENIR' }] },
    });
    expect(await start(2026, 'agent93', 0)).toMatchObject({ status: 422, body: { errors: [{ path: 'sampleSize' }] } });
    const started = await start(2026);
    expect(started).toMatchObject({
      status: 202,
      body: { year: 2026, state: 'PIECES_DEMANDEES', people: 3, gaps: 0, waitingFor: { who: 'PARTENAIRE' } },
    });
    id = started.body.id;
    expect(started.headers.get('location')).toBe(`/api/v1/processes/${id}`);
    expect(await start(2026)).toMatchObject({ status: 409, body: { code: 'PROCESSUS_EN_COURS', processId: id } });
    const { items, accesses, lastUses } = started.body;
    expect(
      items.map((one: { about: string; user: { name: string } }) => `${one.about} ${one.user.name}`).sort(),
    ).toEqual(['T1 Nadia Essai', 'T4 Omar Essai', 'T9 Zoé Essai']);
    expect(accesses).toEqual([{ service: 'CDAP', people: 3, unused: 0 }]);
    expect(lastUses.map((one: { at: string | null }) => one.at)).toEqual([null, null, null]);
    expect(await mails(id)).toEqual(['MAIL-36']);
  });

  it('is read by the administrateur and the Caf; not by another partner’s administrateur or another Caf', async () => {
    expect((await control(id)).state).toBe('PIECES_DEMANDEES');
    expect((await api.call('GET', controls(), { token: claire })).body.items).toMatchObject([
      { id, year: 2026, people: 3 },
    ]);
    expect((await api.call('GET', controls(), { token: await api.as('admin75') })).status).toBe(404);
    expect((await api.call('GET', `/annual-controls/${id}`, { token: await api.as('admin75') })).status).toBe(404);
    const other = await api.call('POST', '/partners', {
      token: await api.as('agent93'),
      body: partnerBody({ siret: inventedSiret(31) }),
    });
    const names = { firstName: 'Anne', lastName: 'Roy', email: 'anne.roy@tilleuls.example', login: 'MCP000AUTRE' };
    const stranger = await createUser(
      api.deps.db,
      { ...names, roles: [], partnerId: other.body.id, password: null },
      api.now,
    );
    const { passwordHash } = await user(
      (await api.deps.db.user.findFirstOrThrow({ where: { login: 'mcp00000093' } })).id,
    );
    await api.deps.db.user.update({ where: { id: stranger }, data: { passwordHash, administrateurSince: api.now } });
    const entered = await api.call('POST', '/auth/login', {
      body: { login: 'MCP000AUTRE', password: 'quatre mots sans aucun lien' },
    });
    const token = entered.body.token as string;
    expect((await api.call('GET', `/annual-controls/${id}`, { token })).status).toBe(404);
    expect((await api.call('GET', controls(), { token })).status).toBe(404);
    expect((await give(id, `T1-${people.nadia}`, { file: PDF }, token)).status).toBe(404);
    expect((await api.call('GET', `/partners/${other.body.id}/annual-controls`, { token })).body.items).toEqual([]);
  });

  it('takes what is asked for: files known by their content and kept sealed, a number by its rule (S8, FMT-8)', async () => {
    const { nadia, omar, zoe } = people;
    const faults = async (answer: Promise<Answer>) =>
      (await answer).body.errors?.map((one: { path: string; code: string }) => `${one.path} ${one.code}`);
    expect(await faults(give(id, `T1-${nadia}`, {}))).toEqual(['file CHAMP_OBLIGATOIRE']);
    expect(await faults(give(id, `T1-${nadia}`, { file: Buffer.from('<html>') }))).toEqual([
      'file FICHIER_TYPE_REFUSE',
    ]);
    expect(await faults(give(id, `T4-${omar}`, { numeroInstructeur: '93C05501' }))).toEqual([
      'numeroInstructeur NUMERO_INSTRUCTEUR_INVALIDE',
    ]);
    expect(await faults(give(id, `T9-${zoe}`, { titre: 'JUGEMENT' }))).toEqual(['file CHAMP_OBLIGATOIRE']);
    expect((await give(id, 'T1-personne', { file: PDF })).status).toBe(404);
    expect(await files(id)).toBe(0);

    expect((await give(id, `T1-${nadia}`, { file: PDF })).status).toBe(200);
    const better = Buffer.concat([PDF, PDF]);
    expect((await give(id, `T1-${nadia}`, { file: better })).status).toBe(200);
    // the one that was replaced is gone
    expect(await files(id)).toBe(1);
    const kept = await api.deps.db.attachment.findFirstOrThrow({ where: { processId: id } });
    expect(Buffer.from(kept.ciphertext).includes('%PDF')).toBe(false);
    const file = `/annual-controls/${id}/items/T1-${nadia}/file`;
    expect((await api.call('GET', file, { token: claire })).status).toBe(403);
    expect((await api.call('GET', file, { token: await api.as('admin75') })).status).toBe(404);
    const saved = await api.call('GET', file, { token: await api.as('agent93') });
    expect([saved.status, saved.headers.get('content-disposition'), saved.body]).toEqual([
      200,
      'attachment; filename="piece-t1.pdf"',
      better.toString(),
    ]);
    expect(
      (await api.call('GET', `/annual-controls/${id}/items/T4-${omar}/file`, { token: await api.as('agent93') }))
        .status,
    ).toBe(404);
  });

  it('goes to the Caf once all is there; a refused file leaves nothing behind', async () => {
    const { nadia, omar, zoe } = people;
    await give(id, `T4-${omar}`, { numeroInstructeur: '093 d 055 01' });
    const all = await give(id, `T9-${zoe}`, { titre: 'DESIGNATION_CD', file: PDF });
    expect(all.body).toMatchObject({ state: 'EXAMINE', waitingFor: { who: 'CAF' } });
    expect(await give(id, `T1-${nadia}`, { file: Buffer.concat([PDF, Buffer.from('autre')]) })).toMatchObject({
      status: 409,
      body: { code: 'RIEN_A_FOURNIR' },
    });
    expect(await files(id)).toBe(2);
  });

  it('gaps are told, corrected by a new proof or a withdrawn access, checked, and the rest is verified on the person', async () => {
    const { nadia, omar, zoe } = people;
    expect(await complete(id, 'gaps', { gaps: {} })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'gaps' }] },
    });
    expect(await complete(id, 'gaps', { ecarts: 'x' })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'CHAMP_INCONNU' }] },
    });
    const gaps = { [`T1-${nadia}`]: 'Diplôme illisible', [`T4-${omar}`]: "Ce numéro n'est pas le sien" };
    expect((await complete(id, 'gaps', { gaps })).status).toBe(200);
    expect(await control(id)).toMatchObject({ state: 'ECARTS', gaps: 2, waitingFor: { who: 'PARTENAIRE' } });
    expect((await user(zoe)).titre).toBe('DESIGNATION_CD');
    expect((await user(nadia)).diplomeVerifieLe).toBeNull();
    expect(await mails(id)).toEqual(['MAIL-36', 'MAIL-81']);
    // an unasked one
    expect((await give(id, `T9-${zoe}`, { titre: 'JUGEMENT', file: PDF })).status).toBe(409);

    await give(id, `T1-${nadia}`, { file: Buffer.concat([PDF, Buffer.from('lisible')]) });
    expect(await complete(id, 'reject', {}, `T1-${nadia}`)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'reason' }] },
    });
    await complete(id, 'reject', { reason: 'Toujours illisible' }, `T1-${nadia}`);
    await give(id, `T1-${nadia}`, { file: Buffer.concat([PDF, Buffer.from('net')]) });
    expect((await complete(id, 'accept', {}, `T1-${nadia}`)).status).toBe(200);
    expect((await user(nadia)).diplomeVerifieLe).toEqual(api.now);

    // the administrateur takes Omar out of his group: the control is told to look
    const group = await api.deps.db.group.findFirstOrThrow({ where: { partnerId, role: 'T4' } });
    await api.call('DELETE', `/groups/${group.id}/members/${omar}`, { token: claire });
    await api.sweep(id);
    const item = (await control(id)).items.find((one: { id: string }) => one.id === `T4-${omar}`);
    expect(item.gap).toMatchObject({ correction: 'ACCES_RETIRE', corrected: false });
    expect((await complete(id, 'accept', {}, `T4-${omar}`)).status).toBe(200);
    expect(await control(id)).toMatchObject({ state: 'ECARTS_CORRIGES', gaps: 0, waitingFor: null });
    expect((await mails(id)).at(-1)).toBe('MAIL-83');
  });

  it('its files are kept for their term, then neither given nor kept; what was seen stays (S7)', async () => {
    const { db } = api.deps;
    const token = await api.as('agent93');
    const file = () => api.call('GET', `/annual-controls/${id}/items/T1-${people.nadia}/file`, { token });
    const ended = async (ago: number) =>
      db.process.update({ where: { id }, data: { closedAt: new Date(api.now.getTime() - ago) } });
    const proof = async () =>
      (await control(id)).items.find((one: { id: string }) => one.id === `T1-${people.nadia}`).proof;
    const purge = () => purgeOn(db, DEFAULT_RETENTION)('files', api.now);
    const lines = await db.auditLine.count({ where: { processId: id } });
    await ended(DEFAULT_RETENTION.files - 1_000);
    await purge();
    expect([(await file()).status, await proof()]).toMatchObject([200, { file: true, filePurged: false }]);
    const before = await files(id);
    expect(before).toBeGreaterThan(0);
    // over: already before the hourly purge has run
    await ended(DEFAULT_RETENTION.files + 1_000);
    expect([(await file()).status, await proof(), await files(id)]).toMatchObject([
      404,
      { file: true, filePurged: true },
      before,
    ]);
    await purge();
    expect([await files(id), (await control(id)).state]).toEqual([0, 'ECARTS_CORRIGES']);
    expect(await db.auditLine.count({ where: { processId: id } })).toBe(lines);
  });

  it('another diploma is one that nobody has verified (REQ-9)', async () => {
    const edit = (qualification: string) =>
      api.call('PATCH', `/users/${people.nadia}`, { token: claire, body: { qualification } });
    expect((await edit('AS')).body.diplomeVerifieLe).toBe(api.now.toISOString());
    expect((await edit('CESF')).body.diplomeVerifieLe).toBeNull();
  });
});
