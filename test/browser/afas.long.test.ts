import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AfasPartner, afasPartner } from '../afas.ts';
import { picture, violationsOf } from './browser.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let partner: AfasPartner;
beforeAll(async () => {
  site = await startSite();
  partner = await afasPartner(site.api);
  await partner.declarant('Hugo', 'Lenoir');
  await partner.declarant('Inès', 'Caron');
});
afterAll(() => site?.stop());

const PDF = { name: 'PJ 3.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 PJ 3') };

describe('Afas roles and the approbateur, without JavaScript (AC-39, U1, U3)', () => {
  it('the administrateur gives roles, proposes an approbateur and gives PJ 3; the Caf validates', async () => {
    const { claire, partnerId } = partner;
    const page = await site.openAs(claire, '/', { javaScript: false });
    await page.goto(`${site.api.url}/partenaires/${partnerId}/afas`);
    await page.getByRole('button', { name: 'Donner le rôle' }).click();
    expect(await page.title()).toMatch(/^Erreur : /);
    expect(await page.locator('.faults li').count()).toBe(2);
    await page.getByLabel('Personne').selectOption({ label: 'Hugo Lenoir' });
    await page.getByLabel('Rôle', { exact: true }).selectOption('FDA');
    await page.getByRole('button', { name: 'Donner le rôle' }).click();
    await page.getByText('Le rôle est donné.').waitFor();
    await site.look(page, claire, 'afas-profiles');
    expect(await page.getByText('0 approbateur sur 1').count()).toBe(1);

    await page.getByLabel('Personne').selectOption({ label: 'Inès Caron' });
    await page.getByLabel('Rôle', { exact: true }).selectOption('APPROBATEUR');
    await page.getByRole('button', { name: 'Donner le rôle' }).click();
    await page.getByRole('heading', { name: "Changement d'approbateur Afas" }).waitFor();
    await site.look(page, claire, 'approver-change');
    await page.getByLabel('PJ 3', { exact: true }).setInputFiles({ ...PDF, buffer: Buffer.from('du texte') });
    await page.getByRole('button', { name: 'Déposer la PJ 3' }).click();
    await page.getByText('ni un PDF, ni une image').first().waitFor();
    expect(await page.locator('.faults a').getAttribute('href')).toBe('#piece-file');
    await page.getByLabel('PJ 3', { exact: true }).setInputFiles(PDF);
    await page.getByRole('button', { name: 'Déposer la PJ 3' }).click();
    await page.getByText('La PJ 3 est déposée').waitFor();
    expect(await page.getByLabel('PJ 3', { exact: true }).count()).toBe(0);

    const admin = await site.openAs(await site.api.as('admin93'), new URL(page.url()).pathname, { javaScript: false });
    expect(await admin.getByRole('link', { name: 'Enregistrer la PJ 3' }).count()).toBe(1);
    const task = await site.api.deps.db.task.findFirstOrThrow({ where: { kind: 'VALIDER_MAIA', state: 'OUVERTE' } });
    await admin.goto(`${site.api.url}/taches/${task.id}`);
    expect(await admin.getByText('Inès Caron').count()).toBe(1);
    await site.look(admin, await site.api.as('admin93'), 'task-maia');
    await admin.getByRole('button', { name: 'Validé dans MAIA' }).click();
    await admin.waitForURL(/dossiers|taches|afas/);
    await page.goto(`${site.api.url}/partenaires/${partnerId}/afas`);
    expect(await page.getByRole('row', { name: /Approbateur Inès Caron En fonction/ }).count()).toBe(1);

    await page.getByRole('button', { name: 'Retirer FDA à Hugo Lenoir' }).click();
    await page.getByText('Le rôle est retiré.').waitFor();
  });

  it('a member of AFAS-HABILITER makes a declarant from the page of the roles, and gives the role (ACT-7, AFAS-3)', async () => {
    const userId = await partner.person('Hélène', 'Habilite');
    const { id } = await site.api.deps.db.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
    const claire = { id, role: 'administrateur' as const, label: 'Claire', ip: null, caf: null };
    const join = { type: 'addMember' as const, groupId: partner.habiliter, userId };
    await site.api.deps.people.act(partner.partnerId, join, claire, site.api.now);
    const token = await partner.token(userId);
    const page = await site.openAs(token, '/', { javaScript: false });
    await page.getByRole('link', { name: 'Administration des profils Afas' }).click();
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    expect(await page.title()).toMatch(/^Erreur : /);
    expect(await page.locator('.faults li').count()).toBe(3);
    await site.look(page, token, 'afas-declarant-faults');
    await page.getByLabel('Prénom').fill('Karim');
    await page.getByLabel('Nom', { exact: true }).fill('Dahan');
    await page.getByLabel('Courriel').fill('lilou92@peupliers.example');
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByLabel('Cette adresse est bien celle de la personne', { exact: false }).check();
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByText('Le compte du déclarant est créé').waitFor();
    await page.getByLabel('Personne').selectOption({ label: 'Karim Dahan' });
    await page.getByLabel('Rôle', { exact: true }).selectOption('FDF');
    await page.getByRole('button', { name: 'Donner le rôle' }).click();
    await page.getByText('Le rôle est donné.').waitFor();
    await site.look(page, token, 'afas-habiliter');

    await page.getByRole('link', { name: 'Membres du groupe AFAS-DECLARER' }).click();
    await page.getByRole('link', { name: 'Dahan Karim' }).click();
    await page.getByRole('heading', { name: 'Karim Dahan' }).waitFor();
    await page.goto(`${site.api.url}/partenaires/${partner.partnerId}/utilisateurs/nouveau`);
    expect(await page.getByRole('checkbox', { name: /AFAS-DECLARER/ }).count()).toBe(1);
    expect(await page.getByRole('group', { name: 'Groupes' }).getByRole('checkbox').count()).toBe(1);
    await page.goto(`${site.api.url}/partenaires/${partner.partnerId}/utilisateurs`);
    expect(await page.getByRole('link', { name: 'Importer un tableur' }).count()).toBe(0);
    await site.look(page, token, 'users-habiliter');
  });

  it('the Caf reads the roles and goes to the groups it makes', async () => {
    const token = await site.api.as('admin93');
    const page = await site.openAs(token, `/partenaires/${partner.partnerId}/afas`);
    expect(await page.getByRole('button', { name: 'Donner le rôle' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: /^Groupes AFAS/ }).count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
  });
});

describe('support, without JavaScript (RGT-11, domain.md §12, U1, U3)', () => {
  it('an administrateur asks, the Caf asks back and answers; a mail is entered', async () => {
    const { claire } = partner;
    const page = await site.openAs(claire, '/support', { javaScript: false });
    await site.look(page, claire, 'support-empty');
    await page.getByRole('link', { name: 'Demander à la Caf' }).click();
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    expect(await page.title()).toMatch(/^Erreur : /);
    await page.getByLabel('Aide sur un accès').check();
    await page.getByLabel('Votre demande', { exact: true }).fill('Le menu <b>Cdap</b> a disparu');
    await page.getByLabel(/porte sur le dossier/).check();
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    await page.getByText('espace de dialogue').first().waitFor();
    await page.getByLabel(/porte sur le dossier/).uncheck();
    await page.getByLabel('Service').selectOption('CDAP');
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    await page.getByRole('heading', { name: 'CDAP 19_93 ESAT Les Peupliers' }).waitFor();

    const agentToken = await site.api.as('agent93');
    const agent = await site.openAs(agentToken, '/taches?kind=REPONDRE_DEMANDE', { javaScript: false });
    const task = await site.api.deps.db.task.findFirstOrThrow({ where: { kind: 'REPONDRE_DEMANDE' } });
    await agent.goto(`${site.api.url}/taches/${task.id}`);
    expect(await agent.getByText('Le menu <b>Cdap</b> a disparu').count()).toBe(1);
    await site.look(agent, agentToken, 'task-support');
    await agent.locator('summary', { hasText: 'Demander un complément' }).click();
    await agent.getByLabel('Ce qui manque').fill('De quel groupe ?');
    await agent.locator('form#issue-ask button').click();
    await agent.waitForLoadState();

    await page.reload();
    await site.look(page, claire, 'support-request');
    await page.getByLabel('Complément', { exact: true }).fill('Du groupe T2CR');
    await page.getByRole('button', { name: 'Envoyer le complément' }).click();
    await page.getByText('C’est noté, et la Caf le voit.').waitFor();

    await agent.goto(`${site.api.url}/support/courriel`);
    await agent.getByRole('button', { name: 'Enregistrer le courriel' }).click();
    expect(await agent.title()).toMatch(/^Erreur : /);
    await agent.getByLabel('Expéditeur').fill('un.inconnu@ailleurs.example');
    await agent.getByLabel('Objet').fill('Bonjour');
    await agent.getByLabel('Texte').fill('Un souci');
    await agent.getByRole('button', { name: 'Enregistrer le courriel' }).click();
    await agent.getByText('renvoyé à son organisme').waitFor();
    await site.look(agent, agentToken, 'support-list');
  });
});

describe('faults are told on top and beside their field (U3)', () => {
  it.each([
    ['afas roles', (): string => `/partenaires/${partner.partnerId}/afas`, 'form#role-afas button', 2, 'claire'],
    ['support', (): string => '/support/nouvelle', 'form#support button', 2, 'claire'],
    ['support mail', (): string => '/support/courriel', 'form#courriel button', 2, 'agent'],
  ] as const)('%s', async (name, path, button, atLeast, who) => {
    const page = await site.openAs(who === 'claire' ? partner.claire : await site.api.as('agent93'), path());
    expect(await violationsOf(page)).toEqual([]);
    await page.locator(button).click();
    await page.waitForLoadState();
    await picture(page, `faults-${name.replaceAll(' ', '-')}`);
    expect(await page.locator('.faults li').count()).toBeGreaterThanOrEqual(atLeast);
    for (const link of await page.locator('.faults a').all()) {
      const id = decodeURIComponent((await link.getAttribute('href'))?.slice(1) ?? '');
      expect([id, await page.locator(`[id="${id}"]`).count()]).toEqual([id, 1]);
    }
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });
});

describe('the dossier of a case', () => {
  it('shows the Caf what was said, an operator where it stands', async () => {
    const { id } = await site.api.deps.db.process.findFirstOrThrow({ where: { type: 'supportRequest' } });
    const agent = await site.openAs(await site.api.as('agent93'), `/dossiers/${id}`);
    expect(await agent.getByText('De quel groupe ?').count()).toBe(1);
    expect(await violationsOf(agent)).toEqual([]);
    const operator = await site.openAs(await site.api.as('operator'), `/dossiers/${id}`);
    expect(await operator.getByRole('heading', { level: 1 }).textContent()).toContain('Peupliers');
    expect(await operator.getByText('De quel groupe ?').count()).toBe(0);
    const { id: change } = await site.api.deps.db.process.findFirstOrThrow({ where: { type: 'approverChange' } });
    await agent.goto(`${site.api.url}/dossiers/${change}`);
    expect(await agent.getByText('Inès Caron').count()).toBe(1);
    expect(await violationsOf(agent)).toEqual([]);
  });
});
