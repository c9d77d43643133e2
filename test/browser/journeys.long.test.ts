import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLE_FILE } from '../../ops/sample/make.ts';
import { picture, violationsOf } from './browser.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

describe('the whole job without JavaScript (U1, U2)', () => {
  it('request, decision, bulletin, code, signature, countersignature: the service opens', async () => {
    const person = await site.open(null, '/demande', { javaScript: false });
    await person.getByLabel('Raison sociale').fill('Centre social Jean <i>Moulin</i>');
    await person.getByLabel('Numéro SIRET').fill('999 910 417 00032');
    await person.getByLabel('Adresse', { exact: true }).fill('4 rue du Centre, 93200 Saint-Denis');
    await person.getByLabel('Adresse de courriel').fill('accueil@centre.example');
    await person.getByLabel('Téléphone').fill('01 48 00 00 04');
    await person.getByLabel('Caf à qui vous vous adressez').selectOption('93');
    expect(await person.getByLabel(/^T2/).isVisible()).toBe(false);
    await person.locator('input[name=services][value=CDAP]').check();
    await person.getByLabel(/^T2/).check();
    await person.locator('input[name=cafproOtherDepartment][value=non]').check();
    await person.locator('input[name=otherCafNeed][value=oui]').check();
    expect(await person.getByLabel(/pour quelles raisons/).isVisible()).toBe(true);
    await person.locator('input[name=otherCafNeed][value=non]').check();
    expect(await person.getByLabel(/pour quelles raisons/).isVisible()).toBe(false);
    await person.getByRole('button', { name: 'Envoyer la demande' }).click();
    await person.waitForURL(/envoyee/);

    const agent = await site.open('agent93', '/taches?kind=EXAMINER_DEMANDE', { javaScript: false });
    const requests = await site.api.deps.db.accessRequest.findFirstOrThrow({ where: { siret: '99991041700032' } });
    const task = await site.api.deps.db.task.findFirstOrThrow({ where: { processId: requests.processId } });
    await agent.goto(`${site.api.url}/taches/${task.id}`);
    await agent.getByRole('button', { name: 'Prendre cette tâche' }).click();
    await agent.locator('summary', { hasText: 'Accepter' }).click();
    await agent.locator('form#issue-accept button').click();
    await agent.waitForURL(/dossiers/);
    expect(await agent.getByRole('heading', { level: 1 }).textContent()).toContain('Centre social Jean <i>Moulin</i>');

    const started = await site.api.deps.db.process.findFirstOrThrow({
      where: { type: 'conventionnement', label: { contains: 'Centre social' } },
    });
    await site.api.deps.commands.start({ processId: started.id, type: 'conventionnement' });
    const link = await site.linkOf(started.id, 'dossier');
    await person.goto(`${site.api.url}${link}`);
    await picture(person, 'journey-link');
    await person.getByRole('link', { name: "J'ai lu : compléter le bulletin" }).click();
    const before = await site.api.deps.db.process.findUniqueOrThrow({ where: { id: started.id } });
    await person.getByLabel('Prénom', { exact: true }).fill('Paul');
    await person.getByLabel('Nom', { exact: true }).fill('Reyne');
    await person.getByLabel('Courriel nominatif').fill('paul.reyne@centre.example');
    await person.getByLabel('Nom et prénom', { exact: true }).fill('Anne Roy');
    await person.locator('form[id^=bulletin]').getByLabel('Fonction').fill('Directrice');
    // the code for the signature leaves with the bulletin
    await person.getByRole('button', { name: 'Passer à la signature' }).click();
    await person.getByText('Le bulletin est enregistré.').waitFor();
    expect((await site.api.deps.db.process.findUniqueOrThrow({ where: { id: started.id } })).version).toBeGreaterThan(
      before.version,
    );

    await person.getByText('Le code est parti').waitFor();
    await picture(person, 'journey-sign');
    expect(await violationsIn(`${link}/signer`)).toEqual([]);
    await person.getByLabel('Code reçu par courriel').fill(await site.codeOf(link));
    await person.getByLabel(/J'ai lu ces documents/).check();
    await person.getByRole('button', { name: 'Signer les documents' }).click();
    // the same link shows what was done and what follows, and does not act any more (U9)
    await person.getByText('Votre signature est enregistrée.').waitFor();
    expect(await person.locator('#fait + ul, #fait ~ ul').first().textContent()).toMatch(/Signé : .* par Anne Roy/);
    expect(await person.getByRole('heading', { name: 'Ce qui se passe ensuite' }).count()).toBe(1);
    expect(await person.locator('main form').count()).toBe(0);
    expect(await violationsIn(link)).toEqual([]);

    await agent.goto(`${site.api.url}/dossiers/${started.id}`);
    await agent.getByRole('link', { name: 'Contresigner les documents' }).click();
    await agent.getByRole('button', { name: 'Contresigner' }).click();
    await agent.waitForURL(/dossiers/);
    await picture(agent, 'journey-opened');
    expect(await agent.locator('.waiting').textContent()).toContain('service ouvert');
    expect(await agent.locator('.steps li.done').count()).toBe(6);
    await person.goto(`${site.api.url}${link}`);
    expect(await person.locator('.waiting').textContent()).toContain('Le dossier est terminé');
    expect(await person.getByText(/Contresigné, en vigueur/).count()).toBe(1);
    await Promise.all([person.context().close(), agent.context().close()]);
  });

  it('the partner fills the eligibility form, the Caf reads it and decides (ESAT-5)', async () => {
    const person = await site.open(null, site.places.eligibility, { javaScript: false });
    for (const question of ['form.casf', 'form.cdaph'])
      await person.locator(`input[name="${question}"][value=oui]`).check();
    await person.getByLabel('Nombre de places').fill('40');
    await person.getByLabel(/arrêté/).fill('Arrêté 2019-12');
    await person.getByRole('button', { name: 'Envoyer le formulaire' }).click();
    await person.getByText('Le formulaire est envoyé à la Caf.').waitFor();
    const task = await site.api.deps.db.task.findFirstOrThrow({ where: { kind: 'VERIFIER_ELIGIBILITE' } });
    const agent = await site.open('agent93', `/taches/${task.id}`);
    expect(await agent.locator('#elements ~ .facts').textContent()).toContain('Arrêté 2019-12');
    await picture(agent, 'eligibility-task');
    expect(await violationsOf(agent)).toEqual([]);
    await agent.getByRole('button', { name: 'Éligible', exact: true }).click();
    await agent.waitForURL(/dossiers/);
    expect(await agent.locator('.steps li[aria-current=step]').textContent()).toContain(
      'Le partenaire complète et signe',
    );
    await Promise.all([person.context().close(), agent.context().close()]);
  });

  it('opening a link changes nothing, however often (mail scanners, §4.3)', async () => {
    const facts = async () =>
      JSON.stringify(
        await Promise.all([
          site.api.deps.db.process.findMany({ orderBy: { id: 'asc' } }),
          site.api.deps.db.document.findMany({ orderBy: { id: 'asc' } }),
          site.api.deps.db.linkCode.count(),
          site.api.deps.db.auditLine.count(),
        ]),
        (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
      );
    const before = await facts();
    for (const path of [site.places.link, site.places.eligibility, site.places.requestLink])
      for (let n = 0; n < 2; n += 1) expect((await fetch(`${site.api.url}${path}`)).status).toBe(200);
    const page = await site.open(null, site.places.link);
    await page
      .getByRole('link', { name: /^Lire le texte/ })
      .first()
      .click();
    await picture(page, 'document-text');
    expect(await violationsOf(page)).toEqual([]);
    const documents = await site.api.deps.db.document.findFirstOrThrow({ where: { kind: 'CONVENTION' } });
    const pdf = await fetch(`${site.api.url}${site.places.link}/documents/${documents.id}/pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(await facts()).toBe(before);
    await page.context().close();
  });
});

describe('a campaign', () => {
  it('tells a browser, which sends all of it first, that a file is too large', async () => {
    const page = await site.open('admin93', '/campagnes', { javaScript: false });
    const buffer = Buffer.alloc(30 * 1024 * 1024);
    await page.getByLabel('Fichier').setInputFiles({ name: 'liste.xlsx', mimeType: 'application/zip', buffer });
    await page.getByRole('button', { name: 'Vérifier sans rien créer' }).click();
    await page.getByText('Cet envoi dépasse la taille admise').waitFor();
    await page.context().close();
  });

  it('checks a file without creating anything, then launches it; its page shows progress, rows and a way out (U3, U4)', async () => {
    const page = await site.open('admin93', '/campagnes', { javaScript: false });
    const fill = async () => {
      await page.getByLabel('Fichier').setInputFiles({
        name: 'liste.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: readFileSync(SAMPLE_FILE),
      });
      await page.getByLabel('Nom de la campagne').fill('Esat printemps');
      await page.getByLabel('Échéance').fill('2026-06-30');
      await page.getByLabel('Ouverture des services').fill('2026-07-01');
    };
    await fill();
    await page.getByRole('button', { name: 'Vérifier sans rien créer' }).click();
    await page.getByRole('heading', { name: 'Résultat de la vérification' }).waitFor();
    await picture(page, 'campaign-checked');
    expect(await site.api.deps.db.campaign.count()).toBe(0);
    // axe waits by timers, which a page without scripts does not have
    const checked = await site.open('admin93', new URL(page.url()).pathname);
    expect(await violationsOf(checked)).toEqual([]);
    await checked.context().close();
    await page.getByRole('button', { name: 'Lancer la campagne' }).click();
    await page.waitForURL(/campagnes\/(?!verifications)./);
    const html = await page.content();
    expect(html).toContain('<progress');
    expect(html).toContain('http-equiv="refresh"');
    const held = await site.api.deps.db.task.findFirstOrThrow({
      where: { kind: 'TRAITER_LIGNE' },
      orderBy: { subject: 'asc' },
    });
    const row = await site.open('agent93', `/taches/${held.id}`);
    expect(await row.locator('main').textContent()).toContain('Le courriel manque');
    await picture(row, 'held-row');
    expect(await violationsOf(row)).toEqual([]);
    await row.context().close();
    const shown = await site.open('admin93', new URL(page.url()).pathname);
    await site.api.deps.db.campaignRow.updateMany({ where: { queue: 'QUEUED' }, data: { queue: 'CANCELLED' } });
    // the page brings itself up to date
    await shown.getByText('Dossiers lancés : 0 sur 0').waitFor();
    await picture(shown, 'campaign');
    expect(await violationsOf(shown)).toEqual([]);
    await Promise.all([page.context().close(), shown.context().close()]);
  });
});

async function violationsIn(path: string): Promise<string[]> {
  const page = await site.open(null, path);
  const found = await violationsOf(page);
  await page.context().close();
  return found;
}
