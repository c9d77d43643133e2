import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTuteurs } from '../../ops/seed/tuteurs.ts';
import { tiersiCsv } from '../tiersi.ts';
import { picture, violationsOf } from './browser.ts';
import { type Site, startSite } from './site.ts';

const O5 = '99992245300017';
const FILE = {
  name: 'tiersi.csv',
  mimeType: 'text/csv',
  buffer: tiersiCsv([
    { siret: O5, mcp: O5, proteges: 5 },
    { siret: '99992245300025', mcp: O5, proteges: 7 },
    { siret: '99994653600012', mcp: '99995255900014' },
    { siret: '123', mcp: 'x', proteges: '' },
  ]),
};

let site: Site;
beforeAll(async () => {
  site = await startSite();
  await openTuteurs(site.api.deps.db, 'x', site.api.now);
});
afterAll(() => site?.stop());

it('the Cnaf checks Tiersi’s file, prepares the reopening, reads its gates and its impact, and closes for all with a reason', async () => {
  const page = await site.open('national', '/reouvertures');
  expect(await violationsOf(page)).toEqual([]);
  await page.locator('button[value=true]').click();
  await page.waitForLoadState();
  expect(await page.locator('.faults li').count()).toBeGreaterThanOrEqual(1);

  await page.locator('input[type=file]').setInputFiles(FILE);
  await page.locator('input[type=date]').fill('2099-01-18');
  await page.locator('button[value=true]').click();
  await page.getByRole('heading', { name: 'Résultat de la vérification' }).waitFor();
  await picture(page, 'reopening-checked');
  expect(await violationsOf(page)).toEqual([]);
  expect(await page.locator('main').textContent()).toContain('Indiquez le nombre de protégés');

  await page.locator('input[type=file]').setInputFiles(FILE);
  await page.locator('button[value=false]').click();
  await page.waitForURL(/reouvertures\/tuteur-reopening/);
  await picture(page, 'reopening');
  expect(await violationsOf(page)).toEqual([]);
  const text = (await page.locator('main').textContent()) ?? '';
  for (const told of ['La recherche par SIREN est en service', 'Plusieurs SIRET, même SIREN', 'Caf 93', 'Aucune vague'])
    expect(text).toContain(told);

  await page.getByRole('link', { name: /Rapport d’impact/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Rapport d’impact' }).waitFor();
  await picture(page, 'reopening-impact');
  expect(await violationsOf(page)).toEqual([]);
  expect(await page.locator('svg.chart').count()).toBe(1);
  await page.goBack();

  await page.getByRole('button', { name: 'J’ai lu le rapport d’impact' }).click();
  await page.getByText('Lecture du rapport d’impact confirmée.').waitFor();
  await page.getByRole('button', { name: 'Demander l’ouverture maintenant' }).click();
  await page.locator('.faults').waitFor();
  expect(await page.locator('.faults').textContent()).toContain('ne rouvre pas avant le');

  await page.locator('summary', { hasText: 'Fermer l’Espace Tuteur pour tous' }).click();
  expect(await page.locator('main').textContent()).toContain('leur profil T9 de Cdap leur est rendu');
  await page.locator('form#fermer input[name=reason]').fill('Essai');
  await page.getByRole('button', { name: 'Fermer pour tous, Cdap à la place' }).click();
  await page.getByText('L’Espace Tuteur est fermé pour tous, Cdap à la place.').waitFor();
  await picture(page, 'reopening-closed');
  expect(await violationsOf(page)).toEqual([]);
  await page.context().close();
});
