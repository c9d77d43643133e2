import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countFigures } from '../../adapters/store/figures.ts';
import { HOME_HELP, partnerBody } from '../api.ts';
import { inventedSiret } from '../people.ts';
import { picture, violationsOf } from './browser.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
  await countFigures(site.api.deps.db, site.api.now);
  // so that there is a signature to fill in
  await site.api.call('POST', `/links/${decodeURIComponent(site.places.link.split('/').at(-1) ?? '')}/code`);
});
afterAll(() => site?.stop());

describe('every page is accessible: axe finds nothing (U1)', () => {
  it.each([
    ['home of nobody', null, (): string => '/'],
    ['sign in', null, (): string => '/connexion'],
    ['request form', null, (): string => '/demande'],
    ['request received', null, (): string => '/demande/envoyee?numero=DA-1'],
    ['page that is not there', null, (): string => '/nulle-part'],
    ['home of an agent', 'agent93', (): string => '/'],
    ['tasks', 'agent93', (): string => '/taches'],
    ['one task', 'agent93', (): string => site.places.task],
    ['dossiers', 'agent93', (): string => '/dossiers'],
    ['one dossier', 'agent93', (): string => site.places.dossier],
    ['versions of a document', 'agent93', (): string => site.places.versions],
    ['one request', 'agent93', (): string => site.places.request],
    ['campaigns', 'admin93', (): string => '/campagnes'],
    ['partners', 'agent93', (): string => '/partenaires'],
    ['one partner', 'agent93', (): string => site.places.partner],
    ['mail templates', 'agent93', (): string => '/courriels/modeles'],
    ['one mail template', 'agent93', (): string => '/courriels/modeles/MAIL-25'],
    ['mails that were sent', 'admin93', (): string => '/courriels'],
    ['operations', 'operator', (): string => '/exploitation?suivi=non'],
    ['schedules', 'operator', (): string => '/exploitation/planification'],
    ['course of a dossier', 'operator', (): string => `${site.places.dossier}/deroule`],
    ['dashboard', 'admin93', (): string => '/tableau-de-bord'],
    ['dashboard of all', 'national', (): string => '/tableau-de-bord'],
    ['services for everyone', 'national', (): string => '/services'],
    ['page of another Caf', 'agent75', (): string => site.places.dossier],
    ['link to read', null, (): string => site.places.link],
    ['link with a bulletin', null, (): string => `${site.places.link}/completer`],
    ['link to sign', null, (): string => `${site.places.link}/signer`],
    ['link with an eligibility form', null, (): string => site.places.eligibility],
    ['link of a request', null, (): string => site.places.requestLink],
    ['development mails', null, (): string => '/dev/mails'],
    ['a development mail', null, (): string => '/dev/mails/0'],
  ] as const)('%s', async (name, kind, path) => {
    const page = await site.open(kind, path());
    await picture(page, name.replaceAll(' ', '-'));
    expect(await page.locator('h1').count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });
});

describe('every form tells all its faults, each beside its field (U3)', () => {
  it.each([
    ['request form', null, (): string => '/demande', 'form[action="/demande"] button', 7],
    ['sign in', null, (): string => '/connexion', 'form[action="/connexion"] button', 2],
    ['partner', 'agent93', (): string => '/partenaires', 'form#partenaire button', 6],
    ['conventionnement', 'agent93', (): string => site.places.partner, 'form#conventionnement button', 1],
    ['services for everyone', 'national', (): string => '/services', 'form#suspendre-tous button', 1],
    ['campaign', 'admin93', (): string => '/campagnes', 'form#campagne button[value=true]', 3],
    ['cancelling', 'agent93', (): string => site.places.dossier, 'form#annuler button', 1],
    ['decision', 'agent93', (): string => site.places.task, 'form#issue-refuse button', 3],
    ['eligibility', null, (): string => site.places.eligibility, 'form#eligibilite button', 2],
    ['bulletin', null, (): string => `${site.places.link}/completer`, 'form[id^=bulletin] button', 1],
    ['signature', null, (): string => `${site.places.link}/signer`, 'form#signature button', 3],
  ] as const)('%s', async (name, kind, path, button, atLeast) => {
    const page = await site.open(kind, path());
    const closed = page.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await page.locator(button).first().click();
    await page.waitForLoadState();
    await picture(page, `faults-${name.replaceAll(' ', '-')}`);
    const links = page.locator('.faults li');
    expect(await links.count()).toBeGreaterThanOrEqual(atLeast);
    expect(await page.title()).toMatch(/^Erreur : /);
    for (const link of await page.locator('.faults a').all()) {
      const id = decodeURIComponent((await link.getAttribute('href'))?.slice(1) ?? '');
      expect([id, await page.locator(`[id="${id}"]`).count()]).toEqual([id, 1]);
    }
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });
});

describe('wide screens', () => {
  it('the menu of an agent stands on one line', async () => {
    const page = await site.open('agent93', '/');
    const box = await page.locator('.banner nav').boundingBox();
    expect(box?.height).toBeLessThan(60);
    await page.context().close();
  });
});

describe('several dossiers at once', () => {
  it('the report names each dossier and keeps the filter', async () => {
    const page = await site.open('agent93', '/dossiers?type=esatOnboarding');
    await page.locator('.pick').first().check();
    await page.getByRole('button', { name: 'Relancer' }).click();
    await page.getByRole('button', { name: 'Relancer 1 dossier' }).click();
    const report = page.locator('#bilan + ul a');
    expect(await report.textContent()).toBe('ESAT Les Ormes – Esat');
    expect(await page.getByLabel('Nature').inputValue()).toBe('esatOnboarding');
    await page.context().close();
  });
});

describe('narrow screens', () => {
  it('fits a narrow screen without scrolling sideways (WCAG 1.4.10)', async () => {
    const links = [site.places.link, `${site.places.link}/completer`, `${site.places.link}/signer`];
    for (const path of ['/demande', ...links, '/dossiers', site.places.dossier, site.places.task]) {
      const page = await site.open(links.includes(path) || path === '/demande' ? null : 'agent93', path);
      await page.setViewportSize({ width: 320, height: 640 });
      await picture(page, `narrow${path.slice(0, 12).replaceAll('/', '-')}`);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 320]);
      const menu = page.getByRole('navigation', { name: 'Menu principal' });
      expect([path, await menu.isVisible()]).toEqual([path, false]);
      await page.getByLabel('Menu', { exact: true }).focus();
      await page.keyboard.press('Space');
      expect([path, await menu.isVisible()]).toEqual([path, true]);
      await page.context().close();
    }
  });
});

