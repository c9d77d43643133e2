import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { centralise, openedPartner } from '../openPartner.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let partnerId: string;
let claire: string;
let groups: string;
beforeAll(async () => {
  site = await startSite();
  ({ partnerId, claire } = await openedPartner(site.api));
  groups = `/partenaires/${partnerId}/groupes`;
});
afterAll(() => site?.stop());

const groupId = async (code: string) => (await site.api.deps.db.group.findFirstOrThrow({ where: { code } })).id;
const CLAIRE = { label: 'Claire Aubert (MCP00000093)' };

describe('groups of a partner, without JavaScript (CDAP-2, RGT-4, U1)', () => {
  it('a role without group leads to the form of one, begun for it; with the role it is told no more', async () => {
    const page = await site.openAs(claire, groups, { javaScript: false });
    await site.look(page, claire, 'groups-lacking');
    expect(await page.locator('section .links li').count()).toBe(6);
    await page.getByRole('link', { name: 'créer le groupe T4' }).click();
    expect(await page.getByLabel('Service', { exact: true }).inputValue()).toBe('CDAP');
    expect(await page.getByLabel('Libellé').inputValue()).toBe('T4 ');
    expect(await page.getByLabel('Groupe parent').count()).toBe(0);
    await page.locator('summary', { hasText: 'Nouvelle personne' }).click();
    await page.getByLabel('Téléphone').fill('01 48 00 00 01');
    await page.getByRole('button', { name: 'Créer le groupe' }).click();
    expect(await page.getByLabel('Téléphone').isVisible()).toBe(true);
    await page.getByLabel('Code', { exact: true }).fill('T4RSA');
    await page.getByLabel('Libellé').fill('T4 Instruction Rsa');
    await page.getByLabel('Gestionnaire').selectOption(CLAIRE);
    await page.getByRole('button', { name: 'Créer le groupe' }).click();
    await page.goto(`${site.api.url}${groups}`);
    await page.getByRole('link', { name: 'un groupe attend le rôle T4' }).click();
    await page.getByRole('button', { name: 'Attacher le rôle' }).click();
    await page.getByText('Le rôle est attaché.').waitFor();
    // REQ-12: what she lacks is entered on her own page
    await page.getByLabel('Ajouter une personne').selectOption({ label: 'Aubert Claire (MCP00000093)' });
    await page.getByRole('button', { name: 'Ajouter au groupe' }).click();
    const way = page.getByRole('link', { name: 'Compléter la fiche de cette personne' });
    expect(await way.getAttribute('href')).toMatch(/^\/comptes\/.+/);
    await page.goto(`${site.api.url}${groups}`);
    expect(await page.locator('section .links li').count()).toBe(5);
    expect(await page.getByText('T4, Services instructeurs RSA').count()).toBe(0);
    await page.context().close();
  });

  it('a subgroup is made from the group above it, of its service; list and page show where it stands', async () => {
    const parent = await groupId('T4RSA');
    const page = await site.openAs(claire, `/groupes/${parent}`, { javaScript: false });
    await page.getByRole('link', { name: 'Créer un sous-groupe' }).click();
    expect(await page.getByLabel('Groupe parent').inputValue()).toBe(parent);
    expect(await page.getByLabel('Libellé').inputValue()).toBe('T4 ');
    await site.look(page, claire, 'subgroup-new');
    await page.getByLabel('Service', { exact: true }).selectOption('ESAT');
    await page.getByLabel('Code', { exact: true }).fill('T4SUD');
    await page.getByLabel('Libellé').fill('T4 Agence sud');
    await page.getByLabel('Gestionnaire').selectOption(CLAIRE);
    await page.getByRole('button', { name: 'Créer le groupe' }).click();
    expect(await page.locator('.faults a').first().getAttribute('href')).toBe('#groupe-parentId');
    await page.getByLabel('Service', { exact: true }).selectOption('CDAP');
    await page.getByRole('button', { name: 'Créer le groupe' }).click();
    await page.getByText('Le groupe est créé').waitFor();
    await site.look(page, claire, 'subgroup');
    await page.getByRole('link', { name: 'T4RSA – T4 Instruction Rsa' }).click();
    expect(await page.locator('#sous-groupes + * tbody th').allTextContents()).toEqual([
      expect.stringContaining('T4SUD – T4 Agence sud'),
    ]);
    await site.look(page, claire, 'group-with-subgroups');
    await page.goto(`${site.api.url}${groups}`);
    expect(await page.getByText('Sous-groupe de T4RSA').count()).toBe(1);
    await site.look(page, claire, 'groups-with-subgroups');
    await page.context().close();
  });

  it('the Caf sees what is missing on the partner’s page, and makes it in mode centralisé only (RGT-17)', async () => {
    const token = await site.api.as('agent93');
    const page = await site.openAs(token, `/partenaires/${partnerId}`, { javaScript: false });
    const create = page.getByRole('link', { name: 'créer le groupe T9' });
    expect([await page.getByText('aucun groupe', { exact: true }).count(), await create.count()]).toEqual([5, 0]);
    await page.goto(`${site.api.url}${groups}/nouveau`);
    expect(await page.getByText('Vous ne pouvez pas créer de groupe ici').count()).toBe(1);
    await site.look(page, token, 'group-new-refused');
    await centralise(site.api.deps.db, partnerId);
    await page.goto(`${site.api.url}/partenaires/${partnerId}`);
    await site.look(page, token, 'partner-lacking');
    await create.click();
    expect(await page.getByLabel('Libellé').inputValue()).toBe('T9 ');
    const hers = await site.openAs(claire, groups, { javaScript: false });
    expect(await hers.getByRole('link', { name: /^(créer|Créer)/ }).count()).toBe(0);
    await Promise.all([page.context().close(), hers.context().close()]);
  });
});
