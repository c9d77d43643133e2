import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES } from '../domain/service/services.ts';
import { addMember, api, attachRole, claire, claireId, createGroup, openPeupliers } from '../test/peupliers.ts';

const [cdap, esat] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
let groupId: string;
openPeupliers();
beforeAll(async () => {
  api.deps.serviceTokens = [
    { service: 'CDAP', token: cdap },
    { service: 'ESAT', token: esat },
  ];
  await api.deps.db.user.update({ where: { id: claireId }, data: { numeroInstructeur: '093A12301' } });
  groupId = (await createGroup({ code: 'T4RSA', label: 'T4 RSA', profile: 'T4', managerId: claireId })).body.id;
  await addMember(groupId, claireId);
});

const check = (body: object, token = cdap) => api.call('POST', '/access/check', { token, body });
const use = (body: object, token = cdap) => api.call('POST', '/access/use', { token, body });

describe('a service that cannot do OpenID asks by its own token (SVC-9)', () => {
  it('is told what a token would carry, by the identifiant in any case or by the subject', async () => {
    await attachRole(groupId, 'T4');
    const told = { allowed: true, subject: claireId, roles: ['T4'], profiles: ['T4'], numeroInstructeur: '093A12301' };
    for (const named of [{ login: 'MCP00000093' }, { login: 'mcp00000093' }, { subject: claireId }])
      expect(await check({ ...named, service: 'CDAP' })).toMatchObject({ status: 200, body: told });
  });

  it('of who is not habilitated, is given the page that says why', async () => {
    await api.call('DELETE', `/groups/${groupId}/role`, { token: claire });
    const { body } = await check({ subject: claireId, service: 'CDAP' });
    expect(body).toEqual({
      ...{ allowed: false, subject: claireId, roles: [], profiles: [] },
      diagnosis: {
        message: `Vous n'avez pas accès au service « ${SERVICES.CDAP} » aujourd'hui.`,
        page: `${api.deps.publicUrl}/comptes/${claireId}/diagnostic?service=CDAP`,
      },
    });
    await attachRole(groupId, 'T4');
  });

  it.each([
    ['no token', undefined, { login: 'MCP00000093', service: 'CDAP' }, 401],
    ['another token', 'x'.repeat(32), { login: 'MCP00000093', service: 'CDAP' }, 401],
    ['another token, whatever it says', 'x'.repeat(32), {}, 401],
    ['for another service', esat, { login: 'MCP00000093', service: 'CDAP' }, 403],
    ['nobody', cdap, { login: 'MCP99999999', service: 'CDAP' }, 404],
    ['nobody named', cdap, { service: 'CDAP' }, 422],
    ['named twice', cdap, { login: 'MCP00000093', subject: 'x', service: 'CDAP' }, 422],
  ])('%s is refused', async (_, token, body, status) => {
    expect((await api.call('POST', '/access/check', { token, body })).status).toBe(status);
  });

  it('opens nothing to a session, nor a session to it', async () => {
    expect((await check({ login: 'MCP00000093', service: 'CDAP' }, claire)).status).toBe(401);
    expect((await api.call('GET', '/me', { token: cdap })).status).toBe(401);
  });
});

describe('each consultation is told as a use (TIME-2)', () => {
  const reference = async () =>
    (await api.deps.db.serviceUse.findFirstOrThrow({ where: { userId: claireId, service: 'CDAP' } })).referenceAt;

  it('begins the year anew, and is no use of who is not habilitated', async () => {
    await attachRole(groupId, 'T4');
    api.now = new Date(api.now.getTime() + 60_000);
    expect((await use({ subject: claireId })).status).toBe(204);
    expect(await reference()).toEqual(api.now);
    await api.call('DELETE', `/groups/${groupId}/role`, { token: claire });
    expect((await use({ subject: claireId })).status).toBe(403);
    expect((await use({ subject: claireId }, 'x'.repeat(32))).status).toBe(401);
  });
});
