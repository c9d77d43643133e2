import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTuteurs } from '../../ops/seed/tuteurs.ts';
import { inventedSiret } from '../people.ts';
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
    ...Array.from({ length: 60 }, (_, n) => ({ siret: inventedSiret(n + 100), mcp: inventedSiret(n + 100) })),
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
  const lines = async () => page.locator('#lignes ~ div tbody tr').count();
  await page.getByText('64 lignes').waitFor();
  await page.getByRole('link', { name: 'Page suivante' }).click();
  await page.waitForURL(/cursor=/);
  expect(await lines()).toBe(14);
  await page.getByRole('columnheader', { name: 'SIRET dans Tiersi' }).getByRole('link').click();
  await page.waitForURL(/sort=siret/);
  await page.getByLabel('Lecture').selectOption('REFUSEE');
  await page.getByRole('button', { name: 'Filtrer' }).click();
  await page.waitForURL(/verdict=REFUSEE/);
  expect(page.url()).toContain('sort=siret');
  expect(await lines()).toBe(1);
  expect(await page.locator('main').textContent()).toContain('Indiquez le nombre de protégés');
  expect(await page.getByRole('link', { name: 'classeur (.xlsx)' }).getAttribute('href')).toContain('verdict=REFUSEE');

  // started from what was checked, somebody without JavaScript too; a date that is past is asked about first
  const plain = await site.open('national', page.url().replace(/^https?:\/\/[^/]+/, ''), { javaScript: false });
  await plain.locator('input[type=date]').fill('2020-01-18');
  await plain.getByRole('button', { name: 'Préparer la réouverture' }).click();
  await plain.locator('.faults').waitFor();
  await plain.locator('input[type=date]').fill('2099-01-18');
  // a partner that the file names is corrected meanwhile: what is said of its lines now is read first
  const { db } = site.api.deps;
  await db.partner.updateMany({ where: { siret: O5 }, data: { nature: 'PERSONNE_PHYSIQUE' } });
  await plain.getByRole('button', { name: 'Préparer la réouverture' }).click();
  await plain.getByRole('heading', { name: 'Le résultat a changé' }).waitFor();
  await plain.getByRole('link', { name: 'Les voir' }).click();
  await plain.getByText('2 lignes', { exact: true }).waitFor();
  await plain.getByText('À la vérification : Plusieurs SIRET, même SIREN, pour d’autres raisons').first().waitFor();
  await db.partner.updateMany({ where: { siret: O5 }, data: { nature: 'PERSONNE_MORALE' } });
  await plain.getByRole('button', { name: 'Préparer la réouverture' }).click();
  await plain.getByRole('heading', { name: 'Le résultat a changé' }).waitFor();
  await plain.getByRole('button', { name: 'Préparer la réouverture' }).click();
  await plain.waitForURL(/reouvertures\/tuteur-reopening/);
  await plain.context().close();

  // … and its page that is still open says that it is kept no more
  await page.getByRole('button', { name: 'Préparer la réouverture' }).click();
  await page.getByText('Cette vérification n’est plus gardée').waitFor();
  await page
    .getByRole('table', { name: /Réouvertures/ })
    .getByRole('link')
    .last()
    .click();
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
