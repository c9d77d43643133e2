import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD } from '../api.ts';
import { contextOf, picture, violationsOf } from './browser.ts';
import { MAIL, type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

describe('sessions and origins', () => {
  it('signs in by the keyboard alone, comes back to the page asked for, and out again (U1, S9)', async () => {
    await site.api.as('agent93');
    const page = await site.open(null, '/taches');
    expect(page.url()).toContain('/connexion?retour=%2Ftaches');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Aller au contenu');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe('solid');
    await page.keyboard.type('agent93@passerelle.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/taches$/);
    const cookie = (await page.context().cookies()).find((one) => one.name === 'session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByText('Vous êtes déconnecté.').waitFor();
    await page.context().close();
  });

  it('shows an administrateur the own organisme, and nothing of the Caf (RGT-1, S5)', async () => {
    const context = await contextOf(site.browser, site.api.url, await site.administrateur());
    const page = await context.newPage();
    await page.goto(site.api.url);
    await picture(page, 'organisme');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Bienvenue Claire Aubert');
    expect(await page.getByRole('link', { name: 'PDF' }).count()).toBe(3);
    expect(await violationsOf(page)).toEqual([]);
    for (const path of ['/taches', '/dossiers', site.places.dossier])
      expect([path, (await page.goto(`${site.api.url}${path}`))?.status()]).toEqual([path, 403]);
    await context.close();
  });

  it('leads a signed-in person who comes from a webmail to the page, in spite of the strict cookie (S9)', async () => {
    const page = await site.open('agent93', '/');
    await page.route('https://webmail.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<a href="${site.api.url}${site.places.dossier}">Voir</a>` }),
    );
    await page.goto('https://webmail.example/');
    await page.getByRole('link', { name: 'Voir' }).click();
    await page.getByRole('heading', { name: 'Où en est le dossier' }).waitFor();
    await page.context().close();
  });

  it('refuses a form that another site sends (S9)', async () => {
    const token = await site.api.as('agent93');
    const post = (headers: Record<string, string>) =>
      fetch(`${site.api.url}/taches/x/prendre`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: `session=${token}`, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: '',
      });
    expect((await post({ 'sec-fetch-site': 'cross-site', origin: 'https://ailleurs.example' })).status).toBe(403);
    expect((await post({ origin: 'https://ailleurs.example' })).status).toBe(403);
    // of ours, yet it does not say whom it was shown to (U8)
    expect((await post({ origin: site.api.url })).status).toBe(409);
  });

  it('sends no page without the strict content policy, and no inline script or style (S9)', async () => {
    for (const path of ['/', '/demande', '/connexion', site.places.link, '/nulle-part']) {
      const answer = await fetch(`${site.api.url}${path}`);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(await answer.text()).not.toMatch(
        /<script(?! src="\/assets\/[a-z]+\.js" defer><\/script>)|<style|\sstyle=|\son\w+=/i,
      );
    }
  });

  it('shows the development mailbox to people and to scripts', async () => {
    const json = await fetch(`${site.api.url}/dev/mails`, { headers: { accept: 'application/json' } });
    expect(await json.json()).toEqual({ items: [MAIL] });
    const html = await (await fetch(`${site.api.url}/dev/mails/0`)).text();
    expect(html).toContain('Documents à signer &lt;b>');
    expect(html).toContain('href="/lien/abc"');
  });
});
