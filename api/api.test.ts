import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('problems (RFC 9457, U3)', () => {
  it('tells every fault of a form at once, with path, code, rule and a French message', async () => {
    const token = await api.as('agent93');
    const answer = await api.call('POST', '/partners', {
      token,
      body: partnerBody({ siret: '99991041700015', email: 'nowhere', departments: ['99'], extra: 1 }),
    });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'SAISIE_INVALIDE',
      requestId: expect.any(String),
      title: expect.any(String),
    });
    expect(
      answer.body.errors.map((fault: { path: string; code: string }) => `${fault.path}:${fault.code}`).sort(),
    ).toEqual(expect.arrayContaining(['departments.0:DEPARTEMENT_INCONNU', 'extra:CHAMP_INCONNU', 'siret:SIRET_CLE']));
    expect(answer.body.errors).toHaveLength(4);
  });

  it('says the code and rule themselves where there is one fault (FMT-2)', async () => {
    const answer = await api.call('POST', '/partners', {
      token: await api.as('agent93'),
      body: partnerBody({ siret: '99991041700015' }),
    });
    expect(answer.body).toMatchObject({
      code: 'SIRET_CLE',
      rule: 'FMT-2',
      errors: [{ path: 'siret', code: 'SIRET_CLE' }],
    });
  });

  it.each([
    ['unreadable JSON', { raw: '{"a":', headers: { 'content-type': 'application/json' } }, 400, 'JSON_ILLISIBLE'],
    [
      'another media type',
      { raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'TYPE_NON_PRIS_EN_CHARGE',
    ],
    [
      'a body that is too large',
      { raw: `{"a":"${'x'.repeat(1_100_000)}"}`, headers: { 'content-type': 'application/json' } },
      413,
      'CORPS_TROP_GROS',
    ],
    ['a body that is no object', { body: [1] }, 422, 'CHAMP_INVALIDE'],
    ['a NUL in a text', { body: partnerBody({ raisonSociale: 'a\u0000b' }) }, 422, 'CARACTERE_INTERDIT'],
    ['a bad Idempotency-Key', { body: partnerBody(), headers: { 'idempotency-key': 'a b' } }, 400, 'REQUETE_ILLISIBLE'],
  ])('answers %s with its own status', async (_what, options, status, code) => {
    const answer = await api.call('POST', '/partners', { token: await api.as('agent93'), ...options });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('answers 404 for an unknown route and 405 with Allow for another method', async () => {
    expect((await api.call('GET', '/nowhere')).body).toMatchObject({ status: 404, code: 'INTROUVABLE' });
    const answer = await api.call('DELETE', '/partners');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST');
    expect((await api.call('GET', '/processes/batch')).status).toBe(405);
  });

  it('refuses query fields that no list knows', async () => {
    const answer = await api.call('GET', '/partners?nom=x&limit=0', { token: await api.as('agent93') });
    expect(answer.body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual(['limit', 'nom']);
  });
});

describe('partners', () => {
  it('stores what was typed in its normal shape and finds it by name without accents', async () => {
    const token = await api.as('agent93');
    const created = await api.call('POST', '/partners', {
      token,
      body: partnerBody({ raisonSociale: 'Élan de Saint-Denis', siret: '999 925 464 00011' }),
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      siret: '99992546400011',
      siren: '999925464',
      caf: '93',
      phone: '+33148000000',
    });
    const found = await api.call('GET', '/partners?q=elan%20denis', { token });
    expect(found.body.items.map((one: { id: string }) => one.id)).toEqual([created.body.id]);
    const again = await api.call('POST', '/partners', { token, body: partnerBody({ siret: '99992546400011' }) });
    expect([again.status, again.body.code, again.body.rule]).toEqual([409, 'PARTENAIRE_EXISTANT', 'DEL-11']);
  });

  it('changes contact data under If-Match, journals before and after, and refuses a stale version with 412', async () => {
    const token = await api.as('agent93');
    const { body: partner, headers } = await api.call('POST', '/partners', {
      token,
      body: partnerBody({ siret: '99991643000013' }),
    });
    const etag = headers.get('etag') ?? '';
    const first = await api.call('PATCH', `/partners/${partner.id}`, {
      token,
      body: { phone: '0148000001' },
      headers: { 'if-match': etag },
    });
    expect([first.status, first.body.phone, first.headers.get('etag')]).toEqual([200, '+33148000001', '"2"']);
    const stale = await api.call('PATCH', `/partners/${partner.id}`, {
      token,
      body: { phone: '0148000002' },
      headers: { 'if-match': etag },
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'VERSION_PERIMEE']);
    const audit = await api.call('GET', `/audit?entityId=${partner.id}&action=partner.update`, {
      token: await api.as('admin93'),
    });
    expect(audit.body.items).toEqual([
      expect.objectContaining({
        recordedAt: expect.stringMatching(/Z$/),
        before: { personal: { phone: '+33148000000' } },
        after: { personal: { phone: '+33148000001' } },
        who: 'agent93 Essai',
      }),
    ]);
  });

  it('walks a list by cursor without losing or repeating anyone', async () => {
    const token = await api.as('agent75');
    const at = api.now;
    await api.deps.db.partner.createMany({
      data: Array.from({ length: 25 }, (_, n) => ({
        id: `cursor-${String(n).padStart(2, '0')}`,
        caf: '75',
        siret: `9999${String(n).padStart(10, '0')}`,
        siren: `9999${String(n).padStart(10, '0')}`.slice(0, 9),
        raisonSociale: n % 3 === 0 ? 'Même nom' : `Nom ${n}`,
        searchText: 'x',
        address: 'x',
        email: 'x@y.example',
        phone: '',
        departments: ['75'],
        createdAt: at,
        updatedAt: at,
      })),
    });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await api.call('GET', `/partners?limit=7${cursor === null ? '' : `&cursor=${cursor}`}`, { token });
      seen.push(...page.body.items.map((one: { id: string }) => one.id));
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    const foreign = await api.call('GET', '/partners?cursor=abc', { token });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'CURSEUR_INVALIDE']);
  });
});

describe('documents of the service itself', () => {
  it('describes every operation in OpenAPI 3.1 and shows it without inline script', async () => {
    const document = await api.call('GET', '/api/v1/openapi.json');
    expect(document.body.openapi).toBe('3.1.0');
    expect(
      document.body.paths['/api/v1/partners'].post.responses['422'].content['application/problem+json'],
    ).toBeDefined();
    expect(document.body.paths['/api/v1/partners/{id}'].get.security).toEqual([{ session: [] }]);
    const page = await api.call('GET', '/docs');
    expect(page.body).not.toMatch(/<script>(?!<)/);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await api.call('GET', '/docs/swagger-ui-bundle.js')).status).toBe(200);
  });

  it.each([
    '/Docs',
    '/docs/Start.js',
    '/api/v1/OpenAPI.json',
    '/API/v1/openapi.json',
    '/Health/live',
    '/health/Ready',
    '/Metrics',
  ])('are not found as %s, which whoever keeps people from them by their paths would let pass', async (path) => {
    expect((await api.call('GET', path)).status).toBe(404);
  });

  it('names every part in /health/ready and measures requests by pattern', async () => {
    expect((await api.call('GET', '/health/ready')).body).toEqual({ status: 'ok', checks: { database: 'ok' } });
    expect((await api.call('GET', '/metrics')).body).toContain('route="/api/v1/partners"');
  });
});
