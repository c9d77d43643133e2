import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { mountPages } from '../../web/index.ts';
import { startApi, type TestApi } from '../api.ts';
import { startProvider, type TestProvider } from '../oidcProvider.ts';
import { contextOf, openBrowser, picture, violationsOf } from './browser.ts';

let provider: TestProvider;
let api: TestApi;
let browser: Browser;
beforeAll(async () => {
  provider = await startProvider();
  [api, browser] = await Promise.all([startApi({ oidc: provider.oidc }, mountPages, provider.appPort), openBrowser()]);
  await api.as('agent93');
  provider.people.agent = { email: 'agent93@passerelle.example', email_verified: true };
});
afterAll(async () => {
  await browser?.close();
  await api?.stop();
  await provider?.stop();
});

/** From the sign-in page to the provider's own login page, and through it. */
async function through(login: string, options: { javaScript?: boolean } = {}): Promise<Page> {
  const context = await contextOf(browser, api.url, null, options);
  // the provider's page asks for a font from elsewhere
  await context.route(/^https:/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto(`${api.url}/taches`);
  await page.getByRole('link', { name: 'Se connecter avec le compte de la Caf' }).click();
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('un mot de passe de la Caf');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  return page;
}

describe('sign-in by the account of the Caf', () => {
  it.each([true, false])(
    'leads through the provider to the page asked for; JavaScript: %s (S9, U1)',
    async (javaScript) => {
      const page = await through('agent', { javaScript });
      await page.waitForURL(`${api.url}/taches`);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Tâches');
      const cookies = await page.context().cookies(api.url);
      expect(cookies.find(({ name }) => name === 'session')).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
      expect(cookies.some(({ name }) => name === 'oidc')).toBe(false);
      await page.context().close();
    },
  );

  it('offers both ways on the sign-in page, and says whom to ask when the account opens nothing (U1, U3)', async () => {
    const page = await through('inconnue');
    await page.getByRole('heading', { name: "Ce compte n'ouvre pas Passerelle" }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, 'compte-caf-refuse');
    await page.getByRole('link', { name: 'Retour à la connexion' }).click();
    await page.waitForURL(/\/connexion$/);
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, 'connexion-compte-caf');
    await page.context().close();
  });

  it('says that the person gave up at the provider', async () => {
    const context = await contextOf(browser, api.url, null);
    await context.route(/^https:/, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`${api.url}/auth/oidc`);
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: "La connexion n'a pas abouti" }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await context.close();
  });
});
