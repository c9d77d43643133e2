import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { openTuteurs } from '../ops/seed/tuteurs.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';

let api: TestApi;
let helene: string;
let karim: string;
let partnerId: string;
/** Cdap T9, and the Espace Tuteur's */
let t9: string;
const TUTEUR = 'tuteurs';

beforeAll(async () => {
  api = await startApi();
  await openTuteurs(api.deps.db, await hashPassword(PASSWORD), api.now);
  const as = async (login: string) =>
    (await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } })).body.token;
  [helene, karim] = [await as('MCP00000501'), await as('MCP00000502')];
  const { db } = api.deps;
  partnerId = (await db.partner.findFirstOrThrow({ where: { siret: '99992245300017' } })).id;
  const group = await db.group.findFirstOrThrow({ where: { partnerId, code: 'T9MAJ' } });
  t9 = group.id;
  const { conventionId, createdBy } = group;
  const words = { service: 'TUTEUR', code: 'TUT', label: 'Tuteurs', role: 'TUTEUR', createdBy, createdAt: api.now };
  await db.group.create({ data: { id: TUTEUR, partnerId, conventionId, ...words } });
});
afterAll(() => api.stop());

const patch = (id: string, body: object, token = helene) => api.call('PATCH', `/groups/${id}`, { token, body });
const openTuteur = async (state: string) => {
  const { db } = api.deps;
  const { id: _, ...cdap } = await db.openedService.findFirstOrThrow({ where: { partnerId, service: 'CDAP' } });
  const bulletin = await db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONTRAT' } });
  await db.openedService.create({ data: { ...cdap, id: 'tuteur', service: 'TUTEUR', bulletinId: bulletin.id, state } });
};

describe('the switch of a group (TUT-5)', () => {
  it('is off by default, put on by who may shape groups, journalled, and takes T9 at once where the space is open', async () => {
    expect((await api.call('GET', `/groups/${t9}`, { token: helene })).body).toMatchObject({
      ...{ exclusiveT9: false, t9SuspendedAt: null, establishments: [] },
    });
    expect((await patch(t9, { exclusiveT9: true }, karim)).status).toBe(403);
    // in mode délégué the organisme does it itself (RGT-17)
    expect((await patch(t9, { exclusiveT9: true }, await api.as('agent93'))).body.rule).toBe('RGT-17');
    expect(await patch(t9, { exclusiveT9: true })).toMatchObject({
      ...{ status: 200, body: { exclusiveT9: true, t9SuspendedAt: null } },
    });
    await patch(t9, { exclusiveT9: false });
    await openTuteur('OUVERTE');
    expect((await patch(t9, { exclusiveT9: true })).body.t9SuspendedAt).toBe(api.now.toISOString());
    expect((await patch(t9, { exclusiveT9: false })).body.t9SuspendedAt).toBeNull();
    const lines = await api.deps.db.auditLine.findMany({ where: { entityId: t9, action: 'group.exclusiveT9' } });
    expect(lines.map(({ after }) => after)).toEqual([
      { exclusiveT9: true },
      { exclusiveT9: false },
      { exclusiveT9: true, t9SuspendedAt: api.now.toISOString() },
      { exclusiveT9: false, t9SuspendedAt: null },
    ]);
    expect(await api.deps.db.auditLine.count({ where: { entityId: t9, action: 'group.edit' } })).toBe(0);
  });

  it('follows the role: detached, the group gives nothing; attached again, T9 is taken at once', async () => {
    await patch(t9, { exclusiveT9: true });
    await api.call('DELETE', `/groups/${t9}/role`, { token: helene });
    const taken = async () => (await api.deps.db.group.findUniqueOrThrow({ where: { id: t9 } })).t9SuspendedAt;
    expect(await taken()).toBeNull();
    await api.call('PUT', `/groups/${t9}/role`, { token: helene, body: { role: 'T9' } });
    expect(await taken()).toEqual(api.now);
    await patch(t9, { exclusiveT9: false });
  });
});

describe('the establishments that a group is limited to (TUT-18)', () => {
  it('are SIRETs of the SIREN, each once; none means all; every fault at once', async () => {
    const limited = await patch(TUTEUR, { establishments: ['999 922 453 00025', '99992245300025', '99992245300033'] });
    expect(limited).toMatchObject({ status: 200, body: { establishments: ['99992245300025', '99992245300033'] } });
    const refused = await patch(TUTEUR, { label: 'Autre', establishments: ['99995255900014', '99992245300025'] });
    expect([refused.status, refused.body.code, refused.body.errors]).toEqual([
      ...[422, 'SIREN_DIFFERENT'],
      [expect.objectContaining({ path: 'establishments.0', code: 'SIREN_DIFFERENT' })],
    ]);
    expect((await patch(TUTEUR, { establishments: ['123'] })).body.errors[0].path).toBe('establishments.0');
    expect((await patch(TUTEUR, { establishments: [] })).body.establishments).toEqual([]);
    const line = await api.deps.db.auditLine.findFirstOrThrow({
      where: { entityId: TUTEUR, action: 'group.establishments' },
    });
    expect(line.after).toEqual({ establishments: ['99992245300025', '99992245300033'] });
  });

  it('what makes no difference to a group is refused: each switch where it acts, and nowhere else', async () => {
    const both = { exclusiveT9: true, establishments: ['99992245300025'] };
    const codes = async (id: string) =>
      (await patch(id, both)).body.errors.map(({ path, code }: { path: string; code: string }) => [path, code]);
    expect(await codes(t9)).toEqual([['establishments', 'SANS_EFFET']]);
    expect(await codes(TUTEUR)).toEqual([['exclusiveT9', 'SANS_EFFET']]);
    expect((await api.deps.db.group.findUniqueOrThrow({ where: { id: TUTEUR } })).establishments).toEqual([]);
  });
});
