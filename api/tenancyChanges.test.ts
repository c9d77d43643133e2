import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { givePartner } from '../adapters/store/partner/givePartner.ts';
import { type PersonKind, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { targetOf } from '../test/tenancy/asking.ts';
import { LINES } from '../test/tenancy/lines.ts';
import { objectsOf93 } from '../test/tenancy/objects.ts';
import { routes } from './routes/index.ts';

let api: TestApi;
let ids: Record<string, string>;
beforeAll(async () => {
  api = await startApi();
  ids = await objectsOf93(api);
});
afterAll(() => api.stop());

/** The least that this contract takes: what it demands, as short as it may be. One that demands more than a form is told by hand. */
function sampleOf(contract: z.ZodType): unknown {
  return leastOf(z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }));
}

function leastOf(schema: z.core.JSONSchema.BaseSchema): unknown {
  const { type, properties = {}, required = [], items, minItems = 0, minimum = 0 } = schema;
  if (schema.enum !== undefined) return schema.enum[0];
  if (type === 'object') return Object.fromEntries(required.map((name) => [name, of(properties[name])]));
  if (type === 'array') return Array.from({ length: minItems }, () => of(items));
  return type === 'string' ? 'x' : type === 'boolean' ? true : minimum;
}

const of = (one: unknown) => leastOf(one as z.core.JSONSchema.BaseSchema);

