import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { picture } from './browser.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

describe('previews of mails (U6)', () => {
  it('are found from the menu and read as text and as HTML, without JavaScript', async () => {
    const page = await site.open('agent93', '/', { javaScript: false });
    await page.getByRole('link', { name: 'Courriels', exact: true }).click();
    await page.getByRole('link', { name: 'Documents à compléter et à signer' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Documents à compléter et à signer');
    expect(await page.locator('pre').innerText()).toContain('https://passerelle.example/exemple');
    await page.getByRole('link', { name: 'Voir seule la version HTML' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Documents à compléter et à signer');
    expect(await page.getByRole('link').count()).toBe(1);
    await page.context().close();
  });

  it('show the HTML in a frame that keeps its own styles and may do nothing else', async () => {
    const page = await site.open('agent93', '/courriels/modeles/MAIL-50');
    const frame = page.frameLocator('iframe.mail');
    await frame.getByText('123456').waitFor();
    const button = frame.getByRole('link');
    expect(await button.evaluate((link) => getComputedStyle(link).backgroundColor)).toBe('rgb(18, 89, 92)');
    await picture(page, 'mail-template-50');
    const answer = await page.request.get(`${site.api.url}/courriels/modeles/MAIL-50/html`);
    expect(answer.headers()['content-security-policy']).toMatch(/^default-src 'none';.*; sandbox$/);
    await page.context().close();
  });

  it('are not for who is not signed in', async () => {
    const page = await site.open(null, '/courriels/modeles/MAIL-2/html');
    expect(page.url()).toContain('/connexion');
    await page.context().close();
  });
});
