import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { formsOf, pageOf, press } from '../test/forms.ts';
import { inventedSiret } from '../test/people.ts';
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
});
