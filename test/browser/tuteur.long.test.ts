import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PASSWORD } from '../api.ts';
import { addProtege, EAST, HEAD, inSpace, openNationally, openTuteur, signedIn } from '../tuteur.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
  const { db } = site.api.deps;
  await openNationally(db);
  const horizon = await openTuteur(site.api, HEAD, 'Association tutélaire Horizon');
  for (const login of ['ana', 'eve']) await horizon.person(login);
  await horizon.person('marc', false);
  await addProtege(db, HEAD, { number: '9910000', lastName: 'Auberive', firstName: 'Odette' });
  await addProtege(db, EAST, { number: '9910037', lastName: 'Bréchard', measure: 'MASP' });
});
afterAll(() => site.stop());

const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const menu = (page: Page) =>
  page.getByRole('navigation', { name: 'Menu principal' }).getByRole('link').allTextContents();

test('a tuteur enters the space by the password, searches, reads a sheet and the trace of it, without JavaScript; no address bears a name', async () => {
  const page = await site.openAs(await signedIn(site.api, 'ana'), '/', { javaScript: false });
  expect(await menu(page)).toContain('Espace Tuteur');
  await page.getByRole('link', { name: 'Espace Tuteur', exact: true }).click();
  expect(await title(page)).toBe("Entrer dans l'Espace Tuteur");
  await page.getByLabel('Mot de passe').fill('un autre mot de passe');
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  expect(await page.getByRole('alert').textContent()).toContain("Ce n'est pas votre mot de passe actuel.");
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  expect(await title(page)).toBe('Espace Tuteur');
  expect(await page.getByRole('row').count()).toBe(3);
  await page.getByLabel('Nom ou numéro').fill('auberive');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  expect(page.url()).not.toContain('auberive');
  expect(await page.getByRole('row').count()).toBe(2);
  await page.getByRole('link', { name: 'Auberive Odette' }).click();
  expect(await title(page)).toBe('Odette Auberive');
  expect(await page.getByRole('region', { name: 'Démarches' }).getByRole('link').count()).toBe(13);
  await page.getByRole('link', { name: 'Espace Tuteur', exact: true }).first().click();
  await page.getByRole('link', { name: "Ce que j'ai consulté" }).click();
  expect(await page.getByRole('row').nth(1).textContent()).toContain('Recherche : Liste entière');
  expect(await page.getByRole('row').nth(2).textContent()).toContain('Consultation');
  await page.context().close();
});

test('who is in no group of the service has no entry in the menu, and is refused without a reason', async () => {
  const token = await signedIn(site.api, 'marc');
  const page = await site.openAs(token, '/tuteur/proteges');
  expect(await title(page)).toBe('Accès refusé');
  await page.goto(`${site.api.url}/`);
  expect(await menu(page)).not.toContain('Espace Tuteur');
  await page.context().close();
});

test('whom a tuteur misses is signalled; the Caf sees whom in its task and answers, which the tuteur reads', async () => {
  const token = await inSpace(site.api, 'ana');
  const page = await site.openAs(token, '/tuteur/proteges');
  await page.getByRole('link', { name: 'Il me manque un protégé' }).click();
  await page.getByRole('button', { name: 'Signaler cette personne' }).click();
  expect(await page.getByRole('alert').getByRole('listitem').count()).toBe(4);
  await page.getByLabel('Numéro').fill('7654321');
  await page.getByLabel('Nom', { exact: true }).fill('Vautrin');
  await page.getByLabel('Prénom').fill('Jacques');
  await page.getByLabel('Date de naissance').fill('1950-04-01');
  await page.getByRole('button', { name: 'Signaler cette personne' }).click();
  expect(await page.getByRole('status').textContent()).toContain('Votre Caf vérifie');
  const caf = await site.open('agent93', '/taches');
  await caf.getByRole('link', { name: 'Vérifier un protégé manquant' }).click();
  expect(await caf.getByRole('main').textContent()).toContain('Vautrin Jacques');
  await site.look(caf, await site.api.as('agent93'), 'tuteur-tache-protege');
  await caf.getByRole('button', { name: 'Il lui est confié : je le fais corriger' }).click();
  await caf.goto(`${site.api.url}/tuteurs/signalements`);
  expect(await caf.getByRole('table').textContent()).toContain('Confié : à corriger');
  await site.look(caf, await site.api.as('agent93'), 'tuteur-signalements-caf');
  await caf.context().close();
  await page.goto(`${site.api.url}/tuteur/protege-manquant`);
  expect(await page.getByRole('table').textContent()).toContain('cette personne vous est confiée');
  await site.look(page, token, 'tuteur-protege-manquant');
  await page.context().close();
});

test('every page of the space, and of the Caf about it, has no fault for axe', async () => {
  const token = await inSpace(site.api, 'eve');
  const reference = await site.api.deps.db.protege.findFirstOrThrow({ where: { number: '9910037' } });
  for (const [path, name] of [
    ['/tuteur', 'tuteur-entree'],
    ['/tuteur/proteges', 'tuteur-liste'],
    [`/tuteur/proteges/${reference.reference}`, 'tuteur-fiche'],
    ['/tuteur/trace', 'tuteur-trace'],
  ] as const) {
    const page = await site.openAs(token, path);
    await site.look(page, token, name);
    await page.context().close();
  }
  const page = await site.open('agent93', '/tuteurs/trace?refused=true');
  expect(await page.getByRole('table').textContent()).toContain("Pas d'accès à l'espace à cet instant");
  await site.look(page, await site.api.as('agent93'), 'tuteur-trace-caf');
  await page.context().close();
});
