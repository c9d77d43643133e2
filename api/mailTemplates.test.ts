import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAILS } from '../domain/mail/registry.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { openedPartner } from '../test/openPartner.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

describe('GET mails/templates (U6)', () => {
  it('lists every template once, with its recipient and what makes it go', async () => {
    const { status, body } = await api.call('GET', '/mails/templates', { token: await api.as('agent93') });
    expect(status).toBe(200);
    const items = body.items as { id: string; label: string; recipient: string; trigger: string; subject: string }[];
    expect(items.map(({ id }) => id).sort()).toEqual(MAILS.map(({ id }) => id as string).sort());
    expect(new Set(items.map(({ label }) => label)).size).toBe(items.length);
    for (const item of items)
      for (const words of [item.label, item.recipient, item.trigger, item.subject]) expect(words).toMatch(/\S{3}/);
  });

  it.each([
    ['MAIL-50', '123456'],
    ['MAIL-2', 'Exemple-de-mot-de-passe'],
    ['MAIL-25', 'https://passerelle.example/exemple'],
  ])('shows %s in text and HTML with an invented value only', async (id, shown) => {
    const { status, body } = await api.call('GET', `/mails/templates/${id}`, { token: await api.as('national') });
    expect([status, body.id]).toEqual([200, id]);
    for (const part of [body.text, body.html]) {
      expect(part).toContain(shown);
      expect(part).not.toContain(api.deps.publicUrl);
    }
    expect(body.html).toMatch(/^<!doctype html>/);
  });

  it('knows no other template, not even a name that every object has', async () => {
    const token = await api.as('agent93');
    for (const id of ['MAIL-999', 'toString', '__proto__'])
      expect([id, (await api.call('GET', `/mails/templates/${id}`, { token })).status]).toEqual([id, 404]);
  });

  it('is for the Caf side only', async () => {
    expect((await api.call('GET', '/mails/templates', {})).status).toBe(401);
    expect((await api.call('GET', '/mails/templates', { token: (await openedPartner(api)).claire })).status).toBe(403);
  });
});
