import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import * as areas from './areas.ts';
import { devMailPages } from './devMails/routes.ts';
import { pagesOn, refusalPages, unknownPage } from './kit/pages.ts';
import type { PageDeps } from './kit/visit.ts';
import { oidcPages } from './signIn/oidcRoutes.ts';

const ASSETS = path.join(path.dirname(fileURLToPath(import.meta.url)), 'assets');

/** Puts every page on the application, with its sheet and its error pages; the API keeps its own answers. */
export function mountPages(app: Express, deps: PageDeps): void {
  app.use('/assets', express.static(ASSETS, { index: false, maxAge: '5m', fallthrough: true }));
  const pages = pagesOn(app, deps);
  for (const mountArea of Object.values(areas)) mountArea(pages);
  if (deps.oidc !== null) oidcPages(pages, deps.oidc);
  if (deps.devMails !== undefined) devMailPages(pages, deps.devMails);
  app.use(unknownPage(deps));
  app.use(refusalPages(deps));
}
