import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openSession } from '../../adapters/sessions.ts';
import { createUser } from '../../adapters/users.ts';
import { SAMPLE_FILE } from '../../ops/sample/make.ts';
import { mountPages } from '../../web/index.ts';
import type { PageDeps } from '../../web/kit/visit.ts';
import { PASSWORD, type PersonKind, partnerBody, startApi, type TestApi } from '../api.ts';
import { contextOf, openBrowser, picture, violationsOf } from './browser.ts';

const MAIL = {
  to: 'contact@tilleuls.example',
  subject: 'Documents à signer <b>',
  text: 'Bonjour,\n\nhttp://127.0.0.1/lien/abc',
  html: '<p>Bonjour</p>',
  date: '2026-03-10T09:00:00.000Z',
};

let api: TestApi;
let browser: Browser;
const places: Record<'partner' | 'dossier' | 'link' | 'eligibility' | 'request' | 'requestLink' | 'task', string> = {
  partner: '',
  dossier: '',
  link: '',
  eligibility: '',
  request: '',
  requestLink: '',
  task: '',
};

beforeAll(async () => {
  const mails: Partial<PageDeps> = { devMails: () => [MAIL] };
  [api, browser] = await Promise.all([startApi(mails, mountPages), openBrowser()]);
  await prepare();
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await api?.stop();
}, 30_000);

/** A partner, a dossier that waits for its partner, one that waits for the Caf, an access request, a campaign. */
async function prepare(): Promise<void> {
  const token = await api.as('admin93');
  const partner = await api.call('POST', '/partners', { token, body: partnerBody() });
  places.partner = `/partenaires/${partner.body.id}`;
  const started = await api.call('POST', `/partners/${partner.body.id}/conventionnements`, {
    token,
    body: { services: ['CDAP'], profiles: ['T2', 'T9'], missions: ['Action sociale'], delegationMode: 'DELEGUE' },
  });
  places.dossier = `/dossiers/${started.body.processId}`;
  places.link = await linkOf(started.body.processId, 'dossier');

  const onboarding = {
    raisonSociale: 'ESAT Les Ormes',
    siret: '99992546400011',
    address: '3 rue des Ormes, 93100 Montreuil',
    email: 'direction@ormes.example',
    phone: '0148000002',
    departments: ['93'],
    opensOn: '2026-01-01',
  };
  const esat = await api.call('POST', '/esat/onboardings', {
    token,
    body: { ...onboarding, knownInMcp: false, knownInHabtiers: false },
  });
  places.eligibility = await linkOf(esat.body.processId, 'dossier');

  const form = {
    raisonSociale: 'Association <script>alert(1)</script>',
    siret: '99991041700024',
    address: '2 rue X',
    email: 'x@assoc.example',
    phone: '0148000003',
    caf: '93',
    profiles: ['T1', 'T2', 'T9'],
    cafproOtherDepartment: false,
    otherCafNeed: false,
  };
  const request = await api.call('POST', '/access-requests', { body: form });
  if (request.status !== 202) throw new Error(JSON.stringify(request.body));
  places.request = `/dossiers/${request.body.processId}`;
  places.requestLink = await linkOf(request.body.processId, 'request');
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: request.body.processId } });
  places.task = `/taches/${task.id}`;
}

/** Address of the link that a process's mails carry. */
async function linkOf(processId: string, kind: 'dossier' | 'request'): Promise<string> {
  const { linkRef, linkVersion, linkEmail } = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
  return `/lien/${api.deps.secrets.linkToken({ kind, linkRef, version: linkVersion, recipient: linkEmail ?? '' })}`;
}

/** The newest code mailed for a link. */
async function codeOf(path: string): Promise<string> {
  const linkRef = path.split('.')[2] ?? '';
  const row = await api.deps.db.linkCode.findFirstOrThrow({ where: { linkRef }, orderBy: { createdAt: 'desc' } });
  return api.deps.secrets.signatureCode({ linkRef, version: row.version, nonce: row.nonce });
}

/** A session of Claire, administrateur of the partner. */
async function administrateur(): Promise<string> {
  const at = new Date(api.now);
  const partnerId = places.partner.split('/').at(-1) ?? '';
  const id = await createUser(
    api.deps.db,
    {
      login: 'mcp00000001',
      email: 'claire@tilleuls.example',
      firstName: 'Claire',
      lastName: 'Aubert',
      roles: ['administrateur'],
      partnerId,
      password: null,
    },
    at,
  );
  return (await openSession(api.deps.db, id, { at, ip: null, userAgent: null })).token;
}

async function open(kind: PersonKind | null, path: string, options: { javaScript?: boolean } = {}): Promise<Page> {
  const context = await contextOf(browser, api.url, kind === null ? null : await api.as(kind), options);
  const page = await context.newPage();
  await page.goto(`${api.url}${path}`);
  return page;
}

