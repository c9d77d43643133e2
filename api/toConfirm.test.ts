import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOME_HELP, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { formsOf, pageOf, press } from '../test/forms.ts';
import { openedPartner } from '../test/openPartner.ts';
import { inventedSiret } from '../test/people.ts';
import { tiersiCsv, uploadTiersi } from '../test/tiersi.ts';
import { mountPages } from '../web/index.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  token = await api.as('agent93');
});
afterAll(() => api.stop());

describe('what is unlikely is asked once, with its rule, and taken when it is confirmed', () => {
  it('a partner without the département of its Caf: the fault names the field that confirms (CONV-11)', async () => {
    const body = { ...partnerBody({ siret: inventedSiret(61) }), departments: ['06'] };
    const asked = await api.call('POST', '/partners', { token, body });
    expect([asked.status, asked.body.code, asked.body.rule]).toEqual([422, 'AUTRE_CAF', 'CONV-11']);
    expect(asked.body.errors[0].path).toBe('confirmed');
    const taken = await api.call('POST', '/partners', { token, body: { ...body, confirmed: true } });
    expect([taken.status, taken.body.departments]).toEqual([201, ['06']]);
    const kept = await api.deps.db.auditLine.findFirstOrThrow({ where: { entityId: taken.body.id } });
    expect(kept.after).toMatchObject({ confirmed: true });
    // and corrected likewise
    const patch = (over: object) => api.call('PATCH', `/partners/${taken.body.id}`, { token, body: over });
    expect((await patch({ departments: ['83'] })).body.code).toBe('AUTRE_CAF');
    expect((await patch({ departments: ['83'], confirmed: true })).status).toBe(200);
    expect((await patch({ phone: '0148000077' })).status).toBe(200);
  });

  it('the page offers a box for it, and only then', async () => {
    const page = '/partenaires';
    const [form] = formsOf(await pageOf(api, page, token), page).filter(({ id }) => id === 'partenaire');
    if (form === undefined) throw new Error('there is no such form');
    expect(form.fields.map(({ name }) => name)).not.toContain('confirmed');
    const { departments: _, ...typed } = partnerBody({ siret: inventedSiret(62) }) as Record<string, string>;
    const over = { ...typed, departments: '06' };
    const asked = await press(api, form, token, over);
    expect(asked.status).toBe(422);
    const [again] = formsOf(await asked.text(), page).filter(({ id }) => id === 'partenaire');
    expect(again?.fields.map(({ name }) => name)).toContain('confirmed');
    expect((await press(api, again ?? form, token, { confirmed: 'oui' })).status).toBe(303);
  });

  const esat = (seed: number, over: object = {}) => ({
    ...partnerBody({ siret: inventedSiret(seed) }),
    ...{ knownInMcp: false, knownInHabtiers: false, opensOn: '2026-04-01' },
    ...over,
  });

  it.each([
    ['an opening date that has passed', { opensOn: '2020-04-01' }, ['DATE_PASSEE', 'ESAT-23']],
    ['a département that is not the Caf’s', { departments: ['06'] }, ['AUTRE_CAF', 'CONV-11']],
    [
      'no SIRET of the convention of a partner known in MCP',
      { knownInMcp: true, delegationMode: 'DELEGUE' },
      ['SIRET_CONVENTION_ABSENT', 'ESAT-20'],
    ],
  ])('an Esat onboarding: %s', async (_what, over, [code, rule]) => {
    const body = esat(63, over);
    const asked = await api.call('POST', '/esat/onboardings', { token, body });
    expect([asked.status, asked.body.code, asked.body.rule]).toEqual([422, code, rule]);
    expect(asked.body.errors.map(({ path }: { path: string }) => path)).toEqual(['confirmed']);
    const taken = await api.call('POST', '/esat/onboardings', { token, body: { ...body, confirmed: true } });
    expect(taken.status).toBe(202);
    const reason = { reason: 'Essai' };
    expect((await api.call('POST', `/processes/${taken.body.processId}/cancel`, { token, body: reason })).status).toBe(
      200,
    );
  });

  it('everything at once, in one question', async () => {
    const body = esat(64, { opensOn: '2020-04-01', departments: ['06'], knownInMcp: true });
    const { errors } = (await api.call('POST', '/esat/onboardings', { token, body })).body;
    expect(errors.map(({ code }: { code: string }) => code)).toEqual([
      'AUTRE_CAF',
      'DATE_PASSEE',
      'SIRET_CONVENTION_ABSENT',
      'MODE_GESTION_ABSENT',
    ]);
  });

  it('a conventionnement, over the API and on its page', async () => {
    const { body: partner } = await api.call('POST', '/partners', {
      token,
      body: partnerBody({ siret: inventedSiret(65), nature: 'PERSONNE_MORALE', typeOrganisme: 'AIDE_A_DOMICILE' }),
    });
    const path = `/partners/${partner.id}/conventionnements`;
    const start = (over: object) => api.call('POST', path, { token, body: { services: ['ADONIS'], ...over } });
    const asked = await start({ opensOn: '2020-04-01', departments: ['06'] });
    expect(asked.status).toBe(422);
    expect(asked.body.errors.map((one: { code: string }) => one.code)).toEqual(['AUTRE_CAF', 'DATE_PASSEE']);
    const page = `/partenaires/${partner.id}`;
    const of = (html: string) => formsOf(html, page).find(({ action }) => action.endsWith('/conventionnements'));
    const form = of(await pageOf(api, page, token));
    if (form === undefined) throw new Error('there is no such form');
    const refused = await press(api, form, token, { services: 'ADONIS', opensOn: '2020-04-01' });
    expect(refused.status).toBe(422);
    const again = of(await refused.text());
    if (again === undefined) throw new Error('the form did not come back');
    expect(again.fields.map(({ name }) => name)).toContain('confirmed');
    expect((await press(api, again, token, { confirmed: 'oui' })).status).toBe(303);
  });

  it('a bulletin by its mailed link, over the API and on its page (CONV-11)', async () => {
    const { body: partner } = await api.call('POST', '/partners', {
      token,
      body: partnerBody({ siret: inventedSiret(67), ...HOME_HELP }),
    });
    const { body: started } = await api.call('POST', `/partners/${partner.id}/conventionnements`, {
      token,
      body: { services: ['ADONIS'], opensOn: '2026-04-01' },
    });
    const { linkRef, linkVersion, linkEmail } = await api.deps.db.process.findUniqueOrThrow({
      where: { id: started.processId },
    });
    const recipient = linkEmail ?? '';
    const link = api.deps.secrets.linkToken({ kind: 'dossier', linkRef, version: linkVersion, recipient });
    const { documents } = (await api.call('GET', `/links/${link}`)).body;
    const bulletin = documents.find((one: { kind: string }) => one.kind === 'BULLETIN');
    const { raisonSociale, siret, roles } = bulletin.defaults;
    const administrateur = { firstName: 'Claire', lastName: 'Aubert', email: 'claire.aubert@peupliers.example' };
    const signatory = { name: 'Anne Roy', function: 'Directrice' };
    const content = { raisonSociale, siret, roles, departments: ['06'], administrateur, signatory };
    for (const [path, body] of [
      [`/links/${link}`, { action: 'complete', documentId: bulletin.id, content }],
      [`/documents/${bulletin.id}/complete`, { token: link, content }],
    ] as const) {
      const asked = await api.call('POST', path, { body });
      expect([asked.status, asked.body.code, asked.body.rule]).toEqual([422, 'AUTRE_CAF', 'CONV-11']);
      expect(asked.body.errors.map((one: { path: string }) => one.path)).toEqual(['confirmed']);
    }
    const page = `/lien/${link}`;
    const of = (html: string) => formsOf(html, page).find(({ action }) => action.endsWith('/bulletin'));
    const form = of(await pageOf(api, `${page}/completer`, null));
    if (form === undefined) throw new Error('there is no such form');
    expect(form.fields.map(({ name }) => name)).not.toContain('confirmed');
    const refused = await press(api, form, null, {
      ...{ 'administrateur.firstName': 'Claire', 'administrateur.lastName': 'Aubert' },
      ...{ 'administrateur.email': administrateur.email, departments: '06' },
      ...{ 'signatory.name': signatory.name, 'signatory.function': signatory.function },
    });
    expect(refused.status).toBe(422);
    const again = of(await refused.text());
    if (again === undefined) throw new Error('the form did not come back');
    expect(again.fields.map(({ name }) => name)).toContain('confirmed');
    expect((await press(api, again, null, { confirmed: 'oui' })).status).toBe(303);
    const kept = await api.deps.db.document.findUniqueOrThrow({ where: { id: bulletin.id } });
    expect([kept.state, kept.content]).toMatchObject(['A_SIGNER', { departments: ['06'] }]);
  });

  it('the closing of an account, and a reopening (ACC-17, TUT-10)', async () => {
    const { claire, partnerId } = await openedPartner(api);
    const body = { firstName: 'Léa', lastName: 'Morin', email: 'lea.morin@peupliers.example' };
    const made = await api.call('POST', `/partners/${partnerId}/users`, { token: claire, body });
    const close = (over: object) =>
      api.call('PATCH', `/users/${made.body.id}`, { token: claire, body: { closesOn: '2020-03-10', ...over } });
    const asked = await close({});
    expect([asked.status, asked.body.code, asked.body.rule]).toEqual([422, 'DATE_PASSEE', 'ACC-17']);
    expect((await close({ confirmed: true })).body.closesOn).toBe('2026-03-10');
    const file = (over: Record<string, string>) =>
      uploadTiersi(api, '/tuteur/reopenings', tiersiCsv([{ siret: inventedSiret(66), mcp: inventedSiret(66) }]), {
        opensOn: '2020-01-18',
        ...over,
      });
    expect((await file({})).body.code).toBe('DATE_PASSEE');
    expect((await file({ confirmed: 'true' })).status).toBe(202);
  });
});
