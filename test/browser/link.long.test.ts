import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ENTITLED, partnerBody } from '../api.ts';
import { inventedSiret } from '../people.ts';
import { picture, violationsOf } from './browser.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

const ADMINISTRATEUR = { Prénom: 'Paul', Nom: 'Reyne' };

/** A dossier of its own that waits for its partner: the address that its mail brings. */
async function mailed(n: number): Promise<{ link: string; processId: string }> {
  const token = await site.api.as('admin93');
  const names = { raisonSociale: `Association des Ormes ${n}`, siret: inventedSiret(6_100 + n) };
  const partner = await site.api.call('POST', '/partners', { token, body: partnerBody(names) });
  expect([partner.body.errors, partner.status]).toEqual([undefined, 201]);
  const services = {
    services: ['CDAP'],
    profiles: ['T2', 'T9'],
    missions: ['Action sociale'],
    delegationMode: 'DELEGUE',
  };
  const body = { ...services, eligibility: ENTITLED };
  const started = await site.api.call('POST', `/partners/${partner.body.id}/conventionnements`, { token, body });
  expect([started.body.errors, started.status]).toEqual([undefined, 202]);
  const { processId } = started.body;
  await site.api.deps.commands.start({ processId, type: 'conventionnement' });
  return { processId, link: await site.linkOf(processId, 'dossier') };
}

/** A person who counts how often they press something. */
class Director {
  clicks = 0;
  constructor(readonly page: Page) {}
  async press(name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
    this.clicks += 1;
    await this.page.getByRole(role, { name, exact: true }).click();
  }
  async tick(label: RegExp): Promise<void> {
    this.clicks += 1;
    await this.page.getByLabel(label).check();
  }
  async fillBulletin(): Promise<void> {
    for (const [label, value] of Object.entries(ADMINISTRATEUR))
      await this.page.getByLabel(label, { exact: true }).fill(value);
    await this.page.getByLabel('Courriel nominatif').fill('paul.reyne@ormes.example');
    await this.page.getByLabel('Nom et prénom', { exact: true }).fill('Anne Roy');
    await this.page.getByLabel('Fonction', { exact: true }).fill('Directrice');
  }
}

/** axe needs JavaScript: the same address, looked at in another context. */
async function faultsAt(page: Page): Promise<string[]> {
  const seen = await site.open(null, new URL(page.url()).pathname);
  const found = await violationsOf(seen);
  await seen.context().close();
  return found;
}

describe.each([
  { way: 'with JavaScript on a screen', n: 1, options: {}, size: { width: 1200, height: 900 } },
  { way: 'without JavaScript on a phone', n: 2, options: { javaScript: false }, size: { width: 375, height: 800 } },
])('a director signs by the mail, $way', ({ n, options, size, way }) => {
  it('in four clicks from the link, one thing after the other, and holds the PDF', async () => {
    const { link, processId } = await mailed(n);
    const page = await site.open(null, link, options);
    await page.setViewportSize(size);
    const director = new Director(page);
    const heights: number[] = [];
    const look = async (name: string) => {
      await page.setViewportSize({ width: 1200, height: 900 });
      const box = await page.locator('main').boundingBox();
      heights.push((box?.y ?? 0) + (box?.height ?? 0));
      await page.setViewportSize(size);
      await picture(page, `link-${name}-${size.width}`);
      expect([name, await faultsAt(page)]).toEqual([name, []]);
    };

    await look('read');
    const sheet = page.locator(size.width < 600 ? '.paper .narrow img' : '.paper .wide');
    expect(await sheet.isVisible()).toBe(true);
    await director.press("J'ai lu : compléter le bulletin", 'link');
    await page.getByRole('heading', { name: /^Compléter le bulletin/ }).waitFor();
    await look('complete');
    await director.fillBulletin();
    await director.press('Passer à la signature');
    await page.getByText('Le code est parti').waitFor();
    await look('sign');
    // what was typed once is not asked again
    expect(await page.getByText('Signataire : Anne Roy, Directrice').isVisible()).toBe(true);
    expect(await page.getByLabel('Nom et prénom du signataire').isVisible()).toBe(false);
    await page.getByLabel('Code reçu par courriel').fill(await site.codeOf(link));
    await director.tick(/^J'ai lu ces documents/);
    await director.press('Signer les documents');
    await page.getByText('Votre signature est enregistrée.').waitFor();
    expect([way, director.clicks]).toEqual([way, 4]);
    await look('signed');
    // a screen each: none of the three stages is scrolled through
    expect(heights.slice(0, 3).filter((height) => height > 900)).toEqual([]);
    const pdf = await fetch(`${site.api.url}${await page.locator('.paper object').getAttribute('data')}`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const signed = await site.api.deps.db.signature.findMany({ where: { document: { processId } } });
    expect(signed.map(({ name, function: title }) => `${name}, ${title}`)).toEqual(
      Array(3).fill('Anne Roy, Directrice'),
    );
    await page.context().close();
  });
});

describe('what is typed by a link is kept as one goes (U8)', () => {
  it('by its button without JavaScript: another machine resumes by the same link; sent, it is kept no more', async () => {
    const { link, processId } = await mailed(3);
    const first = await site.open(null, `${link}/completer`, { javaScript: false });
    await first.getByLabel('Nom et prénom', { exact: true }).fill('Zoé <b>Picard</b>');
    await first.locator('input[name=roles]').first().uncheck();
    await first.getByRole('button', { name: 'Enregistrer et continuer plus tard' }).click();
    await first.getByText('Votre saisie est enregistrée.').waitFor();
    const [row] = await site.api.deps.db.keptForm.findMany({ where: { processId } });
    expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain('Picard');

    const second = await site.open(null, link);
    expect(await second.getByLabel('Nom et prénom', { exact: true }).inputValue()).toBe('Zoé <b>Picard</b>');
    expect(await second.locator('input[name=roles]').first().isChecked()).toBe(false);

    // with a little JavaScript nothing has to be pressed
    await second.getByLabel('Fonction', { exact: true }).fill('Trésorière');
    await second.getByText('Votre saisie est enregistrée : vous pouvez la reprendre').waitFor();
    await first.goto(`${site.api.url}${link}`);
    expect(await first.getByLabel('Fonction', { exact: true }).inputValue()).toBe('Trésorière');
    await second.locator('input[name=roles]').first().check();
    const director = new Director(second);
    await director.fillBulletin();
    await director.press('Passer à la signature');
    await second.getByText('Le code est parti').waitFor();

    // corrected until it is signed: one goes back with everything in the form
    await second.getByRole('link', { name: /^Modifier/ }).click();
    expect(await second.getByLabel('Nom et prénom', { exact: true }).inputValue()).toBe('Anne Roy');
    await second.getByLabel('Nom et prénom', { exact: true }).fill('Ana Blanc');
    await picture(second, 'link-correct');
    await second.getByRole('button', { name: 'Passer à la signature' }).click();
    await second.getByText('Signataire : Ana Blanc, Directrice').waitFor();
    const bulletin = await site.api.deps.db.document.findFirstOrThrow({ where: { processId, kind: 'BULLETIN' } });
    expect([bulletin.state, bulletin.content]).toMatchObject(['A_SIGNER', { signatory: { name: 'Ana Blanc' } }]);
    await first.goto(`${site.api.url}${link}/completer`);
    expect(await first.getByLabel('Nom et prénom', { exact: true }).inputValue()).toBe('Ana Blanc');
    await Promise.all([first.context().close(), second.context().close()]);
  });
});
