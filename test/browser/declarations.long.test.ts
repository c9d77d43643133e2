import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { esatStepsOn } from '../../adapters/store/esatDeclaration/year.ts';
import { yearSteps } from '../../domain/esatDeclaration/window.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { USAGE_RULES_VERSION } from '../../domain/usageRules/rules.ts';
import { PASSWORD } from '../api.ts';
import { workbookOfLines } from '../builders/workbook.ts';
import { openEsat, workerCells, workerLine } from '../esat.ts';
import { inventedSiret } from '../people.ts';
import { type Site, startSite } from './site.ts';

const YEAR = 2026;
const PAGE = `/esat/remunerations/${YEAR}`;

let site: Site;
/** a session of somebody who declares for the Esat */
let nadia: () => Promise<string>;
beforeAll(async () => {
  site = await startSite();
  const { api } = site;
  api.now = new Date('2026-12-10T09:00:00Z');
  const esat = await openEsat(api, { siret: inventedSiret(341), raisonSociale: 'Esat Les Lilas' });
  await openEsat(api, { siret: inventedSiret(342), raisonSociale: 'Esat Tardif' });
  nadia = () => esat.person('nadia');
  await nadia();
  const rules = { rulesVersion: USAGE_RULES_VERSION, rulesAcceptedAt: api.now };
  await api.deps.db.user.updateMany({ where: { partnerId: esat.partnerId, firstName: 'nadia' }, data: rules });
});
afterAll(() => site?.stop());

const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inMain = (page: Page) => page.getByRole('main').textContent();

