import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import { notFound } from '../api/access.ts';
import { accountPages } from './account/routes.ts';
import { administratorPages } from './administrators/routes.ts';
import { afasPages } from './afas/routes.ts';
import { campaignPages } from './campaigns/routes.ts';
import { controlPages } from './controls/routes.ts';
import { devMailPages } from './devMails/routes.ts';
import { documentPages } from './documents/routes.ts';
import { dossierPages } from './dossiers/routes.ts';
import { groupPages } from './groups/routes.ts';
import { homePages } from './home/routes.ts';
import { incidentPages } from './incidents/routes.ts';
import { pagesOn, refusalPages } from './kit/pages.ts';
import type { PageDeps } from './kit/visit.ts';
import { linkPages } from './link/routes.ts';
import { mailPages } from './mails/routes.ts';
import { partnerPages } from './partners/routes.ts';
import { requestPages } from './request/routes.ts';
import { secondFactorPages } from './secondFactor/routes.ts';
import { oidcPages } from './signIn/oidcRoutes.ts';
import { signInPages } from './signIn/routes.ts';
import { supportPages } from './support/routes.ts';
import { taskPages } from './tasks/routes.ts';
import { userRequestPages } from './userRequests/routes.ts';
import { importPages } from './users/importRoutes.ts';
import { userPages } from './users/routes.ts';

const ASSETS = path.join(path.dirname(fileURLToPath(import.meta.url)), 'assets');

/** Puts every page on the application, with its sheet and its error pages; the API keeps its own answers. */
export function mountPages(app: Express, deps: PageDeps): void {
  app.use('/assets', express.static(ASSETS, { index: false, maxAge: '5m', fallthrough: true }));
  const pages = pagesOn(app, deps);
  homePages(pages);
  signInPages(pages);
  if (deps.oidc !== null) oidcPages(pages, deps.oidc);
  accountPages(pages);
  secondFactorPages(pages);
  groupPages(pages);
  importPages(pages);
  userPages(pages);
  userRequestPages(pages);
  administratorPages(pages);
  afasPages(pages);
  supportPages(pages);
  controlPages(pages);
  incidentPages(pages);
  requestPages(pages);
  taskPages(pages);
  dossierPages(pages);
  documentPages(pages);
  campaignPages(pages);
  partnerPages(pages);
  linkPages(pages);
  mailPages(pages);
  if (deps.devMails !== undefined) devMailPages(pages, deps.devMails);
  app.use(() => {
    throw notFound();
  });
  app.use(refusalPages(deps));
}
