import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openedPartner } from '../openPartner.ts';
import { cafCountersigns, partnerSigns } from '../signing.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let partnerId: string;
let claire: string;
beforeAll(async () => {
  site = await startSite();
  ({ partnerId, claire } = await openedPartner(site.api));
}, 90_000);
afterAll(() => site?.stop(), 30_000);

it('an agent reads what falls with a convention, says why, and closes it; nobody else is offered it (RGT-14, CONV-13, U1)', async () => {
  const { api } = site;
  const token = await api.as('agent93');
  const body = { mode: 'CENTRALISE' };
  const begun = await api.call('POST', `/partners/${partnerId}/delegation-mode`, { token, body });
  await partnerSigns(api.deps, begun.body.processId);
  await cafCountersigns(api, begun.body.processId);

  const home = `/partenaires/${partnerId}`;
  const closings = /^Clore : /;
  const hers = await site.openAs(claire, home, { javaScript: false });
  expect(await hers.getByRole('link', { name: closings }).count()).toBe(0);

  const page = await site.openAs(token, home, { javaScript: false });
  await page.getByRole('link', { name: /^Clore : Convention/ }).click();
  const falling = page.locator('section[aria-labelledby=ce-qui-tombe] li');
  expect((await falling.allTextContents()).map((one) => one.split(' ')[0])).toEqual([
    ...['Contrat', 'Bulletin', 'Bulletin', 'Service', 'Service'],
  ]);
  await page.getByRole('button', { name: 'Clore définitivement' }).click();
  expect(await page.title()).toMatch(/^Erreur : /);
  await site.look(page, token, 'document-close');
  await page.getByLabel('Motif').fill("Fin de l'activité");
  await page.getByRole('button', { name: 'Clore définitivement' }).click();
  await page.getByText('Document clos : ', { exact: false }).waitFor();
  expect(await page.getByRole('link', { name: closings }).count()).toBe(0);
  await site.look(page, token, 'partner-closed');

  const states = await api.deps.db.openedService.findMany({ where: { partnerId }, select: { state: true } });
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['FERMEE']));
  expect(await api.deps.db.document.count({ where: { partnerId, state: 'ACTIF' } })).toBe(0);
  expect(
    await api.deps.db.mail.count({
      where: { template: 'MAIL-30', params: { path: ['reason'], equals: "Fin de l'activité" } },
    }),
  ).toBe(1);
}, 60_000);
