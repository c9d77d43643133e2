import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openSession } from '../../adapters/identity/sessions.ts';
import { PASSWORD } from '../api.ts';
import { openedPartner } from '../openPartner.ts';
import { contextOf, picture, violationsOf } from './browser.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let claire: string;
beforeAll(async () => {
  site = await startSite();
  ({ claire } = await openedPartner(site.api));
});
afterAll(() => site?.stop());

const OWN = 'quatre fleurs sous la pluie';

/** A page of someone signed in by a session token, or of nobody. */
async function pageOf(token: string | null, path: string): Promise<Page> {
  // people's pages work without JavaScript; axe needs it to look
  const context = await contextOf(site.browser, site.api.url, token);
  const page = await context.newPage();
  await page.goto(`${site.api.url}${path}`);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect([name, await violationsOf(page)]).toEqual([name, []]);
}

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

describe('people of a partner, page by page (CDAP-1, ACC-4 … ACC-9, domain.md §12)', () => {
  it('an administrateur makes a group, its role and a user; the user signs in, chooses a password, and sees exactly that service', async () => {
    const page = await pageOf(null, '/connexion');
    await signIn(page, 'MCP00000093', PASSWORD);
    await page.getByRole('heading', { name: 'Bienvenue Claire Aubert' }).waitFor();
    await look(page, 'home-administrateur');
    expect(await page.getByText('Aucun service pour l').count()).toBe(1);
    expect(await page.locator('.lead').textContent()).toBe('ESAT Les Peupliers');
    expect(await page.getByRole('link', { name: 'créez un groupe' }).getAttribute('href')).toMatch(/\/groupes$/);

    await page.getByRole('link', { name: 'Groupes', exact: true }).click();
    await look(page, 'groups-empty');
    await page.getByRole('link', { name: 'Créer un groupe' }).click();
    await page.getByRole('button', { name: 'Créer le groupe' }).click();
    await look(page, 'group-faults');
    expect(await page.title()).toMatch(/^Erreur/);
    await page.getByLabel('Service', { exact: true }).selectOption('CDAP');
    await page.getByLabel('Code', { exact: true }).fill('t2cr');
    await page.getByLabel('Libellé').fill('T2 Service des Crèches');
    await page.getByLabel('Gestionnaire').selectOption({ label: 'Claire Aubert (MCP00000093)' });
    await page.getByRole('button', { name: 'Créer le groupe' }).click();
    await page.getByText('Le groupe est créé').waitFor();
    await look(page, 'group-without-role');
    await page.getByRole('button', { name: 'Attacher le rôle' }).click();
    await page.getByText('Le rôle est attaché.').waitFor();

    await page.getByRole('link', { name: 'Utilisateurs', exact: true }).first().click();
    await page.getByRole('link', { name: 'Créer un compte' }).click();
    await page.getByLabel('Prénom').fill('Nadia');
    await page.getByLabel('Nom', { exact: true }).fill('Ferrand');
    await page.getByLabel('Courriel').fill('contact@peupliers.example');
    await page.getByLabel('T2CR').check();
    await page.getByLabel('Assistant social du travail').check();
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.locator('.faults').waitFor();
    await look(page, 'user-faults');
    await page.getByLabel('Courriel').fill('lilou92@peupliers.example');
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByLabel("Cette adresse est bien celle de la personne, et d'elle seule").waitFor();
    await look(page, 'user-to-confirm');
    await page.getByLabel('Courriel').fill('nadia.ferrand@peupliers.example');
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByText('Le compte est créé').waitFor();
    await look(page, 'user');
    const user = await site.api.deps.db.user.findFirstOrThrow({ where: { email: 'nadia.ferrand@peupliers.example' } });
    expect(user.workplaceSocialWorker).toBe(true); // REQ-8
    await page.getByText('Modifier', { exact: true }).click();
    expect(await page.getByLabel('Assistant social du travail').isChecked()).toBe(true);

    const temporary = await site.api.mailedPassword(user.id);
    const hers = await pageOf(null, '/mon-profil');
    await signIn(hers, user.login.toUpperCase(), temporary);
    await hers.getByRole('heading', { name: 'Choisissez votre mot de passe' }).waitFor();
    await look(hers, 'first-login');
    for (const elsewhere of ['/utilisateurs', '/']) {
      await hers.goto(`${site.api.url}${elsewhere}`); // anything else leads back here (ACC-7)
      expect(hers.url()).toContain('/premiere-connexion');
    }
    await hers.getByLabel('Nouveau mot de passe').fill('court');
    await hers.getByRole('button', { name: 'Enregistrer' }).click();
    await look(hers, 'first-login-faults');
    await hers.getByLabel('Nouveau mot de passe').fill(OWN);
    await hers.getByRole('button', { name: 'Enregistrer' }).click();
    await hers.getByText('Votre mot de passe est enregistré.').waitFor();
    await look(hers, 'home-user');
    expect(await hers.getByRole('button', { name: /^Entrer dans/ }).allTextContents()).toEqual([
      'Entrer dans « Consulter dossier (Cdap) »',
    ]);
    await hers.getByRole('button', { name: /^Entrer dans/ }).click();
    await hers.getByText('Votre entrée dans le service est enregistrée').waitFor();
    await hers.goto(`${site.api.url}/mon-profil`);
    await look(hers, 'profile');

    // GRP-15: the role goes, the service goes; the diagnosis says so and whom to ask (AC-34)
    const group = await site.api.deps.db.group.findFirstOrThrow({ where: { code: 'T2CR' } });
    await page.goto(`${site.api.url}/groupes/${group.id}`);
    await look(page, 'group');
    await page.getByRole('button', { name: 'Détacher le rôle T2' }).click();
    await page.getByText('Le rôle est détaché.').waitFor();
    await hers.goto(`${site.api.url}/`);
    await hers.getByRole('link', { name: 'Chercher pourquoi' }).click();
    await hers.getByText('Rattacher un rôle au groupe T2CR', { exact: false }).first().waitFor();
    await look(hers, 'diagnosis');
    await hers.getByRole('button', { name: 'Le demander par courriel' }).click();
    await hers.getByText('La demande est partie.').waitFor();

    // closing: a slip of the year shuts nobody out (ACC-17); the session ends at once (ACC-19)
    await page.goto(`${site.api.url}/comptes/${user.id}`);
    await page.getByText('Clore le compte').click();
    await page.getByLabel('Date de clôture').fill('2020-03-10');
    await page.getByRole('button', { name: 'Clore à cette date' }).click();
    await page
      .getByText(/ \(10\/03\/2020\) est passée/)
      .first()
      .waitFor();
    await look(page, 'user-closing-past');
    await page.getByLabel(/^La date est la bonne/).check();
    await page.getByLabel(/^Motif/).selectOption({ label: 'Longue absence' });
    await page.getByRole('button', { name: 'Clore à cette date' }).click();
    await page.getByText('La clôture est enregistrée.').waitFor();
    await look(page, 'user-closed');
    const line = { action: 'user.close', entityId: user.id, label: 'Compte clos : longue absence' };
    expect(await site.api.deps.db.auditLine.count({ where: line })).toBe(1);
    await hers.goto(`${site.api.url}/mon-profil`);
    expect(hers.url()).toContain('/connexion');
    await Promise.all([page.context().close(), hers.context().close()]);
  });

  it('an administrateur enters on the own profile what the profile of a group asks (ADM-5, GRP-17, RGT-9)', async () => {
    const page = await pageOf(claire, '/mon-profil');
    await page.getByLabel('Titre').selectOption('JUGEMENT');
    await page.getByLabel("Numéro d'instructeur RSA").fill('trop court');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await look(page, 'profile-faults');
    expect(await page.locator('.faults a').allTextContents()).toEqual([
      expect.stringContaining("Numéro d'instructeur"),
    ]);
    await page.getByLabel("Numéro d'instructeur RSA").fill('');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Vos coordonnées sont enregistrées.').waitFor();
    await look(page, 'profile-administrateur');
    expect(await page.getByLabel('Titre').inputValue()).toBe('JUGEMENT');
    await page.context().close();
  });

  it('« Mot de passe oublié » works without JavaScript and says the same to everybody (ACC-12)', async () => {
    const context = await contextOf(site.browser, site.api.url, null, { javaScript: false });
    const page = await context.newPage();
    for (const login of ['MCP00000093', 'MCP0PERS0NN']) {
      await page.goto(`${site.api.url}/connexion`);
      await page.getByRole('link', { name: 'Mot de passe oublié' }).click();
      await page.getByLabel('Identifiant').fill(login);
      await page.getByRole('button', { name: 'Recevoir un mot de passe' }).click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Regardez vos courriels');
    }
    expect(await site.api.deps.db.mail.count({ where: { template: 'MAIL-3' } })).toBe(1);
    await context.close();
    const shown = await pageOf(null, '/mot-de-passe-oublie');
    await look(shown, 'forgotten');
    await shown.context().close();
  });

  it('a Caf agent finds a partner’s groups and people from its page; what the mode refuses is said plainly (RGT-17)', async () => {
    const partner = await site.api.deps.db.partner.findFirstOrThrow({ where: { siret: '99989000700019' } });
    const page = await site.open('agent93', `/partenaires/${partner.id}`);
    await page.getByRole('link', { name: 'Utilisateurs' }).click();
    await look(page, 'users-agent');
    expect(await page.getByRole('link', { name: 'Créer un compte' }).count()).toBe(0);
    await page.goto(`${site.api.url}/partenaires/${partner.id}/utilisateurs/nouveau`);
    await look(page, 'users-agent-refused');
    expect(await page.locator('main').textContent()).toContain("en mode délégué : l'organisme fait lui-même");
    await page.context().close();
    expect(claire).toBeTruthy();
  });

  it('a gestionnaire is not offered the address of somebody who is in others’ groups too, and changes the rest (RGT-9)', async () => {
    const { api } = site;
    const { id: partnerId } = await api.deps.db.partner.findFirstOrThrow({ where: { siret: '99989000700019' } });
    const post = async (path: string, input: object) =>
      (await api.call('POST', path, { token: claire, body: input })).body.id as string;
    const person = (firstName: string, groupIds: string[] = []) =>
      post(`/partners/${partnerId}/users`, {
        firstName,
        lastName: 'Roux',
        email: `${firstName.toLowerCase()}.roux@peupliers.example`,
        groupIds,
      });
    const group = (code: string, managerId: string) =>
      post(`/partners/${partnerId}/groups`, { service: 'ESAT', code, label: code, managerId });
    const [paul, anne] = [await person('Paul'), await person('Anne')];
    const zoe = await person('Zora', [await group('GP', paul), await group('GQ', anne)]);
    await api.deps.db.user.update({ where: { id: paul }, data: { passwordHash: 'x' } });
    const { token } = await openSession(api.deps.db, paul, { at: new Date(api.now), ip: null, userAgent: null });
    const page = await pageOf(token, `/comptes/${zoe}`);
    await page.getByText('Modifier', { exact: true }).click();
    expect(await page.getByLabel('Courriel').count()).toBe(0);
    expect(await page.getByText("l'administrateur de l'organisme change son").count()).toBe(1);
    await look(page, 'user-without-address');
    await page.getByLabel('Téléphone').fill('01 48 00 00 09');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Le compte est modifié.').waitFor();
    await page.goto(`${site.api.url}/partenaires/${partnerId}/utilisateurs/nouveau`);
    const groups = page.getByRole('group', { name: /^Groupes/ }).locator('legend');
    expect(await groups.textContent()).toBe('Groupes'); // one at least (RGT-2)
    await page.context().close();
  });
});
