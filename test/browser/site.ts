import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openSession } from '../../adapters/identity/sessions.ts';
import { createUser } from '../../adapters/store/people/users.ts';
import { mountPages } from '../../web/index.ts';
import type { PageDeps } from '../../web/kit/visit.ts';
import { type PersonKind, partnerBody, startApi, type TestApi } from '../api.ts';
import { contextOf, openBrowser, picture, violationsOf } from './browser.ts';

/** The one mail in the development mailbox. */
export const MAIL = {
  to: 'contact@tilleuls.example',
  subject: 'Documents à signer <b>',
  text: 'Bonjour,\n\nhttp://127.0.0.1/lien/abc',
  html: '<p>Bonjour</p>',
  date: '2026-03-10T09:00:00.000Z',
};

type Place = 'partner' | 'dossier' | 'versions' | 'link' | 'eligibility' | 'request' | 'requestLink' | 'task';

/** The application with its pages, some data in every state, and a browser. */
export interface Site {
  api: TestApi;
  browser: Browser;
  places: Record<Place, string>;
  /** a page in a context of its own, signed in as this kind of person; null: nobody */
  open(kind: PersonKind | null, path: string, options?: { javaScript?: boolean }): Promise<Page>;
  /** the same, for a session of one's own */
  openAs(token: string | null, path: string, options?: { javaScript?: boolean }): Promise<Page>;
  /** keeps a picture of a page, and looks at it in another context with axe, which needs JavaScript */
  look(page: Page, token: string | null, name: string): Promise<void>;
  /** address of the link that a process's mails carry */
  linkOf(processId: string, kind: 'dossier' | 'request'): Promise<string>;
  /** the newest code mailed for a link */
  codeOf(path: string): Promise<string>;
  /** a session of Claire, administrateur of the partner */
  administrateur(): Promise<string>;
  stop(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const mails: Partial<PageDeps> = { devMails: () => [MAIL] };
  const [api, browser] = await Promise.all([startApi(mails, mountPages), openBrowser()]);
  const places = {
    partner: '',
    dossier: '',
    versions: '',
    link: '',
    eligibility: '',
    request: '',
    requestLink: '',
    task: '',
  };
  const site: Site = {
    api,
    browser,
    places,
    async open(kind, path, options) {
      return site.openAs(kind === null ? null : await api.as(kind), path, options);
    },
    async openAs(token, path, options = {}) {
      const context = await contextOf(browser, api.url, token, options);
      const page = await context.newPage();
      await page.goto(`${api.url}${path}`);
      return page;
    },
    async look(page, token, name) {
      await picture(page, name);
      const seen = await site.openAs(token, new URL(page.url()).pathname);
      expect([name, await violationsOf(seen)]).toEqual([name, []]);
      await seen.context().close();
    },
    async linkOf(processId, kind) {
      const { linkRef, linkVersion, linkEmail } = await api.deps.db.process.findUniqueOrThrow({
        where: { id: processId },
      });
      return `/lien/${api.deps.secrets.linkToken({ kind, linkRef, version: linkVersion, recipient: linkEmail ?? '' })}`;
    },
    async codeOf(path) {
      const linkRef = path.split('.')[2] ?? '';
      const row = await api.deps.db.linkCode.findFirstOrThrow({ where: { linkRef }, orderBy: { createdAt: 'desc' } });
      return api.deps.secrets.signatureCode({ linkRef, version: row.version, nonce: row.nonce });
    },
    async administrateur() {
      const at = new Date(api.now);
      const partnerId = places.partner.split('/').at(-1) ?? '';
      const names = { login: 'mcp00000001', email: 'claire@tilleuls.example', firstName: 'Claire', lastName: 'Aubert' };
      const id = await createUser(
        api.deps.db,
        { ...names, roles: ['administrateur'], partnerId, password: 'quatre mots sans lien' },
        at,
      );
      return (await openSession(api.deps.db, id, { at, ip: null, userAgent: null })).token;
    },
    async stop() {
      await browser.close();
      await api.stop();
    },
  };
  await prepare(site);
  return site;
}

/** A partner, a dossier that waits for its partner, one that waits for the Caf, an access request, a campaign. */
async function prepare({ api, places, linkOf }: Omit<Site, 'stop'>): Promise<void> {
  const token = await api.as('admin93');
  const partner = await api.call('POST', '/partners', { token, body: partnerBody() });
  places.partner = `/partenaires/${partner.body.id}`;
  const started = await api.call('POST', `/partners/${partner.body.id}/conventionnements`, {
    token,
    body: { services: ['CDAP'], profiles: ['T2', 'T9'], missions: ['Action sociale'], delegationMode: 'DELEGUE' },
  });
  places.dossier = `/dossiers/${started.body.processId}`;
  const where = { processId: started.body.processId, kind: 'CONVENTION' };
  places.versions = `/documents/${(await api.deps.db.document.findFirstOrThrow({ where })).id}/versions`;
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
