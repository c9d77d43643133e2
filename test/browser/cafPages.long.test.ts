import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLE_FILE } from '../../ops/sample/make.ts';
import { protegesCsv } from '../tiersi.ts';
import { HEAD } from '../tuteur.ts';
import { violationsOf } from './browser.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let agent: string;
let admin: string;
beforeAll(async () => {
  site = await startSite();
  agent = await site.api.as('agent93');
  admin = await site.api.as('admin93');
});
afterAll(() => site?.stop());

const mailPath = async (): Promise<string> => {
  const mail = await site.api.deps.db.mail.findFirstOrThrow({ where: { template: 'MAIL-25' } });
  return `/courriels/envois/${mail.id}`;
};

describe("pages of a Caf's every day: axe finds nothing, in the light and in the dark (U1)", () => {
  it.each([
    ['ma-caf', (): string => '/ma-caf'],
    ['delegations-aucune', (): string => '/ma-caf/delegations'],
    ['donnees-des-agents', (): string => '/ma-caf/donnees'],
    ['courriel-envoye', mailPath],
    ['courriels-difficultes', (): string => '/courriels/difficultes'],
    ['fin-de-convention', (): string => `${site.places.partner}/fin-convention`],
    ['importer-des-personnes', (): string => `${site.places.partner}/utilisateurs/import`],
    ['fichier-des-proteges', (): string => '/tuteurs/proteges'],
    ['courriel-de-support', (): string => '/support/courriel'],
    ['support', (): string => '/support'],
    ['changements', (): string => '/esat/changements'],
  ] as const)('%s', async (name, path) => {
    // those of the Cnaf or of the Caf alone, and what this Caf may not see yet, answer with a page as well
    const page = await site.openAs(admin, await path());
    await site.look(page, admin, name);
    await page.context().close();
  });
});

describe('without JavaScript', () => {
  const open = (token: string | null, path: string) => site.openAs(token, path, { javaScript: false });

  it('a note is written, read by a colleague and withdrawn', async () => {
    const page = await open(agent, site.places.dossier);
    await page.locator('#notes').click();
    await page.getByLabel('Note').fill('La directrice rappelle lundi.');
    await page.getByRole('button', { name: 'Ajouter la note' }).click();
    await page.getByText('La note est ajoutée.').waitFor();
    const colleague = await open(admin, site.places.dossier);
    await colleague.getByText('La directrice rappelle lundi.').waitFor();
    await site.look(colleague, admin, 'dossier-avec-note');
    await page.getByRole('button', { name: 'Retirer cette note' }).click();
    await page.getByText('La note est retirée.').waitFor();
    await Promise.all([page.context().close(), colleague.context().close()]);
  });

  it('dossiers that match are reminded together: a recap, then what became of each', async () => {
    const page = await open(agent, '/dossiers?type=conventionnement');
    await page.locator('.pick').first().check();
    await page.getByRole('button', { name: 'Relancer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Relancer 1 dossier ?' }).waitFor();
    const seen = await site.openAs(agent, '/dossiers?type=conventionnement');
    await seen.locator('.pick').first().check();
    await seen.getByRole('button', { name: 'Relancer' }).click();
    expect(await violationsOf(seen)).toEqual([]);
    await page.getByRole('button', { name: 'Relancer 1 dossier' }).click();
    await page.locator('#bilan').waitFor();
    await Promise.all([page.context().close(), seen.context().close()]);
  });

  it('another service is asked for, and the page says that it is under way', async () => {
    const claire = await site.administrateur();
    const page = await open(claire, '/');
    await page.getByRole('link', { name: 'Demander un autre service' }).click();
    await page.locator('input[name=services][value=AFAS]').check();
    await page.getByLabel(/reçoit-il la prestation de service/).selectOption('non');
    await page.getByRole('button', { name: 'Demander', exact: true }).click();
    await page.getByRole('heading', { name: 'Demandes en cours' }).waitFor();
    await page.context().close();
  });

  it('a delegation is recorded and ended; what is wrong is told beside its field', async () => {
    const page = await open(admin, '/ma-caf/delegations');
    await page.getByRole('button', { name: 'Enregistrer la délégation' }).click();
    await page.locator('.faults').waitFor();
    await page.getByLabel('Agent').selectOption({ index: 1 });
    await page.getByLabel('À compter du').fill('2026-01-01');
    await page.locator('input[name=act]').fill('Décision n° 2026-12');
    await page.getByRole('button', { name: 'Enregistrer la délégation' }).click();
    await page.getByText('En vigueur', { exact: true }).first().waitFor();
    await site.look(page, admin, 'delegations');
    await page.context().close();
  });

  it('how accessible the service is, is read; a page that is not there keeps the frame of who is signed in', async () => {
    const page = await open(null, '/');
    await page.getByRole('link', { name: /^Accessibilité/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Accessibilité' }).waitFor();
    await page.context().close();
    const lost = await open(agent, '/nulle-part');
    expect(await lost.getByRole('link', { name: 'Tâches', exact: true }).count()).toBe(1);
    expect(await lost.getByRole('button', { name: 'Se déconnecter' }).count()).toBe(1);
    await lost.context().close();
  });

  it('rows to correct of a file of protégés are paged, sorted and found', async () => {
    const national = await site.api.as('national');
    const page = await open(national, '/tuteurs/proteges');
    const lines = Array.from({ length: 60 }, (_, n) => ({ number: `N${n}-?`, siret: n % 2 === 0 ? HEAD : '123' }));
    const buffer = protegesCsv(lines);
    await page.getByLabel('Fichier des protégés').setInputFiles({ name: 'proteges.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Vérifier sans rien remplacer' }).click();
    await page.getByRole('link', { name: 'Page suivante' }).click();
    await page.waitForURL(/tuteurs\/proteges\/verifications\/.*cursor=/);
    expect(await page.locator('#lignes ~ div tbody tr').count()).toBe(10);
    await page.getByLabel('Colonne ou raison').fill('siret');
    await page.getByRole('button', { name: 'Filtrer' }).click();
    await page.getByText('30 lignes').waitFor();
    await site.look(page, national, 'proteges-a-corriger');
    await page.context().close();
  });

  it('a campaign: the file is checked, its rows are paged and filtered, it is launched without choosing the file again', async () => {
    const page = await open(admin, '/campagnes');
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const buffer = readFileSync(SAMPLE_FILE);
    await page.getByLabel('Fichier').setInputFiles({ name: 'liste.xlsx', mimeType, buffer });
    await page.getByLabel('Nom de la campagne').fill('Esat automne');
    await page.getByLabel('Échéance').fill('2026-06-30');
    await page.getByLabel('Ouverture des services').fill('2026-07-01');
    await page.getByRole('button', { name: 'Vérifier sans rien créer' }).click();
    await page.getByRole('heading', { name: 'Résultat de la vérification' }).waitFor();
    await page.getByLabel('Verdict').selectOption('held');
    await page.getByRole('button', { name: 'Filtrer' }).click();
    await page.getByRole('columnheader', { name: 'Ligne' }).getByRole('link').click();
    expect(page.url()).toContain('verdict=held&sort=-row');
    await site.look(page, admin, 'campagne-verifiee');
    await page.getByRole('button', { name: 'Lancer la campagne' }).click();
    await page.waitForURL(/campagnes\/(?!verifications)./);
    await page.context().close();
  });
});
