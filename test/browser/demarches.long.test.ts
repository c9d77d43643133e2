import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMARCHE_CODES } from '../../domain/protege/demarches.ts';
import { addProtege, HEAD, inSpace, openNationally, openTuteur } from '../tuteur.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let ref: string;
beforeAll(async () => {
  site = await startSite();
  const { db } = site.api.deps;
  await openNationally(db);
  const horizon = await openTuteur(site.api, HEAD, 'Association tutélaire Horizon');
  await horizon.person('ana');
  ref = await addProtege(db, HEAD, { lastName: 'Auberive', firstName: 'Odette' });
});
afterAll(() => site.stop());

test('a tuteur declares by keyboard alone, puts a fault right, reads the state and gives the complement, without JavaScript', async () => {
  const { api } = site;
  const page = await site.openAs(await inSpace(api, 'ana'), `/tuteur/proteges/${ref}`, { javaScript: false });
  await page.getByRole('link', { name: "Changement d'adresse" }).press('Enter');
  const deposit = page.getByRole('button', { name: 'Déposer la démarche' });
  await page.getByLabel('Numéro et voie').press('Enter');
  expect(await page.getByRole('alert').getByRole('listitem').count()).toBe(5);
  await page
    .getByRole('alert')
    .getByRole('link', { name: /^Code postal/ })
    .press('Enter');
  await page.getByLabel('Date d’arrivée').fill('2026-03-01');
  await page.getByLabel('Numéro et voie').fill('3 rue des Lilas');
  await page.getByLabel('Code postal').fill('930');
  await page.getByLabel('Commune').fill('Bobigny');
  await page.getByLabel('Logement', { exact: true }).selectOption('Hébergé gratuitement');
  await deposit.press('Enter');
  expect(await page.getByRole('alert').textContent()).toContain('Le code postal compte 5 chiffres.');
  expect(await page.getByLabel('Numéro et voie').inputValue()).toBe('3 rue des Lilas');
  await page.getByLabel('Code postal').fill('93000');
  await deposit.press('Enter');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Changement d'adresse – DEM-/);
  const id = page.url().split('/').at(-1) ?? '';
  const agent = await api.as('agent93');
  const { body } = await api.call('GET', `/tasks?dossier=${id}`, { token: agent });
  const asked = { outcome: 'ask', text: 'Depuis quand ?' };
  await api.call('POST', `/tasks/${body.items[0].id}/complete`, { token: agent, body: asked });
  await page.reload();
  expect(await page.getByRole('main').textContent()).toContain('Depuis quand ?');
  await page.getByLabel(/^Complément/).fill('Depuis mars');
  await page.getByRole('button', { name: 'Envoyer le complément' }).press('Enter');
  expect(await page.getByRole('main').textContent()).toContain('En traitement');
  await page.context().close();
});

test('every form, the list, a démarche and the Caf’s task have no fault for axe', async () => {
  const { api } = site;
  const token = await inSpace(api, 'ana');
  const process = await api.deps.db.process.findFirstOrThrow({ where: { type: 'demarche' } });
  const forms = DEMARCHE_CODES.map(
    (code) => [`/tuteur/proteges/${ref}/demarches/${code}`, `demarche-${code}`] as const,
  );
  const page = await site.openAs(token, '/tuteur/demarches');
  for (const [path, name] of [
    ...forms,
    ['/tuteur/demarches', 'demarches'],
    [`/tuteur/demarches/${process.id}`, 'demarche'],
  ] as const) {
    await page.goto(`${api.url}${path}`);
    await site.look(page, token, name);
  }
  await page.context().close();
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: process.id, state: 'OUVERTE' } });
  const caf = await site.open('agent93', `/taches/${task.id}`);
  expect(await caf.getByRole('main').textContent()).toContain('3 rue des Lilas');
  await site.look(caf, await api.as('agent93'), 'demarche-tache');
  await caf.context().close();
});