/** Which of them may stay empty stands in the label. */
const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}( \\(facultatif\\))?$`));

/** Fills in fields by their labels; what is chosen of a list is given as it reads. */
async function fill(page: Page, typed: Record<string, string>, chosen: Record<string, string> = {}): Promise<void> {
  for (const [label, value] of Object.entries(typed)) await field(page, label).fill(value);
  for (const [label, value] of Object.entries(chosen)) await field(page, label).selectOption(value);
}

test('an Esat declares by form and by spreadsheet, corrects, and has its receipts, without JavaScript (ESAT-7, ESAT-8)', async () => {
  const page = await site.openAs(await nadia(), '/', { javaScript: false });
  await page
    .getByRole('navigation', { name: 'Menu principal' })
    .getByRole('link', { name: 'Esat', exact: true })
    .click();
  expect(await title(page)).toBe(`Rémunérations garanties de novembre ${YEAR}`);
  expect(await inMain(page)).toContain('du 01/12/2026 au 28/02/2027 inclus');
  await site.look(page, await nadia(), 'declaration-vide');

  await page.getByRole('link', { name: 'Ajouter un travailleur' }).click();
  await site.look(page, await nadia(), 'declaration-travailleur');
  const worker = { 'N° allocataire': '1000001', Nom: 'Diop', Prénom: 'Awa', 'Date de naissance': '31/12/1985' };
  const pay = { Caf: '75', 'Taux d’activité': '300', 'Rémunération directe': '245,60', 'Aide au poste': '912,35' };
  await fill(page, { ...worker, ...pay }, { 'Bénéficiaire AAH': 'Non' });
  await button(page, 'Garder').click();
  // both faults at their fields, nothing lost
  expect(await page.getByRole('alert').getByRole('listitem').count()).toBe(2);
  expect(await page.getByLabel('Taux d’activité', { exact: true }).inputValue()).toBe('300');
  await site.look(page, await nadia(), 'declaration-travailleur-fautes');
  await fill(page, { 'Taux d’activité': '80' }, { 'Bénéficiaire AAH': 'Oui' });
  await button(page, 'Garder').click();
  await button(page, 'Transmettre la déclaration').click();
  expect(await page.getByRole('status').textContent()).toContain(`Récépissé CE-${YEAR}-`);

  const lines = [
    workerLine('1000001', { caf: '75' }),
    workerLine('1000002', { lastName: 'Sow', rate: '0' }),
    workerLine('1000003', { lastName: 'Kanté', direct: '5000' }),
  ];
  const file = workbookOfLines(workerCells(lines));
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel('Classeur', { exact: true }).setInputFiles({ name: 'novembre.xlsx', mimeType, buffer: file });
  await button(page, 'Remplacer les lignes').click();
  expect(await page.getByRole('status').textContent()).toContain('3 lignes sont gardées');
  expect(await page.getByRole('table').first().textContent()).toContain('Ligne 2, Taux d’activité');
  expect(await inMain(page)).toContain("Corrigez d'abord les lignes marquées");
  await site.look(page, await nadia(), 'declaration-a-corriger');
  // a draft is there the next day, in another browser
  await page.context().close();
  site.api.now = new Date('2026-12-11T09:00:00Z');
  const later = await site.openAs(await nadia(), PAGE, { javaScript: false });
  await later.getByRole('link', { name: 'Sow Awa' }).click();
  await fill(later, { 'Taux d’activité': '50' });
  await button(later, 'Garder').click();
  // what is unlikely is asked
  await button(later, 'Transmettre la déclaration corrigée').click();
  expect(await later.getByRole('alert').textContent()).toContain('ce montant est très élevé pour un mois');
  await later.getByLabel('J’ai vérifié les lignes à confirmer : elles sont exactes').check();
  await button(later, 'Transmettre la déclaration corrigée').click();
  const receipts = later.getByRole('link', { name: /^Récépissé CE-/ });
  expect(await receipts.count()).toBe(2);
  // nothing is left to submit
  expect(await later.getByRole('button', { name: /^Transmettre/ }).count()).toBe(0);
  const address = new URL((await receipts.first().getAttribute('href')) ?? '', site.api.url).href;
  const pdf = await later.context().request.get(address);
  expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  await site.look(later, await nadia(), 'declaration-transmise');
  await later.context().close();
});

test('the Caf of each worker reads what it received; the Esat’s own what is missing (ESAT-8)', async () => {
  const page = await site.open('agent93', '/');
  await page.getByRole('link', { name: /^Rémunérations garanties/ }).click();
  expect(await page.getByRole('table').textContent()).toContain('Esat Les Lilas');
  await site.look(page, await site.api.as('agent93'), 'declarations-recues');
  await page.goto(`${site.api.url}/esat/recues/${YEAR}/manquants`);
  expect(await page.getByRole('table').textContent()).toMatch(/^(?!.*Les Lilas).*Esat Tardif/s);
  await site.look(page, await site.api.as('agent93'), 'declarations-manquantes');
  await page.context().close();
  const other = await site.open('agent75', `/esat/recues/${YEAR}`);
  // one of the three is of Paris
  expect(await inMain(other)).toMatch(/Allocataires de la Caf déclarés\s*1\D/);
  await other.context().close();
});

test('a change of activity is declared, found again by the Esat, and treated by the worker’s own Caf (ESAT-9, ESAT-12)', async () => {
  const page = await site.openAs(await nadia(), PAGE, { javaScript: false });
  await page.getByRole('link', { name: "Changements d'activité" }).click();
  await site.look(page, await nadia(), 'changements');
  // whom the Esat has declared is named already, with the rate that is known
  await page.getByRole('link', { name: /^Un changement : Sow Awa/ }).click();
  expect(await inMain(page)).toContain('50\u00A0% depuis le');
  await fill(page, { 'Date d’effet': '01/12/2026', 'Nouveau taux d’activité': '40' }, { 'Reçoit l’AAH': 'Oui' });
  await fill(page, {}, { Changement: 'Augmentation du taux d’activité' });
  await button(page, 'Transmettre à la Caf').click();
  expect(await page.getByRole('alert').textContent()).toContain('taux');
  await site.look(page, await nadia(), 'changement-fautes');
  await fill(page, { 'Nouveau taux d’activité': '60' }, { Changement: 'Augmentation du taux d’activité' });
  await page.getByLabel('Travaille aussi en milieu ordinaire').check();
  await fill(page, { 'Début en milieu ordinaire': '01/12/2026', 'Fin en milieu ordinaire': '31/05/2027' });
  await button(page, 'Transmettre à la Caf').click();
  expect(await title(page)).toMatch(/^Augmentation du taux d’activité – CA-/);
  expect(await inMain(page)).toContain('31/05/2027');
  const path = new URL(page.url()).pathname;
  await site.look(page, await nadia(), 'changement-transmis');

  const id = path.split('/').at(-1) ?? '';
  const caf = await site.open('agent93', path);
  await site.look(caf, await site.api.as('agent93'), 'changement-lu-par-la-caf');
  await caf.goto(`${site.api.url}/taches?dossier=${id}`);
  await caf.getByRole('link', { name: 'Traiter un changement d’activité' }).click();
  expect(await inMain(caf)).toContain('Sow Awa');
  await site.look(caf, await site.api.as('agent93'), 'changement-tache');
  await caf.getByText('Le dossier de l’allocataire est à jour').first().click();
  await button(caf, 'Le dossier de l’allocataire est à jour').click();
  await caf.context().close();
  await page.reload();
  expect(await inMain(page)).toContain('Traité par la Caf');
  await page.context().close();
});

test('once the window has ended: nothing is declared any more, and who is late is a task of the Caf (ESAT-8)', async () => {
  const { api } = site;
  const close = yearSteps(YEAR, DEFAULT_POLICY).at(-1);
  if (close === undefined) throw new Error('a year ends');
  api.now = new Date('2027-03-01T09:00:00Z');
  const next = esatStepsOn(api.deps.db, { policy: DEFAULT_POLICY, mailboxOf: (code) => `agent@caf${code}.example` });
  while (await next({ year: YEAR, ...close }, api.now));
  const late = await api.deps.db.process.findFirstOrThrow({ where: { type: 'lateDeclaration' } });
  await api.tick(late.id);

  const page = await site.openAs(await nadia(), PAGE);
  expect(await inMain(page)).toContain('fermée aujourd’hui');
  expect(await page.getByRole('button', { name: /^Transmettre/ }).count()).toBe(0);
  await site.look(page, await nadia(), 'declaration-fermee');
  await page.context().close();

  // the session of December lapsed long ago
  const login = { login: 'agent93@passerelle.example', password: PASSWORD };
  const agent: string = (await api.call('POST', '/auth/login', { body: login })).body.token;
  const caf = await site.openAs(agent, '/taches');
  await caf.getByRole('link', { name: 'Relancer un Esat qui n’a pas déclaré' }).click();
  expect(await inMain(caf)).toContain('Esat Tardif');
  await site.look(caf, agent, 'declaration-tardive-tache');
  await caf.getByText('L’Esat n’emploie aucun bénéficiaire de l’AAH').first().click();
  await button(caf, 'L’Esat n’emploie aucun bénéficiaire de l’AAH').click();
  await site.look(caf, agent, 'declaration-tardive-faite');
  await caf.context().close();
});
