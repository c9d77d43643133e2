import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { USAGE_RULES_VERSION } from '../../domain/usageRules/rules.ts';
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
])('UI-8: %s is read before one is signed in', async (path, name) => {
  const page = await site.openAs(null, path);
  await site.look(page, null, name);
  await page.context().close();
});
