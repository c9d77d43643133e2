import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type Express } from 'express';
import type { ApiDeps } from './deps.ts';
import { openApiDocument } from './openapi.ts';
import type { Route } from './route.ts';

const ASSETS = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const PAGE = `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Passerelle – interface de programmation</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<main id="viewer"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
const START =
  "window.ui = SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#viewer', deepLinking: true, displayRequestDuration: true, validatorUrl: null });\n";

/**
 * The OpenAPI document and its viewer, every asset from here (S9: no inline script, no foreign host). In this spelling alone: who keeps people from
 * them before us (ops/kubernetes) does so by paths that heed case.
 */
export function mountDocs(app: Express, routes: readonly Route[], deps: ApiDeps): void {
  const docs = express.Router({ caseSensitive: true });
  let document: string | undefined;
  docs.get('/api/v1/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument(routes, deps.publicUrl));
    response.type('application/json').send(document);
  });
  docs.get('/docs', (_request, response) => void response.type('html').send(PAGE));
  docs.get('/docs/start.js', (_request, response) => void response.type('js').send(START));
  for (const file of FILES) {
    docs.get(`/docs/${file}`, (_request, response) => {
      response.setHeader('Cache-Control', 'public, max-age=86400');
      response.type(path.extname(file)).send(readFileSync(path.join(ASSETS, file)));
    });
  }
  app.use(docs);
}
