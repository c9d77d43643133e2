import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCorrections } from '../../adapters/store/tuteur/startCorrections.ts';
import { judgedReopening, type Tuteur } from '../reopening.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let agent: string;
let reopeningId: string;
const HORIZON: Tuteur = { siret: '99992245300017', sirets: ['99992245300025', '99992245300033'], name: 'Horizon <b>' };
const CAP_SUD: Tuteur = { siret: '99995255900014', sirets: ['99994653600011'], name: 'Tutelles Cap Sud' };
beforeAll(async () => {
  site = await startSite();
  const { api } = site;
  agent = await api.as('agent93');
  ({ reopeningId } = await judgedReopening(api.deps.db, [HORIZON, CAP_SUD], { at: api.now }));
  for (const processId of await api.deps.db.$transaction((tx) => startCorrections(tx, reopeningId, api.now)))
    await api.deps.commands.start({ processId, type: 'siretCorrection' });
});
afterAll(() => site?.stop());

async function correctionOf(tuteur: Tuteur): Promise<{ id: string; partnerId: string }> {
  const check = await site.api.deps.db.tuteurCheck.findFirstOrThrow({ where: { reference: tuteur.siret } });
  return { id: check.correctionId ?? '', partnerId: check.partnerId ?? '' };
}

describe('the corrections of a Caf (TUT-7)', () => {
  it('the sure ones are confirmed together, after a recap, with a report per line; one is taken back', async () => {
    const page = await site.openAs(agent, '/tuteurs/corrections');
    await site.look(page, agent, 'corrections');
    expect(await page.locator('tbody tr').count()).toBe(2);
    // another SIREN is decided by itself
    expect(await page.locator('.pick').count()).toBe(1);
    await page.getByRole('button', { name: 'Confirmer toutes' }).click();
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringContaining('999 922 453 00025')]);
    await page.getByRole('button', { name: 'Corriger ces SIRET' }).click();
    expect(await page.locator('main').innerText()).toContain('1 sur 1 corrigés');
    await page.getByRole('link', { name: 'Horizon <b>' }).click();
    await site.look(page, agent, 'correction');
    expect(await page.locator('main').innerText()).toContain('SIRET corrigé');
    await page.getByLabel('Motif').fill('Erreur');
    await page.getByRole('button', { name: 'Revenir sur la décision' }).click();
    expect(await page.locator('main').innerText()).toContain('À décider par la Caf');
    await page.context().close();
  });

  it('the task has the facts beside the decision, the proposed SIRET in its form', async () => {
    const { id, partnerId } = await correctionOf(CAP_SUD);
    const page = await site.openAs(agent, `/tuteurs/corrections/${encodeURIComponent(id)}`);
    await page.getByRole('link', { name: 'Décider' }).click();
    await site.look(page, agent, 'correction-task');
    const words = await page.locator('main').innerText();
    for (const one of ['999 952 559 00014', '999 946 536 00011', 'le partenaire signe un avenant'])
      expect(words).toContain(one);
    await page.locator('summary', { hasText: 'Corriger le SIRET' }).click();
    expect(await page.getByLabel('SIRET à porter sur la convention').inputValue()).toBe('99994653600011');
    await page.locator('form#issue-confirm button').click();
    expect(await page.locator('main').innerText()).toContain('avenant à signer');
    await page.goto(`${site.api.url}/partenaires/${partnerId}`);
    await site.look(page, agent, 'partner-corrected');
    expect(await page.locator('#siret + ul').innerText()).toContain('Avenant à signer');
    await page.context().close();
  });

  it('the partner answers by the link, once, and the link says so', async () => {
    const { id } = await correctionOf(HORIZON);
    const task = await site.api.deps.db.task.findFirstOrThrow({ where: { processId: id, state: 'OUVERTE' } });
    await site.api.call('POST', `/tasks/${task.id}/complete`, { token: agent, body: { outcome: 'ask' } });
    const path = await site.linkOf(id, 'dossier');
    const page = await site.openAs(null, path);
    await site.look(page, null, 'siret-question');
    await page.getByRole('button', { name: 'Envoyer la réponse' }).click();
    expect(await page.locator('.faults').innerText()).toContain('Indiquez le SIRET');
    await page.getByLabel('999 922 453 00025').check();
    await page.getByRole('button', { name: 'Envoyer la réponse' }).click();
    await site.look(page, null, 'siret-answered');
    expect(await page.locator('main').innerText()).toMatch(/Vous avez répondu le .* SIRET 999 922 453 00025/);
    expect(await page.getByRole('button', { name: 'Envoyer la réponse' }).count()).toBe(0);
    await page.context().close();
  });
});
