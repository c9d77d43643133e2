import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { USAGE_RULES_VERSION } from '../../domain/usageRules/rules.ts';
import { picture } from './browser.ts';
import { type Site, startSite } from './site.ts';

// What people read: the rules of use, the sign-in page, the connection sheet …
let site: Site;
let claire: string;
beforeAll(async () => {
  site = await startSite();
  claire = await site.administrateur();
});
afterAll(() => site.stop());

const rulesVersion = (version: number | null) =>
  site.api.deps.db.user.updateMany({ where: { login: 'mcp00000001' }, data: { rulesVersion: version } });

test('UI-5: the rules of use by keyboard alone, then where one was going; they stay in the menu', async () => {
  await rulesVersion(null);
  const page = await site.openAs(claire, '/mon-profil');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe("Règles d'usage");
  await site.look(page, claire, 'regles-d-usage');
  await page.getByRole('button', { name: "J'ai lu ces règles et je les accepte" }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Mon profil' }).waitFor();
  await page.getByRole('link', { name: "Règles d'usage" }).click();
  await page.getByText(`Vous avez accepté la version ${USAGE_RULES_VERSION}`).waitFor();
  await site.look(page, claire, 'regles-d-usage-acceptees');
  await page.context().close();
});

test.each([
  ['/connexion', 'connexion'],
  ['/probleme-de-connexion', 'probleme-de-connexion'],
  ['/informatique-et-libertes', 'informatique-et-libertes'],
  ['/accessibilite', 'accessibilite'],
])('UI-8: %s is read before one is signed in', async (path, name) => {
  const page = await site.openAs(null, path);
  await site.look(page, null, name);
  await page.context().close();
});

test('the public form asks under each service that is ticked, without JavaScript, and says all that is missing (CONV-1)', async () => {
  const page = await site.openAs(null, '/demande', { javaScript: false });
  const asked = page.getByLabel(/reçoit-il la prestation de service/);
  expect(await asked.isVisible()).toBe(false);
  await page.locator('input[name=services][value=AFAS]').check();
  await asked.waitFor();
  await site.look(page, null, 'demande');
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await page.getByText('Répondez : Afas').first().waitFor();
  await picture(page, 'demande-fautes');
  await page.context().close();
});

test('an administrateur asks for another service, and follows what he asked for (CONV-7)', async () => {
  const page = await site.openAs(claire, '/');
  await page.getByRole('link', { name: 'Demander un autre service' }).click();
  await page.locator('input[name=services][value=AFAS]').check();
  await site.look(page, claire, 'demander-un-service');
  await page.getByLabel(/reçoit-il la prestation de service/).selectOption('non');
  await page.getByRole('button', { name: 'Demander', exact: true }).click();
  await page.getByRole('heading', { name: 'Demandes en cours' }).waitFor();
  expect(await page.locator('#en-cours + *, table').first().textContent()).toContain('Votre Caf');
  await site.look(page, claire, 'demandes-en-cours');
  await page.context().close();
});
