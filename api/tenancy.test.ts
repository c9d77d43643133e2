import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type PersonKind, startApi, type TestApi } from '../test/api.ts';
import { PARTNER_KINDS, type PartnerPeople, partnerPeople } from '../test/partnerPeople.ts';
import { type Asked, KINDS, rolesOf, servedBy, targetOf, toldBy } from '../test/tenancy/asking.ts';
import { AREAS, LINES, type Line, nameOf } from '../test/tenancy/lines.ts';
import { objectsOf93 } from '../test/tenancy/objects.ts';
import type { Route } from './route.ts';

let api: TestApi;
/** one of each kind of object, all of Caf 93 */
let ids: Record<string, string>;
let partner: PartnerPeople;
/** operations of the document that is served */
let served: Asked[];

beforeAll(async () => {
  api = await startApi();
  ids = await objectsOf93(api);
  partner = await partnerPeople(api);
  served = await servedBy(api);
});
afterAll(() => api.stop());

async function ask(line: Line, kind: PersonKind | null): Promise<Answer> {
  return askBy(line, kind === null ? null : await api.as(kind));
}

function askBy({ method, path }: Line, token: string | null): Promise<Answer> {
  return api.call(method, targetOf(ids, path), {
    ...(token === null ? {} : { token }),
    // a body that no operation takes: whoever gets as far as the fields may act, and nothing is changed
    ...(method === 'GET' ? {} : { body: { inconnu: true } }),
  });
}

const ALL = [...LINES].map(([name, line]) => [name, line] as const);
const BY_SESSION = ALL.filter(([, { roles }]) => roles.length > 0);
const reading = (reach: Line['reach']) =>
  ALL.filter(([, line]) => line.method === 'GET' && line.reach === reach && line.roles.length > 0);
const may = (kind: PersonKind, { roles }: Line) => rolesOf(kind).some((role) => roles.includes(role));

describe('the matrix role × route × tenant, made from the OpenAPI document (S5)', () => {
  it('has a line of every operation that is served, with its roles, and of no other', () => {
    expect(served).toEqual(toldBy([...LINES.values()]));
  });

  it.each(AREAS)('%s: its file has the lines of its own routes', async (area, lines) => {
    const resource: Record<string, readonly Route[]> = await import(`./routes/${area}/index.ts`);
    expect(lines.map(nameOf).sort()).toEqual(Object.values(resource).flat().map(nameOf).sort());
  });

  it('calls object whatever names one by its id, where Cafs have it', () => {
    const ofNobody = BY_SESSION.filter(
      ([, { path, reach }]) => path.includes('{id}') && !['object', 'nation'].includes(reach),
    );
    // a mail's template and a planned work belong to no Caf
    expect(ofNobody.map(([name]) => name)).toEqual(['GET /mails/templates/{id}', 'POST /operations/schedules/{id}']);
  });

  it.each(BY_SESSION)('%s: 401 for nobody, 403 for whoever has none of its roles', async (_name, line) => {
    expect((await ask(line, null)).status).toBe(401);
    const others = KINDS.filter((kind) => !may(kind, line));
    const statuses: [string, number][] = [];
    for (const kind of others) statuses.push([kind, (await ask(line, kind)).status]);
    const partnerSide = PARTNER_KINDS.filter((kind) => !line.roles.includes(kind));
    for (const kind of partnerSide) statuses.push([kind, (await askBy(line, partner.tokens[kind])).status]);
    expect(statuses).toEqual([...others, ...partnerSide].map((kind) => [kind, 403]));
  });

  // the Cnaf reads what its own people asked about their data, and no Caf's
  const CAF_ALONE = ['GET /data-requests/{id}'];
  it.each(reading('object'))('%s: 200 for its Caf and who sees all, 404 for another Caf', async (name, line) => {
    const allowed = KINDS.filter((kind) => may(kind, line));
    const statuses: [string, number][] = [];
    for (const kind of allowed) statuses.push([kind, (await ask(line, kind)).status]);
    expect(statuses).toEqual(
      allowed.map((kind) => [
        kind,
        kind.endsWith('75') || (kind === 'national' && CAF_ALONE.includes(name)) ? 404 : 200,
      ]),
    );
  });

  it.each(reading('list'))('%s: of another Caf’s it holds nothing', async (_name, line) => {
    for (const kind of KINDS.filter((one) => may(one, line))) {
      const { status, body } = await ask(line, kind);
      expect([kind, status]).toEqual([kind, 200]);
      if (!kind.endsWith('75')) continue;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      expect(Object.values(ids).filter((id) => id !== '' && text.includes(id))).toEqual([]);
    }
  });

  const national = ALL.filter(([, { reach, roles }]) => reach === 'nation' && !roles.includes('cafAdmin'));
  it.each(national.filter(([, { method }]) => method === 'GET'))('%s: the nation reads it', async (_name, line) => {
    expect((await ask(line, 'national')).status).toBe(200);
  });

  it.each(ALL.filter(([, { reach }]) => reach === 'link' || reach === 'service'))(
    '%s: nothing without its link or token, whoever is signed in',
    async (_name, line) => {
      for (const kind of [null, 'national', 'admin93'] as const)
        expect((await ask(line, kind)).status).toBeGreaterThanOrEqual(400);
    },
  );

  it('lists of another Caf hold nothing of it; filters do not open it', async () => {
    const token = await api.as('admin75');
    for (const path of [
      '/partners',
      '/processes',
      '/tasks',
      '/access-requests',
      '/esat/campaigns',
      '/audit?entity=partner',
      '/mails',
      '/support-requests',
      '/partners?caf=93',
      '/processes?caf=93',
      '/tasks?caf=93',
    ]) {
      expect([path, (await api.call('GET', path, { token })).body.items]).toEqual([path, []]);
    }
    expect((await api.call('GET', '/dashboard', { token })).body).toMatchObject({
      caf: '75',
      processes: [],
      tasks: [],
    });
    for (const kind of ['national', 'operator'] as const)
      expect(
        (await api.call('GET', '/processes?type=esatOnboarding', { token: await api.as(kind) })).body.items.length,
      ).toBeGreaterThan(0);
  });
});
