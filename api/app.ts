import express, { type Express } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { pathWithoutToken } from '../adapters/logger.ts';
import { newId } from '../adapters/store/ids.ts';
import { oneRequest } from '../adapters/store/patience.ts';
import { traceRequests, tracingOn } from '../adapters/watch/tracing.ts';
import { DomainError } from '../domain/errors.ts';
import { notFound } from './access.ts';
import { drainBeforeClosing } from './body.ts';
import type { ApiDeps } from './deps.ts';
import { mountDocs } from './docs.ts';
import { mountProvider } from './entrance.ts';
import { mountHealth } from './health.ts';
import { observe } from './metrics.ts';
import { handlerOf } from './pipeline.ts';
import { problemHandler } from './problem.ts';
import type { Route } from './route.ts';
import { routes } from './routes/index.ts';

export type MountPages = (app: Express, deps: ApiDeps) => void;

/** The whole HTTP side: API, its document and viewer, health, metrics, and the pages when given. Opens no port. */
export function createApp(deps: ApiDeps, mountPages?: MountPages): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', deps.trustedProxies ?? 0);
  app.use((_request, _response, next) => oneRequest(next));
  app.use(requestLog(deps));
  if (tracingOn()) app.use(traceRequests);
  app.use(securityHeaders(deps));
  app.use(observe(deps.metrics));
  app.use(drainBeforeClosing);

  mountHealth(app, deps);
  mountDocs(app, routes, deps);
  mountRoutes(app, routes, deps);
  app.use('/api', () => {
    throw notFound();
  });
  mountProvider(app, deps);
  mountPages?.(app, deps);
  app.use(() => {
    throw notFound();
  });
  app.use(problemHandler(deps.log));
  return app;
}

/** Express routing from the list; a path that exists with another method answers 405 with Allow. */
function mountRoutes(app: Express, list: readonly Route[], deps: ApiDeps): void {
  const byPath = new Map<string, Route[]>();
  for (const one of list) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
  for (const [path, operations] of [...byPath].sort(([a], [b]) => (specificity(a) < specificity(b) ? -1 : 1))) {
    const pattern = `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`;
    const allow = operations
      .map((one) => one.method.toUpperCase())
      .sort()
      .join(', ');
    const resource = app.route(pattern);
    for (const operation of operations) resource[operation.method](handlerOf(operation, deps));
    resource.all((_request, response) => {
      response.setHeader('Allow', allow);
      throw new DomainError('METHODE_NON_PERMISE', `Méthodes permises ici : ${allow}.`);
    });
  }
}

/** Fixed segments before parameters, so that `/processes/batch` is not the process « batch ». */
function specificity(path: string): string {
  return path.replace(/\{\w+\}/g, '~');
}

function requestLog(deps: ApiDeps) {
  return pinoHttp({
    logger: deps.log,
    // asked every few seconds, and not ready yet is not a failure
    autoLogging: { ignore: (request) => request.url?.startsWith('/health/') ?? false },
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && /^[\w.-]{1,80}$/.test(given) ? given : newId();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : 'debug',
    serializers: {
      req: (request: { id: unknown; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: pathWithoutToken(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}

/** S9: strict content policy, no inline script. */
function securityHeaders(deps: ApiDeps) {
  const https = deps.publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        // our own PDF beside what is asked about it
        objectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
