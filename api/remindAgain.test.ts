import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { formsOf, pageOf, press } from '../test/forms.ts';
import { prepare } from '../test/places.ts';
import { mountPages } from '../web/index.ts';

const HOUR_MS = 3_600_000;
let api: TestApi;
let token: string;
let dossier: string;
let start: Date;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  const places = await prepare(api);
  dossier = places.dossier.split('/').at(-1) ?? '';
  await api.as('agent93');
});
afterAll(() => api.stop());
// each test begins when nothing was reminded for long
beforeEach(async () => {
  start = new Date(api.now.getTime() + 25 * HOUR_MS);
  await later(0);
});

const remind = (body?: object) => api.call('POST', `/processes/${dossier}/remind`, { token, body });
const mails = () => api.deps.db.mail.count({ where: { processId: dossier, template: 'MAIL-26' } });
const later = async (ms: number) => {
  api.now = new Date(start.getTime() + ms);
  // sessions have ended in between
  const signedIn = { login: 'agent93@passerelle.example', password: PASSWORD };
  token = (await api.call('POST', '/auth/login', { body: signedIn })).body.token;
};

describe('a reminder by hand has a least interval, POLICY_REMIND_AGAIN (F6)', () => {
  it('over the API: the second is refused with when the last left, unless it is insisted on, and leaves after 24 h', async () => {
    const before = await mails();
    expect((await remind()).status).toBe(200);
    await later(2_000);
    const second = await remind();
    expect([second.status, second.body.code]).toEqual([409, 'DEJA_RELANCE']);
    expect(second.body.detail).toMatch(/^La dernière relance est partie le 11\/03\/2026 à 11h00 : /);
    expect(second.body.errors[0].path).toBe('insist');
    expect(await mails()).toBe(before + 1);
    expect((await remind({ insist: true })).status).toBe(200);
    await later(2_000 + 24 * HOUR_MS - 1);
    expect((await remind()).status).toBe(409);
    await later(2_000 + 24 * HOUR_MS);
    expect((await remind()).status).toBe(200);
    expect(await mails()).toBe(before + 3);
  });

  it('in a batch, line by line, as a campaign’s dossiers are reminded', async () => {
    const batch = (over: object = {}) =>
      api.call('POST', '/processes/batch', { token, body: { ids: [dossier], action: 'remind', ...over } });
    expect((await batch()).body.items[0]).toMatchObject({ status: 'done' });
    expect((await batch()).body.items[0]).toMatchObject({ status: 'refused', code: 'DEJA_RELANCE' });
    expect((await batch({ insist: true })).body.items[0]).toMatchObject({ status: 'done' });
  });

  it('on the page: it says when the last left and offers a box that confirms', async () => {
    const page = `/dossiers/${dossier}`;
    const form = async () => formsOf(await pageOf(api, page, token), page).find(({ id }) => id === 'relancer');
    const press1 = async (over = {}) => {
      const found = await form();
      if (found === undefined) throw new Error('there is no such form');
      return press(api, found, token, over);
    };
    expect((await press1()).status).toBe(303);
    const refused = await press1();
    expect(refused.status).toBe(409);
    const html = await refused.text();
    expect(html).toContain('La dernière relance est partie le');
    expect(
      formsOf(html, page)
        .find(({ id }) => id === 'relancer')
        ?.fields.map(({ name }) => name),
    ).toContain('insist');
    expect((await press1({ insist: 'oui' })).status).toBe(303);
  });

  it('one that left by itself counts too (REM-3)', async () => {
    const sent = await mails();
    await later(30 * 24 * HOUR_MS);
    await api.tick(dossier);
    expect(await mails()).toBeGreaterThan(sent);
    await later(30 * 24 * HOUR_MS + HOUR_MS);
    expect((await remind()).body.code).toBe('DEJA_RELANCE');
  });

  it('of a request of access too', async () => {
    const request = await api.deps.db.accessRequest.findFirstOrThrow({});
    const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: request.processId } });
    await api.call('POST', `/tasks/${task.id}/complete`, { token, body: { outcome: 'ask', what: 'Le titre' } });
    const again = () => api.call('POST', `/processes/${request.processId}/remind`, { token });
    expect([(await again()).status, (await again()).body.code]).toEqual([200, 'DEJA_RELANCE']);
  });
});