describe('documents', () => {
  let token: string;
  let processId: string;
  beforeAll(async () => {
    token = await site.api.as('agent93');
    const body = partnerBody({ siret: inventedSiret(700), ...HOME_HELP });
    const { body: partner } = await site.api.call('POST', '/partners', { token, body });
    const started = await site.api.call('POST', `/partners/${partner.id}/conventionnements`, {
      token,
      body: { services: ['ADONIS'], missions: ['Insertion'] },
    });
    processId = started.body.processId;
  });
  const idOf = async (kind: string) =>
    (await site.api.deps.db.document.findFirstOrThrow({ where: { processId, kind } })).id;

  it('a dossier leads to the versions of its documents (§4.3 « Signature »)', async () => {
    const id = await idOf('CONVENTION');
    await site.api.call('PATCH', `/documents/${id}`, { token, body: { missions: ['Logement'] } });
    const page = await site.open('agent93', `/dossiers/${processId}`);
    await page.getByRole('link', { name: "Versions : Convention d'accès" }).click();
    await page.getByRole('heading', { level: 1, name: "Versions : Convention d'accès" }).waitFor();
    const prints = await page.getByRole('link', { name: /PDF de la version/ }).all();
    const addresses = await Promise.all(prints.map((link) => link.getAttribute('href')));
    expect(addresses).toEqual([2, 1].map((version) => `/api/v1/documents/${id}/pdf?version=${version}`));
    await page.context().close();
  });

  it('only what a returned document bears is there to be corrected', async () => {
    const id = await idOf('CONTRAT');
    await site.api.call('POST', `/documents/${id}/return`, { token, body: { reason: 'Mode à revoir' } });
    const task = await site.api.deps.db.task.findFirstOrThrow({ where: { processId, kind: 'CORRIGER_DOCUMENTS' } });
    const page = await site.open('agent93', `/taches/${task.id}`);
    const fields = ['missions', 'delegationMode'].map((name) => page.locator(`[name="${name}"]`).count());
    expect(await Promise.all(fields)).toEqual([0, 1]);
    await page.context().close();
  });
});
