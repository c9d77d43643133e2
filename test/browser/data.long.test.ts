import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workbookOfLines } from '../builders/workbook.ts';
import { openedPartner } from '../openPartner.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let partnerId: string;
let claire: string;
let agent: string;
beforeAll(async () => {
  site = await startSite();
  ({ partnerId, claire } = await openedPartner(site.api));
  agent = await site.api.as('agent93');
});
afterAll(() => site?.stop());

describe("a person's data (S7), page by page", () => {
  it('the Caf has the copy prepared; the person fetches it by the mailed link; the account has its sheet', async () => {
    const { db, secrets } = site.api.deps;
    const { id } = await db.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
    const sheet = await site.openAs(claire, `/comptes/${id}/fiche`);
    await site.look(sheet, claire, 'fiche-de-connexion');
    await sheet.context().close();

    const page = await site.openAs(agent, `/comptes/${id}/donnees`);
    await site.look(page, agent, 'donnees-d-une-personne');
    await page.getByRole('button', { name: 'Préparer la copie' }).click();
    await page.locator('.faults').waitFor(); // how it was asked for is missing
    await page.locator('#copie [name=asked], [name=asked]').first().fill('Courrier du 3 mars');
    await page.getByRole('button', { name: 'Préparer la copie' }).click();
    await page.waitForURL(/\/donnees\/./);
    await site.look(page, agent, 'donnees-demande');
    await page.context().close();

    const row = await db.process.findFirstOrThrow({ where: { type: 'personalData' } });
    const mail = await db.mail.findFirstOrThrow({ where: { processId: row.id } });
    const { link } = mail.params as { link: { linkRef: string; version: number } };
    const token = secrets.linkToken({
      ...{ kind: 'request', linkRef: link.linkRef },
      ...{ version: link.version, recipient: mail.recipient },
    });
    const copy = await site.openAs(null, `/mes-donnees/${token}`);
    await site.look(copy, null, 'donnees-copie');
    const [download] = await Promise.all([
      copy.waitForEvent('download'),
      copy.locator('a[href$="/fichier"], form[action$="/fichier"] button').first().click(),
    ]);
    expect(download.suggestedFilename()).toBe('donnees.json');
    await copy.context().close();
  });
});

describe('people from a spreadsheet (RGT-2)', () => {
  it('the import has a page of its own, with what was refused and why', async () => {
    const page = await site.openAs(claire, `/partenaires/${partnerId}/utilisateurs/import`);
    const lines = [
      ['Prénom', 'Nom', 'Courriel'],
      ['Ana', 'Ruiz', 'pas une adresse'],
      ['Bao', 'Tran', 'bao.tran@peupliers.example'],
    ];
    const buffer = Buffer.from(workbookOfLines(lines));
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await page.locator('input[type=file]').setInputFiles({ name: 'personnes.xlsx', mimeType, buffer });
    await page.getByRole('button', { name: 'Vérifier sans rien créer' }).click();
    await page.getByText('« pas une adresse » n').waitFor();
    await site.look(page, claire, 'import-verifie');
    await page.getByRole('button', { name: 'Créer les comptes' }).click();
    await page.waitForURL(/utilisateurs\/import\/(?!verifications)./);
    await site.look(page, claire, 'import-en-cours');
    await page.context().close();
  });
});
