import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { PARTNER_KINDS, type PartnerKind, partnerPeople } from '../test/partnerPeople.ts';
import { inventedSiret } from '../test/people.ts';
import { routes } from './routes/index.ts';

const KINDS = PARTNER_KINDS;
type Kind = PartnerKind;

let api: TestApi;
let tokens: Record<Kind, string>;
/** objects of another organisme of the same Caf, and of the caller's own */
let foreign: Record<string, string>;
let own: Record<string, string>;

beforeAll(async () => {
  api = await startApi();
  const people = await partnerPeople(api);
  const { partnerId, groupId, userId, person } = people;
  const other = await api.call('POST', '/partners', {
    token: await api.as('agent93'),
    body: partnerBody({ siret: inventedSiret(20) }),
  });
  const stranger = await person('MCP000AUTRE', other.body.id);
  const { conventionId } = await api.deps.db.group.findUniqueOrThrow({ where: { id: groupId } });
  const facts = { code: 'T2X', label: 'T2 Autres', managerId: stranger, createdBy: stranger, createdAt: api.now };
  await api.deps.db.group.create({
    data: { id: 'autre', partnerId: other.body.id, conventionId, service: 'CDAP', ...facts },
  });
  foreign = { partners: other.body.id, groups: 'autre', users: stranger };
  own = { partners: partnerId, groups: groupId, users: userId };
  tokens = people.tokens;
});
afterAll(() => api.stop());

const OPERATIONS = routes.filter(
  ({ path, roles }) => /^\/(partners|groups|users)\/\{id\}/.test(path) && Array.isArray(roles),
);

async function read(kind: Kind, path: string, ids: Record<string, string>): Promise<number> {
  const query = path.endsWith('/diagnosis') ? '?service=CDAP' : '';
  const target = path.replace('{id}', ids[path.split('/')[1] ?? ''] ?? 'none');
  return (await api.call('GET', `${target}${query}`, { token: tokens[kind] })).status;
}

describe('a partner’s people and another organisme (S5)', () => {
  const reads = OPERATIONS.filter((one) => one.method === 'get');
  it.each(reads.flatMap((one) => KINDS.map((kind) => [one.path, kind] as const)))(
    'GET %s as %s: refused',
    async (path, kind) => {
      expect([403, 404]).toContain(await read(kind, path, foreign));
    },
  );

  it.each([
    ['administrateur', [200, 200, 200, 200]],
    ['gestionnaire', [200, 200, 200, 200]],
    ['utilisateur', [403, 403, 403, 200]],
  ] as const)('in the own organisme, %s reads what the matrix says', async (kind, expected) => {
    const paths = ['/partners/{id}/groups', '/groups/{id}', '/groups/{id}/members', '/users/{id}'];
    expect(await Promise.all(paths.map((path) => read(kind, path, own)))).toEqual(expected);
    expect(await Promise.all(paths.map((path) => read(kind, path, foreign)))).toEqual([404, 404, 404, 404]);
  });
});

describe('what is another organisme’s is not changed by valid requests (S5)', () => {
  const acts: [string, string, unknown][] = [
    ['POST', '/partners/{id}/users', { firstName: 'Zoé', lastName: 'Lam', email: 'zoe.lam@essai.example' }],
    ['POST', '/partners/{id}/users/import', new FormData()],
    ['POST', '/partners/{id}/groups', { service: 'CDAP', code: 'T2Y', label: 'T2 Y', managerId: 'x' }],
    ['POST', '/partners/{id}/administrators', { leavingUserId: null, incomingUserId: 'x' }],
    ['POST', '/partners/{id}/user-requests', { what: 'close', userId: 'x' }],
    ['POST', '/partners/{id}/service-requests', { services: ['CDAP'], profiles: ['T2'] }],
    ['POST', '/partners/{id}/convention-end', { endsOn: '2026-12-31', reason: 'x' }],
    ['POST', '/partners/{id}/convention-end/renounce', { reason: 'x' }],
    ['POST', '/users/{id}/diagnosis/ask', { service: 'CDAP' }],
    ['POST', '/partners/{id}/security-incidents', { what: 'Essai', userIds: ['x'] }],
    ['POST', '/partners/{id}/afas/profiles', { userId: 'x', role: 'FDA' }],
    ['DELETE', '/partners/{id}/afas/profiles/{profileId}', undefined],
    ['PATCH', '/groups/{id}', { label: 'T2 Pris' }],
    ['POST', '/groups/{id}/close', { reason: 'x' }],
    ['PUT', '/groups/{id}/role', { role: 'T2' }],
    ['DELETE', '/groups/{id}/role', undefined],
    ['PUT', '/groups/{id}/manager', { managerId: 'autre' }],
    ['POST', '/groups/{id}/members', { userId: 'autre' }],
    ['DELETE', '/groups/{id}/members/{userId}', undefined],
    ['PATCH', '/users/{id}', { phone: '0148000000' }],
    ['POST', '/users/{id}/reactivate', {}],
  ];
  it('covers every changing operation that a partner’s people may ask for', () => {
    const declared = OPERATIONS.filter(
      ({ method, roles }) => method !== 'get' && KINDS.some((kind) => (roles as readonly string[]).includes(kind)),
    );
    expect(acts.map(([method, path]) => `${method} ${path}`).sort()).toEqual(
      declared.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort(),
    );
  });

  it.each(acts)('%s %s', async (method, path, body) => {
    const facts = () =>
      Promise.all([
        api.deps.db.group.findMany({ where: { partnerId: foreign.partners ?? '' } }),
        api.deps.db.user.findMany({ where: { partnerId: foreign.partners ?? '' } }),
        api.deps.db.membership.count(),
        api.deps.db.process.count(),
        api.deps.db.afasProfile.count(),
      ]);
    const before = await facts();
    const target = path
      .replace('{id}', foreign[path.split('/')[1] ?? ''] ?? '')
      .replace('{userId}', own.users ?? '')
      .replace('{profileId}', 'x');
    for (const kind of KINDS) {
      const { status } = await api.call(method, target, {
        token: tokens[kind],
        ...(body instanceof FormData ? { raw: body } : { body }),
      });
      expect([kind, [403, 404].includes(status)]).toEqual([kind, true]);
    }
    expect(await facts()).toEqual(before);
  });
});