describe('Caf A changes nothing of Caf B (S5)', () => {
  const told: [string, string, unknown][] = [
    ['PATCH', '/partners/{id}', { phone: '0148000000' }],
    ['POST', '/partners/{id}/cna', { departments: ['77'], reason: 'x' }],
    ['POST', '/partners/{id}/avenants', { object: 'EXTENSION_PORTEE', departments: ['77'], reason: 'x' }],
    ['POST', '/partners/{id}/convention-end', { endsOn: '2026-12-31', reason: 'x' }],
    ['POST', '/partners/{id}/annual-controls', { year: 2026, sampleSize: 5 }],
    ['POST', '/partners/{id}/conventionnements', { services: ['ADONIS'] }],
    ['POST', '/partners/{id}/delegation-mode', { mode: 'CENTRALISE' }],
    ['POST', '/partners/{id}/users', { firstName: 'Anne', lastName: 'Roy', email: 'anne.roy2@tilleuls.example' }],
    ['POST', '/partners/{id}/administrators', { leavingUserId: null, incomingUserId: 'x' }],
    ['POST', '/partners/{id}/users/import', new FormData()],
    ['POST', '/user-imports/{id}/cancel', { reason: 'x' }],
    ['POST', '/signature-delegations/{id}/end', { until: '2099-01-01' }],
    ['POST', '/security-incidents/{id}/suspend', {}],
    ['POST', '/security-incidents/{id}/lift', {}],
    ['POST', '/partners/{id}/groups', { service: 'ESAT', code: 'X', label: 'X', managerId: 'x' }],
    ['PATCH', '/groups/{id}', { label: 'X' }],
    ['POST', '/groups/{id}/close', { reason: 'x' }],
    ['PUT', '/groups/{id}/role', { role: 'ESAT' }],
    ['DELETE', '/groups/{id}/role', undefined],
    ['PUT', '/groups/{id}/manager', { managerId: 'x' }],
    ['POST', '/groups/{id}/members', { userId: 'x' }],
    ['DELETE', '/groups/{id}/members/{userId}', undefined],
    ['POST', '/users/{id}/diagnosis/ask', { service: 'ESAT' }],
    ['POST', '/support-requests/{id}/supply', { text: 'x' }],
    ['PATCH', '/users/{id}', { phone: '0148000000' }],
    ['POST', '/users/{id}/reactivate', {}],
    ['PATCH', '/documents/{id}', { missions: ['x'] }],
    ['POST', '/documents/{id}/send', {}],
    ['POST', '/documents/{id}/return', { reason: 'x' }],
    ['POST', '/documents/{id}/withdraw', { reason: 'x' }],
    ['POST', '/documents/{id}/countersign', {}],
    ['POST', '/documents/{id}/close', { reason: 'x' }],
    ['POST', '/access-requests/{id}/take', {}],
    ['POST', '/access-requests/{id}/decision', { outcome: 'redirect' }],
    ['POST', '/tasks/{id}/claim', {}],
    ['POST', '/tasks/{id}/release', {}],
    ['POST', '/tasks/{id}/complete', { outcome: 'eligible' }],
    ['POST', '/processes/{id}/cancel', { reason: 'x' }],
    ['POST', '/processes/{id}/remind', {}],
    ['POST', '/processes/{id}/retry', {}],
    ['POST', '/esat/campaigns/{id}/cancel', { reason: 'x' }],
  ];

  const nameOf = ([method, path]: readonly [string, string, unknown]) => `${method} ${path}`;
  const send = async (kind: PersonKind, method: string, path: string, body: unknown) => {
    const target = targetOf(ids, path);
    const token = await api.as(kind);
    return api.call(method, target, { token, ...(body instanceof FormData ? { raw: body } : { body }) });
  };
  // what only a partner's people may do is refused by role: a Caf never gets that far
  const declared = routes.flatMap(({ method, path, body, roles }): [string, string, unknown][] =>
    method !== 'get' && isForCaf(roles) && LINES.get(`${method.toUpperCase()} ${path}`)?.reach === 'object'
      ? [[method.toUpperCase(), path, body && sampleOf(body)]]
      : [],
  );
  /** Every changing operation on an object; one that is not told above gets the least body that its contract takes. */
  const acts = [...told, ...declared.filter((one) => !told.map(nameOf).includes(nameOf(one)))];

  it('covers every changing operation on an object', () => {
    expect(acts.map(nameOf).sort()).toEqual(declared.map(nameOf).sort());
  });

  it.each(acts)(
    '%s %s: 404 for another Caf, 403 for who reads all or has no such role; nothing changes, refusals are logged',
    async (method, path, body) => {
      const before = await snapshot();
      const status = async (kind: PersonKind) => (await send(kind, method, path, body)).status;
      const target = targetOf(ids, path);
      api.log.length = 0;
      expect(await status('admin75')).toBe(404);
      expect(JSON.parse(api.log.findLast((line) => line.includes('"refused":true')) ?? '{}')).toMatchObject({
        ...{ refused: true, status: 404, problem: 'INTROUVABLE', method, path: `/api/v1${target}` },
      });
      // people's data are both a Caf's and the Cnaf's, each its own (S7): another's is not there
      expect(await status('national')).toBe(path.startsWith('/data-requests') ? 404 : 403);
      // an operator sees to what runs: processes, campaigns, mails (ACT-14)
      if (!/^\/(processes|mails)|campaigns/.test(path)) expect(await status('operator')).toBe(403);
      expect(await snapshot()).toEqual(before);
    },
  );

  it('lets the former Caf of a transferred dossier read, and only the CNA act (DEL-7b)', async () => {
    const body = {
      ...partnerBody({ siret: inventedSiret(22), departments: ['93', '75'] }),
      knownInMcp: false,
      knownInHabtiers: false,
      opensOn: '2026-04-01',
    };
    const { processId } = (await api.call('POST', '/esat/onboardings', { token: await api.as('agent93'), body })).body;
    const read = await api.call('GET', `/processes/${processId}`, { token: await api.as('agent93') });
    expect(read.body).toMatchObject({ caf: 'CNA', readerCaf: '93', flags: expect.arrayContaining(['TRANSFERE_CNA']) });
    const remind = async (kind: PersonKind) =>
      (await api.call('POST', `/processes/${processId}/retry`, { token: await api.as(kind) })).status;
    expect([await remind('agent93'), await remind('agent75'), await remind('agentCna')]).toEqual([403, 404, 200]);
  });

  /** Of no partner: what a Caf uploads, is mailed and delegates itself. */
  /** … of people, and of what tuteurs declare: a Caf that no longer has them finds none of it */
  const OF_PEOPLE = /users|groups|administrators|user-imports|user-requests|tuteur\//;
  const OWN_AFFAIR = /^\/(esat\/campaigns|mails|signature-delegations)/;

  describe('once its partner has gone to the CNA, the Caf that had it reads and changes nothing any more (DEL-7b, DEL-8)', () => {
    beforeAll(async () => {
      const partners = await api.deps.db.process.findMany({
        where: { id: { in: [ids.processes ?? '', ids['tuteur/corrections'] ?? ''] } },
        select: { partnerId: true },
      });
      for (const { partnerId } of partners)
        await api.deps.db.$transaction((tx) =>
          givePartner(tx, partnerId ?? '', { from: '93', to: 'CNA', at: api.now }),
        );
    });

    it.each(acts.filter(([, path]) => !OWN_AFFAIR.test(path)))('%s %s: refused', async (method, path, body) => {
      const before = await snapshot();
      const { status } = await send('admin93', method, path, body);
      // of people it reads nothing any more: what is not there is not changed either
      expect(OF_PEOPLE.test(path) ? [403, 404] : [403]).toContain(status);
      expect(await snapshot()).toEqual(before);
    });

    it.each(['processes', 'documents', 'tasks', 'partners', 'access-requests', 'support-requests', 'annual-controls'])(
      'reads %s',
      async (kind) => {
        for (const reader of ['admin93', 'agentCna'] as const)
          expect((await send(reader, 'GET', `/${kind}/{id}`, undefined)).status).toBe(200);
      },
    );

    it('lists the access request that it examined among those of its Caf', async () => {
      const { body } = await api.call('GET', '/access-requests', { token: await api.as('agent93') });
      expect(body.items.map(({ id, caf }: { id: string; caf: string }) => [id, caf])).toEqual([
        [ids['access-requests'], 'CNA'],
      ]);
    });
  });
});

function isForCaf(roles: (typeof routes)[number]['roles']): boolean {
  return Array.isArray(roles) && roles.some((role) => ['agent', 'cafAdmin', 'national'].includes(role));
}

async function snapshot() {
  const { db } = api.deps;
  const [processes, tasks, documents, partners, users, commands] = await Promise.all([
    db.process.findMany({ select: { id: true, version: true, state: true } }),
    db.task.findMany({ select: { id: true, state: true, assigneeId: true } }),
    db.document.findMany({ select: { id: true, version: true, state: true } }),
    db.partner.findMany({ select: { id: true, version: true } }),
    db.user.findMany({ where: { partnerId: { not: null } }, select: { id: true, phone: true, closesOn: true } }),
    db.command.count(),
  ]);
  return { processes, tasks, documents, partners, users, commands };
}
