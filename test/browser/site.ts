import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openSession } from '../../adapters/identity/sessions.ts';
import { createUser } from '../../adapters/store/people/users.ts';
import { mountPages } from '../../web/index.ts';
import type { PageDeps } from '../../web/kit/visit.ts';
import { type PersonKind, startApi, type TestApi } from '../api.ts';
import { linkPathOf, type Place, prepare } from '../places.ts';
import { contextOf, openBrowser, picture, violationsOf } from './browser.ts';

/** The one mail in the development mailbox. */
export const MAIL = {
  to: 'contact@tilleuls.example',
  subject: 'Documents à signer <b>',
  text: 'Bonjour,\n\nhttp://127.0.0.1/lien/abc',
  html: '<p>Bonjour</p>',
  date: '2026-03-10T09:00:00.000Z',
};

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
  const places = await prepare(api);
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
    linkOf: (processId, kind) => linkPathOf(api, processId, kind),
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
  return site;
}
