import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openedPartner } from '../openPartner.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let partnerId: string;
let claire: string;
beforeAll(async () => {
  site = await startSite();
  ({ partnerId, claire } = await openedPartner(site.api));
});
afterAll(() => site?.stop());

describe('annexe 3, without JavaScript (AC-28, ADM-11, U1, U3)', () => {
  it('the administrateur asks for a second one, the representative signs, the Caf countersigns, each by their own page', async () => {
    const page = await site.openAs(claire, '/', { javaScript: false });
    await page.getByRole('link', { name: "Administrateurs de l'organisme" }).click();
    await page.getByRole('button', { name: "Demander l'annexe 3" }).click();
    expect(await page.title()).toMatch(/^Erreur : /);
    expect(await page.locator('.faults li').count()).toBe(3);
    await page.getByLabel('Prénom').fill('Zoé');
    await page.getByLabel('Nom', { exact: true }).fill('Picard');
    await page.getByLabel('Courriel').fill('zoe.picard@peupliers.example');
    await site.look(page, claire, 'administrators-ask');
    await page.getByRole('button', { name: "Demander l'annexe 3" }).click();
    await page.getByText("L'annexe 3 part à la signature du représentant.").waitFor();
    expect(await page.getByText('Zoé Picard').count()).toBe(1);
    expect(await page.getByRole('button', { name: "Demander l'annexe 3" }).count()).toBe(0);
    await site.look(page, claire, 'administrators-under-way');

    const { id } = await site.api.deps.db.process.findFirstOrThrow({ where: { type: 'administratorReplacement' } });
    const link = await site.linkOf(id, 'dossier');
    const partner = await site.openAs(null, link, { javaScript: false });
    expect(await partner.getByText('Annexe 3').count()).toBeGreaterThan(0);
    await site.look(partner, null, 'administrators-sign');
    await partner.getByRole('button', { name: /code/i }).first().click();
    await partner.getByLabel('Nom et prénom').fill('Anne Roy');
    await partner.getByLabel('Fonction').fill('Présidente');
    await partner.getByLabel(/^Code/).fill(await site.codeOf(link));
    await partner.getByRole('checkbox').check();
    await partner.getByRole('button', { name: /Signer/ }).click();
    await partner.getByText(/signé/i).first().waitFor();

    const agent = await site.api.as('agent93');
    const task = await site.api.deps.db.task.findFirstOrThrow({ where: { processId: id, state: 'OUVERTE' } });
    const caf = await site.openAs(agent, `/dossiers/${id}`, { javaScript: false });
    await site.look(caf, agent, 'administrators-dossier');
    await caf.goto(`${site.api.url}/taches/${task.id}`);
    await caf.getByRole('button', { name: 'Contresigner' }).click();
    await caf.goto(`${site.api.url}/partenaires/${partnerId}/administrateurs`);
    expect(await caf.getByRole('row', { name: /Zoé Picard/ }).count()).toBe(1);
    await site.look(caf, agent, 'administrators-caf');
  });

  it('without a convention the page says so, and offers no form (CONV-12)', async () => {
    const agent = await site.api.as('agent93');
    const page = await site.openAs(agent, `${site.places.partner}/administrateurs`, { javaScript: false });
    await page.getByText(/n'a pas de convention en vigueur/).waitFor();
    expect(await page.getByRole('button', { name: "Demander l'annexe 3" }).count()).toBe(0);
    await site.look(page, agent, 'administrators-without-convention');
  });
});
