import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openedPartner } from '../openPartner.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let partnerId: string;
let claire: string;

beforeAll(async () => {
  site = await startSite();
  ({ partnerId, claire } = await openedPartner(site.api));
  await member('Nadia', 'T1', { qualification: 'AS' });
  await member('Omar', 'T4', { numeroInstructeur: '093C05501' });
  await member('Zoé', 'T9', { titre: 'JUGEMENT' });
});
afterAll(() => site?.stop());

async function member(firstName: string, role: string, fields: Record<string, unknown>): Promise<void> {
  const send = async (method: string, path: string, body: unknown) =>
    (await site.api.call(method, path, { token: claire, body })).body;
  const email = `${role.toLowerCase()}.essai@peupliers.example`;
  const person = { firstName, lastName: 'Essai', email, ...fields };
  const { id: userId } = await send('POST', `/partners/${partnerId}/users`, { ...person, confirmed: true });
  const manager = await site.api.deps.db.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
  const group = { service: 'CDAP', code: role, label: `${role} Essai`, managerId: manager.id };
  const { id } = await send('POST', `/partners/${partnerId}/groups`, group);
  await send('PUT', `/groups/${id}/role`, { role });
  await send('POST', `/groups/${id}/members`, { userId });
}

const PDF = { name: 'diplôme.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 diplôme') };

describe('a yearly control, without JavaScript (OBL-15, U1, U3)', () => {
  it('the Caf begins it, the administrateur gives the pieces, the Caf examines, a gap is corrected and checked', async () => {
    const agentToken = await site.api.as('agent93');
    const agent = await site.openAs(agentToken, `/partenaires/${partnerId}`, { javaScript: false });
    await agent.getByRole('link', { name: 'Contrôles annuels' }).click();
    await site.look(agent, agentToken, 'controls-empty');
    await agent.getByLabel('Année').fill('2050');
    await agent.getByRole('button', { name: 'Commencer le contrôle' }).click();
    expect(await agent.title()).toMatch(/^Erreur : /);
    expect(await agent.locator('.faults a').getAttribute('href')).toBe('#controle-year');
    await agent.getByLabel('Année').fill('2026');
    await agent.getByRole('button', { name: 'Commencer le contrôle' }).click();
    await agent.getByText('Le contrôle est commencé').waitFor();
    const path = new URL(agent.url()).pathname;
    await site.look(agent, agentToken, 'control-of-the-caf');
    expect(await agent.getByRole('button', { name: /Apporter/ }).count()).toBe(0);

    const page = await site.openAs(claire, '/', { javaScript: false });
    await page.getByRole('link', { name: 'Contrôles', exact: true }).click();
    await page.getByRole('link', { name: 'Contrôle 2026' }).click();
    await site.look(page, claire, 'control-of-the-administrateur');
    const nadia = page.locator('form', { hasText: 'Nadia Essai' });
    await nadia.getByLabel('Pièce', { exact: true }).setInputFiles({ ...PDF, buffer: Buffer.from('du texte') });
    await nadia.locator('button').click();
    await page.getByText('ni un PDF, ni une image').first().waitFor();
    await page.locator('.faults a').click();
    await nadia.getByLabel('Pièce', { exact: true }).setInputFiles(PDF);
    await nadia.locator('button').click();
    await page.getByText('La pièce est apportée.').waitFor();
    const omar = page.locator('form', { hasText: 'Omar Essai' });
    await omar.getByLabel("Numéro d'instructeur").fill('93C05501');
    await omar.locator('button').click();
    await page.getByText("n'est pas un numéro d'instructeur").first().waitFor();
    await site.look(page, claire, 'control-faults');
    await omar.getByLabel("Numéro d'instructeur").fill('093C05501');
    await omar.locator('button').click();
    await page.getByText('La pièce est apportée.').waitFor();
    const zoe = page.locator('form', { hasText: 'Zoé Essai' });
    await zoe.getByLabel('Titre').selectOption('JUGEMENT');
    await zoe.getByLabel('Pièce', { exact: true }).setInputFiles(PDF);
    await zoe.locator('button').click();
    await page.getByText('À examiner par la Caf').first().waitFor();
    expect(await page.locator('form', { hasText: 'Apporter' }).count()).toBe(0);

    await agent.goto(`${site.api.url}${path}`);
    expect(await agent.getByRole('link', { name: /Enregistrer la pièce de/ }).count()).toBe(2);
    await agent.getByRole('link', { name: 'Examiner un contrôle annuel' }).click();
    await site.look(agent, agentToken, 'task-control');
    await agent.locator('summary', { hasText: 'Relever des écarts' }).click();
    await agent.getByLabel(/^Nadia Essai – T1/).fill('Diplôme illisible <b>');
    await agent.locator('form#issue-gaps button').click();
    await agent.waitForURL(/dossiers/);

    await page.reload();
    await page.getByText('Diplôme illisible <b>').first().waitFor();
    await site.look(page, claire, 'control-gaps');
    await page.locator('form', { hasText: 'Nadia Essai' }).getByLabel('Pièce', { exact: true }).setInputFiles(PDF);
    await page.getByRole('button', { name: 'Apporter la pièce de Nadia Essai' }).click();
    await page.getByText('La pièce est apportée.').waitFor();

    await agent.goto(`${site.api.url}${path}`);
    await agent.getByRole('link', { name: "Vérifier la correction d'un écart" }).click();
    await site.look(agent, agentToken, 'task-correction');
    await agent.getByRole('button', { name: 'Accepter la correction' }).click();
    await agent.waitForURL(/dossiers/);
    await page.reload();
    await page.getByText('Écarts corrigés').first().waitFor();
    await site.look(page, claire, 'control-corrected');
    await agent.goto(`${site.api.url}/partenaires/${partnerId}/controles`);
    await site.look(agent, agentToken, 'controls');
  });
});