describe('every page is accessible: axe finds nothing (U1)', () => {
  it.each([
    ['home of nobody', null, (): string => '/'],
    ['sign in', null, (): string => '/connexion'],
    ['request form', null, (): string => '/demande'],
    ['request received', null, (): string => '/demande/envoyee?numero=DA-1'],
    ['page that is not there', null, (): string => '/nulle-part'],
    ['home of an agent', 'agent93', (): string => '/'],
    ['tasks', 'agent93', (): string => '/taches'],
    ['one task', 'agent93', (): string => places.task],
    ['dossiers', 'agent93', (): string => '/dossiers'],
    ['one dossier', 'agent93', (): string => places.dossier],
    ['one request', 'agent93', (): string => places.request],
    ['campaigns', 'admin93', (): string => '/campagnes'],
    ['partners', 'agent93', (): string => '/partenaires'],
    ['one partner', 'agent93', (): string => places.partner],
    ['page of another Caf', 'agent75', (): string => places.dossier],
    ['link with a bulletin', null, (): string => places.link],
    ['link with an eligibility form', null, (): string => places.eligibility],
    ['link of a request', null, (): string => places.requestLink],
    ['development mails', null, (): string => '/dev/mails'],
    ['a development mail', null, (): string => '/dev/mails/0'],
    ['thanks', null, (): string => '/merci/signature'],
  ] as const)('%s', async (name, kind, path) => {
    const page = await open(kind, path());
    await picture(page, name.replaceAll(' ', '-'));
    expect(await page.locator('h1').count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });
});

describe('every form tells all its faults, each beside its field (U3)', () => {
  it.each([
    ['request form', null, (): string => '/demande', 'form[action="/demande"] button', 8],
    ['sign in', null, (): string => '/connexion', 'form[action="/connexion"] button', 2],
    ['partner', 'agent93', (): string => '/partenaires', 'form#partenaire button', 6],
    ['conventionnement', 'agent93', (): string => places.partner, 'form#conventionnement button', 1],
    ['campaign', 'admin93', (): string => '/campagnes', 'form#campagne button[value=true]', 3],
    ['cancelling', 'agent93', (): string => places.dossier, 'form#annuler button', 1],
    ['decision', 'agent93', (): string => places.task, 'form#issue-refuse button', 3],
    ['eligibility', null, (): string => places.eligibility, 'form#eligibilite button', 2],
    ['bulletin', null, (): string => places.link, 'form[id^=bulletin] button', 1],
    ['signature', null, (): string => places.link, 'form#signature button', 3],
  ] as const)('%s', async (name, kind, path, button, atLeast) => {
    const page = await open(kind, path());
    const closed = page.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await page.locator(button).first().click();
    await page.waitForLoadState();
    await picture(page, `faults-${name.replaceAll(' ', '-')}`);
    const links = page.locator('.faults li');
    expect(await links.count()).toBeGreaterThanOrEqual(atLeast);
    expect(await page.title()).toMatch(/^Erreur : /);
    for (const link of await page.locator('.faults a').all()) {
      const id = decodeURIComponent((await link.getAttribute('href'))?.slice(1) ?? '');
      expect([id, await page.locator(`[id="${id}"]`).count()]).toEqual([id, 1]);
    }
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });
});

describe('the whole job without JavaScript (U1, U2)', () => {
  it('request, decision, bulletin, code, signature, countersignature: the service opens', async () => {
    const person = await open(null, '/demande', { javaScript: false });
    await person.getByLabel('Raison sociale').fill('Centre social Jean <i>Moulin</i>');
    await person.getByLabel('Numéro SIRET').fill('999 910 417 00032');
    await person.getByLabel('Adresse', { exact: true }).fill('4 rue du Centre, 93200 Saint-Denis');
    await person.getByLabel('Adresse courriel').fill('accueil@centre.example');
    await person.getByLabel('Téléphone').fill('01 48 00 00 04');
    await person.getByLabel('Caf à qui vous vous adressez').selectOption('93');
    await person.getByLabel(/^T2/).check();
    await person.locator('input[name=cafproOtherDepartment][value=non]').check();
    await person.locator('input[name=otherCafNeed][value=oui]').check();
    expect(await person.getByLabel(/pour quelles raisons/).isVisible()).toBe(true);
    await person.locator('input[name=otherCafNeed][value=non]').check();
    expect(await person.getByLabel(/pour quelles raisons/).isVisible()).toBe(false);
    await person.getByRole('button', { name: 'Envoyer la demande' }).click();
    await person.waitForURL(/envoyee/);

    const agent = await open('agent93', '/taches?kind=EXAMINER_DEMANDE', { javaScript: false });
    const requests = await api.deps.db.accessRequest.findFirstOrThrow({ where: { siret: '99991041700032' } });
    const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: requests.processId } });
    await agent.goto(`${api.url}/taches/${task.id}`);
    await agent.getByRole('button', { name: 'Prendre cette tâche' }).click();
    await agent.locator('summary', { hasText: 'Accepter' }).click();
    await agent.locator('form#issue-accept button').click();
    await agent.waitForURL(/dossiers/);
    expect(await agent.getByRole('heading', { level: 1 }).textContent()).toContain('Centre social Jean <i>Moulin</i>');

    const started = await api.deps.db.process.findFirstOrThrow({
      where: { type: 'conventionnement', label: { contains: 'Centre social' } },
    });
    await api.deps.commands.start({ processId: started.id, type: 'conventionnement' });
    const link = await linkOf(started.id, 'dossier');
    await person.goto(`${api.url}${link}`);
    await picture(person, 'journey-link');
    const before = await api.deps.db.process.findUniqueOrThrow({ where: { id: started.id } });
    await person.getByLabel('Prénom', { exact: true }).fill('Paul');
    await person.getByLabel('Nom', { exact: true }).fill('Reyne');
    await person.getByLabel('Adresse courriel nominative').fill('paul.reyne@centre.example');
    await person.getByLabel('Nom et prénom', { exact: true }).fill('Anne Roy');
    await person.locator('form[id^=bulletin]').getByLabel('Fonction').fill('Directrice');
    await person.getByRole('button', { name: 'Enregistrer le bulletin' }).click();
    await person.getByText('Le bulletin est enregistré.').waitFor();
    expect((await api.deps.db.process.findUniqueOrThrow({ where: { id: started.id } })).version).toBeGreaterThan(
      before.version,
    );

    await person.getByRole('button', { name: "M'envoyer le code" }).click();
    await person.getByText('Le code est envoyé').waitFor();
    await picture(person, 'journey-sign');
    expect(await violationsIn(link)).toEqual([]);
    await person.getByLabel('Code reçu par courriel').fill(await codeOf(link));
    await person.getByLabel(/J'ai lu ces documents/).check();
    await person.getByRole('button', { name: 'Signer les documents' }).click();
    await person.waitForURL(/merci\/signature/);

    await agent.goto(`${api.url}/dossiers/${started.id}`);
    await agent.getByRole('link', { name: 'Contresigner les documents' }).click();
    await agent.getByRole('button', { name: 'Contresigner' }).click();
    await agent.waitForURL(/dossiers/);
    await picture(agent, 'journey-opened');
    expect(await agent.locator('.waiting').textContent()).toContain('service ouvert');
    expect(await agent.locator('.steps li.done').count()).toBe(6);
    await person.goto(`${api.url}${link}`);
    expect(await person.getByRole('heading', { level: 1 }).textContent()).toBe('Lien périmé');
    await Promise.all([person.context().close(), agent.context().close()]);
  }, 60_000);

  it('the partner fills the eligibility form, the Caf reads it and decides (ESAT-5)', async () => {
    const person = await open(null, places.eligibility, { javaScript: false });
    for (const question of ['form.casf', 'form.cdaph'])
      await person.locator(`input[name="${question}"][value=oui]`).check();
    await person.getByLabel('Nombre de places').fill('40');
    await person.getByLabel(/arrêté/).fill('Arrêté 2019-12');
    await person.getByRole('button', { name: 'Envoyer le formulaire' }).click();
    await person.getByText('Le formulaire est envoyé à la Caf.').waitFor();
    const task = await api.deps.db.task.findFirstOrThrow({ where: { kind: 'VERIFIER_ELIGIBILITE' } });
    const agent = await open('agent93', `/taches/${task.id}`);
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

  it('fits a narrow screen without scrolling sideways (WCAG 1.4.10)', async () => {
    for (const path of ['/demande', places.link, '/dossiers', places.dossier, places.task]) {
      const page = await open(path === places.link || path === '/demande' ? null : 'agent93', path);
      await page.setViewportSize({ width: 320, height: 640 });
      await picture(page, `narrow${path.slice(0, 12).replaceAll('/', '-')}`);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 320]);
      await page.context().close();
    }
  });

  it('opening a link changes nothing, however often (mail scanners, §4.3)', async () => {
    const facts = async () =>
      JSON.stringify(
        await Promise.all([
          api.deps.db.process.findMany({ orderBy: { id: 'asc' } }),
          api.deps.db.document.findMany({ orderBy: { id: 'asc' } }),
          api.deps.db.linkCode.count(),
          api.deps.db.auditLine.count(),
        ]),
        (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
      );
    const before = await facts();
    for (const path of [places.link, places.eligibility, places.requestLink])
      for (let n = 0; n < 2; n += 1) expect((await fetch(`${api.url}${path}`)).status).toBe(200);
    const page = await open(null, places.link);
    await page
      .getByRole('link', { name: /^Lire le texte/ })
      .first()
      .click();
    await picture(page, 'document-text');
    expect(await violationsOf(page)).toEqual([]);
    const documents = await api.deps.db.document.findFirstOrThrow({ where: { kind: 'CONVENTION' } });
    const pdf = await fetch(`${api.url}${places.link}/documents/${documents.id}/pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(await facts()).toBe(before);
    await page.context().close();
  });
});

async function violationsIn(path: string): Promise<string[]> {
  const page = await open(null, path);
  const found = await violationsOf(page);
  await page.context().close();
  return found;
}

describe('sessions and campaigns', () => {
  it('signs in by the keyboard alone, comes back to the page asked for, and out again (U1, S9)', async () => {
    await api.as('agent93');
    const page = await open(null, '/taches');
    expect(page.url()).toContain('/connexion?retour=%2Ftaches');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Aller au contenu');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe('solid');
    await page.keyboard.type('agent93@passerelle.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/taches$/);
    const cookie = (await page.context().cookies()).find((one) => one.name === 'session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByText('Vous êtes déconnecté.').waitFor();
    await page.context().close();
  });

  it('shows an administrateur the own organisation, and nothing of the Caf (RGT-1, S5)', async () => {
    const context = await contextOf(browser, api.url, await administrateur());
    const page = await context.newPage();
    await page.goto(api.url);
    await picture(page, 'organisation');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Association Les Tilleuls');
    expect(await page.getByRole('link', { name: 'PDF' }).count()).toBe(3);
    expect(await violationsOf(page)).toEqual([]);
    for (const path of ['/taches', '/dossiers', places.dossier])
      expect([path, (await page.goto(`${api.url}${path}`))?.status()]).toEqual([path, 403]);
    await context.close();
  });

  it('leads a signed-in person who comes from a webmail to the page, in spite of the strict cookie (S9)', async () => {
    const page = await open('agent93', '/');
    await page.route('https://webmail.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<a href="${api.url}${places.dossier}">Voir</a>` }),
    );
    await page.goto('https://webmail.example/');
    await page.getByRole('link', { name: 'Voir' }).click();
    await page.getByRole('heading', { name: 'Où en est le dossier' }).waitFor();
    await page.context().close();
  });

  it('refuses a form that another site sends (S9)', async () => {
    const token = await api.as('agent93');
    const post = (headers: Record<string, string>) =>
      fetch(`${api.url}/taches/x/prendre`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: `session=${token}`, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: '',
      });
    expect((await post({ 'sec-fetch-site': 'cross-site', origin: 'https://ailleurs.example' })).status).toBe(403);
    expect((await post({ origin: 'https://ailleurs.example' })).status).toBe(403);
    expect((await post({ origin: api.url })).status).toBe(404);
  });

  it('checks a file without creating anything, then launches it; its page shows progress, rows and a way out (U3, U4)', async () => {
    const page = await open('admin93', '/campagnes', { javaScript: false });
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
    expect(await api.deps.db.campaign.count()).toBe(0);
    await fill();
    await page.getByRole('button', { name: 'Lancer la campagne' }).click();
    await page.waitForURL(/campagnes\/./);
    const html = await page.content();
    expect(html).toContain('<progress');
    expect(html).toContain('http-equiv="refresh"');
    const held = await api.deps.db.task.findFirstOrThrow({
      where: { kind: 'TRAITER_LIGNE' },
      orderBy: { subject: 'asc' },
    });
    const row = await open('agent93', `/taches/${held.id}`);
    expect(await row.locator('main').textContent()).toContain('Le courriel manque');
    await picture(row, 'held-row');
    expect(await violationsOf(row)).toEqual([]);
    await row.context().close();
    const shown = await open('admin93', new URL(page.url()).pathname);
    await picture(shown, 'campaign');
    expect(await violationsOf(shown)).toEqual([]);
    await Promise.all([page.context().close(), shown.context().close()]);
  }, 30_000);

  it('sends no page without the strict content policy, and no inline script or style (S9)', async () => {
    for (const path of ['/', '/demande', '/connexion', places.link, '/nulle-part']) {
      const answer = await fetch(`${api.url}${path}`);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(await answer.text()).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
    }
  });

  it('shows the development mailbox to people and to scripts', async () => {
    const json = await fetch(`${api.url}/dev/mails`, { headers: { accept: 'application/json' } });
    expect(await json.json()).toEqual({ items: [MAIL] });
    const html = await (await fetch(`${api.url}/dev/mails/0`)).text();
    expect(html).toContain('Documents à signer &lt;b>');
    expect(html).toContain('href="/lien/abc"');
  });
});
