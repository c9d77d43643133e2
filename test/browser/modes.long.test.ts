import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openedPartner } from '../openPartner.ts';
import { cafCountersigns, partnerSigns } from '../signing.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let partnerId: string;
let claire: string;
beforeAll(async () => {
  site = await startSite();
  ({ partnerId, claire } = await openedPartner(site.api));
});
afterAll(() => site?.stop());

describe('change of mode and requests in mode centralisé, without JavaScript (DEL-5, RGT-17, U1, U3)', () => {
  it('an agent begins the change; once countersigned, the administrateur asks, the Caf does it, and it is told', async () => {
    const agentToken = await site.api.as('agent93');
    const people = await site.openAs(agentToken, `/partenaires/${partnerId}/utilisateurs`, { javaScript: false });
    // nothing is offered that would be refused once it is filled
    const making = people.getByRole('link', { name: /^(Créer un compte|Importer un tableur)$/ });
    expect(await making.count()).toBe(0);
    await people.getByText(/^La convention est en mode délégué : l'organisme fait lui-même/).waitFor();
    await site.look(people, agentToken, 'users-caf-delegated');
    for (const form of ['nouveau', 'import']) {
      await people.goto(`${site.api.url}/partenaires/${partnerId}/utilisateurs/${form}`);
      await people.getByText(/^La convention est en mode délégué/).waitFor();
      expect(await people.locator('main form').count()).toBe(0);
    }
    const agent = await site.openAs(agentToken, `/partenaires/${partnerId}`, { javaScript: false });
    await agent.getByText('Changer de mode de gestion').click();
    await site.look(agent, agentToken, 'partner-mode');
    await agent.getByRole('button', { name: 'Passer en mode centralisé' }).click();
    await agent.getByText('Le changement de mode est commencé.').waitFor();
    await agent.goto(`${site.api.url}/partenaires/${partnerId}`);
    await agent.getByText('Changer de mode de gestion').click();
    expect(await agent.getByRole('button', { name: 'Passer en mode centralisé' }).count()).toBe(0);
    await agent.getByText(/^Un changement de mode de gestion est en cours/).waitFor();
    await site.look(agent, agentToken, 'partner-mode-under-way');
    const { id } = await site.api.deps.db.process.findFirstOrThrow({ where: { partnerId, type: 'conventionnement' } });
    const standing = agent.getByRole('link', { name: 'Ouvrir le dossier en cours' });
    expect(await standing.getAttribute('href')).toBe(`/dossiers/${id}`);
    await partnerSigns(site.api.deps, id);
    await cafCountersigns(site.api, id);
    await people.goto(`${site.api.url}/partenaires/${partnerId}/utilisateurs`);
    expect(await making.count()).toBe(2);

    const page = await site.openAs(claire, `/partenaires/${partnerId}/utilisateurs`, { javaScript: false });
    expect(await page.getByRole('link', { name: 'Créer un compte' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Demander à la Caf' }).click();
    await site.look(page, claire, 'user-requests-empty');
    await page.getByRole('link', { name: 'Demander un compte' }).click();
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    expect(await page.title()).toMatch(/^Erreur : /);
    expect(await page.locator('.faults a').first().getAttribute('href')).toBe('#demande-person-firstName');
    await site.look(page, claire, 'user-request-form');
    await page.getByLabel('Prénom').fill('Nadia');
    await page.getByLabel('Nom', { exact: true }).fill('Ferrand');
    await page.getByLabel('Courriel').fill('nadia.ferrand@peupliers.example');
    await page.getByLabel(/^Pourquoi/).fill('Elle arrive <b>lundi</b>');
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    await page.getByText('La demande est envoyée à la Caf.').waitFor();
    await site.look(page, claire, 'user-request');
    const home = page.url();

    const task = await site.api.deps.db.task.findFirstOrThrow({ where: { kind: 'GERER_UTILISATEUR' } });
    await agent.goto(`${site.api.url}/taches/${task.id}`);
    expect(await agent.getByText('Elle arrive <b>lundi</b>').count()).toBe(1);
    await site.look(agent, agentToken, 'task-user-request');
    await agent.getByRole('button', { name: 'Faire ce qui est demandé' }).click();
    await agent.waitForURL(/dossiers|taches/);
    await page.goto(home);
    expect(await page.getByText('Faite', { exact: true }).count()).toBe(1);
    expect(await page.getByText(/^Nadia Ferrand \(MCP/).count()).toBe(1);
  });

  it('from someone’s account: a correction, that begins with what it says now; a reactivation once it is closed', async () => {
    const { db } = site.api.deps;
    const nadia = await db.user.findFirstOrThrow({ where: { email: 'nadia.ferrand@peupliers.example' } });
    const page = await site.openAs(claire, `/partenaires/${partnerId}/demandes/corriger`, { javaScript: false });
    await site.look(page, claire, 'user-request-edit-who');
    await page.getByLabel('Personne', { exact: true }).selectOption(nadia.id);
    await page.getByRole('button', { name: 'Continuer' }).click();
    expect(await page.getByLabel('Prénom').inputValue()).toBe('Nadia');
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    await page.getByText('Changez ce qui est à corriger.', { exact: true }).waitFor();
    await site.look(page, claire, 'user-request-edit');
    await page.getByLabel('Diplôme').selectOption('CESF');
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    await page.getByRole('heading', { name: "Correction d'un compte" }).waitFor();
    expect(await page.getByText('CESF', { exact: true }).count()).toBe(1);
    expect(await page.getByText('nadia.ferrand@peupliers.example').count()).toBe(0); // it does not change
    const agentToken = await site.api.as('agent93');
    const task = await db.task.findFirstOrThrow({ where: { kind: 'GERER_UTILISATEUR', state: 'OUVERTE' } });
    const agent = await site.openAs(agentToken, `/taches/${task.id}`, { javaScript: false });
    expect(await agent.getByText('CESF', { exact: true }).count()).toBe(1);
    await agent.getByRole('button', { name: 'Faire ce qui est demandé' }).click();
    await agent.waitForURL(/dossiers|taches/);
    expect(await db.user.findUniqueOrThrow({ where: { id: nadia.id } })).toMatchObject({ qualification: 'CESF' });

    const body = { closesOn: site.api.now.toISOString().slice(0, 10) };
    expect((await site.api.call('PATCH', `/users/${nadia.id}`, { token: agentToken, body })).status).toBe(200);
    await page.goto(`${site.api.url}/comptes/${nadia.id}`);
    await site.look(page, claire, 'user-asks-caf');
    expect(await page.getByRole('link', { name: 'Faire corriger par la Caf' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Demander sa réactivation à la Caf' }).click();
    expect(await page.getByLabel('Personne', { exact: true }).inputValue()).toBe(nadia.id);
    await site.look(page, claire, 'user-request-reactivate');
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    await page.getByRole('heading', { name: "Réactivation d'un compte" }).waitFor();
    const back = await db.task.findFirstOrThrow({ where: { kind: 'GERER_UTILISATEUR', state: 'OUVERTE' } });
    await agent.goto(`${site.api.url}/taches/${back.id}`);
    await agent.getByRole('button', { name: 'Faire ce qui est demandé' }).click();
    await agent.waitForURL(/dossiers|taches/);
    expect(await db.user.findUniqueOrThrow({ where: { id: nadia.id } })).toMatchObject({ closesOn: null });
  });

  it('the other two forms: someone else’s groups, a closing; axe finds nothing', async () => {
    for (const path of ['groupes', 'clore']) {
      const page = await site.openAs(claire, `/partenaires/${partnerId}/demandes/${path}`, { javaScript: false });
      await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
      expect(await page.locator('.faults a').first().getAttribute('href')).toBe('#demande-userId');
      await site.look(page, claire, `user-request-${path}`);
    }
    const page = await site.openAs(claire, `/partenaires/${partnerId}/demandes/clore`, { javaScript: false });
    const nadia = await site.api.deps.db.user.findFirstOrThrow({ where: { email: 'nadia.ferrand@peupliers.example' } });
    await page.getByLabel('Personne', { exact: true }).selectOption(nadia.id);
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    await page.getByRole('heading', { name: "Clôture d'un compte" }).waitFor();
    const agentToken = await site.api.as('agent93');
    const list = await site.openAs(agentToken, `/partenaires/${partnerId}/demandes`, { javaScript: false });
    expect(await list.getByRole('link', { name: "Clôture d'un compte" }).count()).toBe(1);
    expect(await list.getByRole('link', { name: 'Demander un compte' }).count()).toBe(0);
    await site.look(list, agentToken, 'user-requests');
  });
});

// last: nothing is in force any more
it('an agent reads what falls with a convention, says why, and closes it; nobody else is offered it (RGT-14, CONV-13, U1)', async () => {
  const { api } = site;
  const token = await api.as('agent93');
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
  ).toBe(2); // to the organisme and its administrateur
});
