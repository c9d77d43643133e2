import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TOTP, URI } from 'otpauth';
import type { Page } from 'playwright-core';
import { PASSWORD } from '../api.ts';
import { picture, violationsOf } from './browser.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

const PATH = '/mon-profil/double-authentification';
const looked = async (page: Page, name: string) => {
  await picture(page, name);
  expect([name, await violationsOf(page)]).toEqual([name, []]);
};

describe('double authentification', () => {
  it('is turned on, asked for, and turned off, each page accessible (U1, U3)', async () => {
    const page = await site.open('agent93', '/mon-profil');
    await page.getByRole('link', { name: 'voir ou changer ma double authentification' }).click();
    expect(await page.getByText('Réinitialiser').count()).toBe(0);
    await looked(page, 'double-authentification');
    await page.getByLabel('Mot de passe actuel').fill('pas le bon');
    await page.getByRole('button', { name: "Préparer l'activation" }).click();
    await page.getByRole('alert').waitFor();
    await looked(page, 'double-authentification-faute');
    await page.getByLabel('Mot de passe actuel').fill(PASSWORD);
    await page.getByRole('button', { name: "Préparer l'activation" }).click();
    const link = page.getByRole('link', { name: "ouvrir l'application avec cette clé" });
    const totp = URI.parse((await link.getAttribute('href')) ?? '') as TOTP;
    expect((await page.locator('.code').textContent())?.replaceAll(/\s/g, '')).toBe(totp.secret.base32);
    await looked(page, 'double-authentification-cle');
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Activer' }).click();
    await page.getByRole('alert').waitFor();
    // shown once: a wrong code does not show it again
    expect(await page.content()).not.toContain(totp.secret.base32.slice(0, 4));
    await looked(page, 'double-authentification-code-faux');
    const code = () => totp.generate({ timestamp: site.api.now.getTime() });
    await page.getByLabel('Code', { exact: true }).fill(code());
    await page.getByRole('button', { name: 'Activer' }).click();
    await page.getByRole('heading', { name: 'Double authentification activée' }).waitFor();
    const [recovery = ''] = await page.locator('main li').allTextContents();
    expect(recovery).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/);
    await looked(page, 'codes-de-secours');
    await page.getByRole('link', { name: 'Je les ai notés' }).click();
    await looked(page, 'double-authentification-active');

    const other = await site.open(null, '/taches', { javaScript: false });
    await other.getByLabel('Identifiant').fill('agent93@passerelle.example');
    await other.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await other.getByRole('button', { name: 'Se connecter' }).click();
    await other.getByRole('heading', { name: 'Votre code' }).waitFor();
    await other.getByLabel('Code', { exact: true }).fill(code());
    await other.getByRole('button', { name: 'Continuer' }).click();
    // the code that confirmed has served
    expect(await other.getByRole('alert').textContent()).toContain('Code refusé');
    await other.getByLabel('Code', { exact: true }).fill(recovery);
    await other.getByRole('button', { name: 'Continuer' }).click();
    await other.waitForURL(`${site.api.url}/taches`);
    await other.context().close();

    site.api.now = new Date(site.api.now.getTime() + 30_000);
    await page.getByLabel('Mot de passe actuel').fill(PASSWORD);
    await page.getByLabel('Code', { exact: true }).fill(code());
    await page.getByRole('button', { name: 'Retirer la double authentification' }).click();
    await page.getByText('La double authentification est retirée.').waitFor();
    await page.context().close();
  });

  it('leads back to the password when the code comes too late; the code page is accessible (U1)', async () => {
    const { deps } = site.api;
    const token = await site.api.as('admin93');
    const begun = await site.api.call('POST', '/auth/second-factor', { token, body: { password: PASSWORD } });
    const totp = URI.parse(begun.body.uri) as TOTP;
    const code = () => totp.generate({ timestamp: site.api.now.getTime() });
    await site.api.call('POST', '/auth/second-factor/confirm', { token, body: { code: code() } });
    const page = await site.open(null, '/connexion');
    const password = async () => {
      await page.getByLabel('Identifiant').fill('admin93@passerelle.example');
      await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Se connecter' }).click();
      await page.getByRole('heading', { name: 'Votre code' }).waitFor();
    };
    await password();
    await looked(page, 'votre-code');
    site.api.now = new Date(site.api.now.getTime() + 5 * 60_000);
    await page.getByLabel('Code', { exact: true }).fill(code());
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('reprenez la connexion');
    await password();
    // the ticket is of this password: changed meanwhile, it opens nothing
    const { id } = await deps.db.user.findUniqueOrThrow({ where: { login: 'admin93@passerelle.example' } });
    const { passwordHash } = await deps.db.user.update({
      where: { id },
      data: {
        passwordHash:
          '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      },
    });
    expect(passwordHash).not.toBeNull();
    await page.getByLabel('Code', { exact: true }).fill(code());
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
    expect((await page.context().cookies()).some(({ name }) => name === 'session')).toBe(false);
    await page.context().close();
  });

  it('is reset for another by an administrator, who is told of a wrong address', async () => {
    const page = await site.open('admin93', PATH);
    await page.getByLabel('Adresse de courriel ou identifiant').fill('personne@caf93.example');
    await page.getByRole('button', { name: 'Réinitialiser' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Personne de votre ressort');
    await looked(page, 'double-authentification-reinitialiser');
    await page.context().close();
  });
});
