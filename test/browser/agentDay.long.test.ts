import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HOME_HELP, partnerBody } from '../api.ts';
import { inventedSiret } from '../people.ts';
import { partnerSigns } from '../signing.ts';
import { type Site, startSite } from './site.ts';

/** So many stand on one page of the list. */
const MANY = 40;
const SIRET = inventedSiret(300);

let site: Site;
let agent: string;
beforeAll(async () => {
  site = await startSite();
  const { api } = site;
  agent = await api.as('agent93');
  for (let seed = 300; seed < 300 + MANY; seed += 1) {
    const body = {
      ...partnerBody({ siret: inventedSiret(seed), raisonSociale: `Aide du Vallon ${seed}` }),
      ...HOME_HELP,
    };
    const { id } = (await api.call('POST', '/partners', { token: agent, body })).body;
    const asked = { services: ['ADONIS'], delegationMode: 'DELEGUE', missions: ['Aide'] };
    const begun = await api.call('POST', `/partners/${id}/conventionnements`, { token: agent, body: asked });
    await partnerSigns(api.deps, begun.body.processId);
  }
});
afterAll(() => site?.stop());

it('a partner is found by half its name from any page, by the keyboard alone; mistyped words and displayed SIRETs find it too', async () => {
  const page = await site.openAs(agent, '/dossiers');
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  const seek = async (typed: string) => {
    await page.keyboard.press('/');
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Recherche' }).waitFor();
  };
  await seek('vall 317');
  await site.look(page, agent, 'recherche');
  await page.locator('main').getByRole('link', { name: 'Aide du Vallon 317' }).first().press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Aide du Vallon 317' }).waitFor();
  await seek('valon 317');
  expect(await page.locator('.notice').innerText()).toContain('voici ce qui en est proche');
  await seek(SIRET.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4'));
  expect(await page.getByRole('link', { name: 'Aide du Vallon 300', exact: true }).count()).toBe(1);
  await seek('personne de ce nom');
  await site.look(page, agent, 'recherche-sans-resultat');
  expect(faults).toEqual([]);
  await page.context().close();
});

it('forty countersignatures take five clicks, without JavaScript; the report says what became of each', async () => {
  const page = await site.openAs(agent, '/', { javaScript: false });
  let clicks = 0;
  const click = async (role: 'link' | 'button', name: string) => {
    clicks += 1;
    await page.getByRole(role, { name, exact: true }).first().click();
  };
  await click('link', 'Tâches');
  await click('link', 'Plusieurs à la fois : contresigner les documents');
  await site.look(page, agent, 'taches-plusieurs');
  await click('button', 'Contresigner : toutes celles de cette page');
  const waiting = await page.locator('main tbody tr').count();
  expect(waiting).toBeGreaterThanOrEqual(MANY);
  await click('button', `Contresigner : ${waiting}`);
  expect(await page.locator('main').innerText()).toContain(`${waiting} tâches faites sur ${waiting}.`);
  await click('link', 'Revenir à la liste');
  expect(await page.locator('main').innerText()).toContain('Aucune tâche à faire.');
  expect(clicks).toBe(5);
  await page.context().close();
});
