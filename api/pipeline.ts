import { createHash } from 'node:crypto';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import { DomainError } from '../domain/errors.ts';
import { assertAudience, authenticate, sessionTokenOf } from './authenticate.ts';
import { clientAddress } from './clientAddress.ts';
import type { ApiDeps } from './deps.ts';
import { once, readKey } from './idempotency.ts';
import { parseRequest } from './parse.ts';
import type { Call, Reply, Route } from './route.ts';

const JSON_LIMIT = '1mb';
/** S8: an uploaded workbook, before it is inflated through a cap of its own. */
const FILE_LIMIT_BYTES = 20 * 1024 * 1024;

const readJson = express.json({ limit: JSON_LIMIT, strict: false, type: ['application/json', 'application/*+json'] });
const readMultipart = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: FILE_LIMIT_BYTES, files: 1, fields: 20, fieldSize: 10_000, parts: 25 },
}).single('file');

/** From an Express request to the handler of an operation and back: who, then what, then once, then the answer. */
export function handlerOf(route: Route, deps: ApiDeps): RequestHandler {
  const readBody = route.upload ? readMultipart : readJson;
  return async (request, response, next) => {
    try {
      const person = await authenticate(deps, request);
      response.locals.personId = person?.id ?? null;
      assertAudience(route, person);
      if (route.method !== 'get') await bodyOf(route, request, response, readBody);
      const sent = route.method === 'get' || request.body === undefined ? {} : asObject(request.body);
      const parsed = parseRequest(route, { params: request.params, query: request.query, body: sent });
      const call: Call = {
        ...parsed,
        deps,
        person,
        file: request.file === undefined ? null : { name: request.file.originalname, bytes: request.file.buffer },
        ip: clientAddress(request),
        at: deps.clock(),
        key: route.method === 'get' ? null : readKey(request.get('idempotency-key')),
        bodyHash: hashOf(request),
        ifMatch: request.get('if-match')?.replace(/^(W\/)?"(.*)"$/, '$2') ?? null,
        linkToken: request.get('x-link-token') ?? null,
        sessionToken: sessionTokenOf(request)?.token ?? null,
        userAgent: request.get('user-agent') ?? null,
      };
      const { key } = call;
      const reply =
        route.idempotent && key !== null
          ? await once(deps.db, { actorId: person?.id ?? 'public', key, bodyHash: call.bodyHash, at: call.at }, () =>
              route.handle(call),
            )
          : await route.handle(call);
      send(route, deps, response, reply);
    } catch (error) {
      next(error);
    }
  };
}

/** Reads the body with the one reader that the contract allows; another media type is 415. */
async function bodyOf(route: Route, request: Request, response: Response, reader: RequestHandler): Promise<void> {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody) return;
  const wanted = route.upload ? ['multipart/form-data'] : ['application/json', 'application/*+json'];
  if (request.is(wanted) === false) {
    throw new DomainError(
      'TYPE_NON_PRIS_EN_CHARGE',
      `Envoyez un contenu de type ${route.upload ? 'multipart/form-data' : 'application/json'}.`,
    );
  }
  await new Promise<void>((resolve, reject) => {
    const done: NextFunction = (error?: unknown) =>
      error === undefined || error === null ? resolve() : reject(error as Error);
    void reader(request, response, done);
  });
}

/** Multipart fields come without a prototype; a missing body is an empty one. */
function asObject(body: unknown): unknown {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : body;
}

function hashOf(request: Request): string {
  const hash = createHash('sha256').update(
    `${request.method} ${request.originalUrl}\n${request.get('x-link-token') ?? ''}\n`,
  );
  hash.update(JSON.stringify(sorted(request.body ?? null)));
  if (request.file !== undefined) hash.update(request.file.buffer);
  return hash.digest('hex');
}

/** The same fields in another order are the same request. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function send(route: Route, deps: ApiDeps, response: Response, reply: Reply): void {
  const spec = route.responses[String(reply.status)];
  if (deps.checkResponses === true) checkReply(route, reply);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-store');
  response.status(reply.status);
  if (reply.body === undefined) response.end();
  else if (spec?.contentType !== undefined) response.type(spec.contentType).send(reply.body);
  else response.type('application/json').send(JSON.stringify(reply.body));
}

/** In tests every answer is held against its own contract. */
function checkReply(route: Route, reply: Reply): void {
  const spec = route.responses[String(reply.status)];
  if (spec === undefined)
    throw new Error(`${route.method} ${route.path}: status ${reply.status} is not in its contract`);
  const parsed = spec.schema?.safeParse(JSON.parse(JSON.stringify(reply.body)));
  if (parsed !== undefined && !parsed.success)
    throw new Error(`${route.method} ${route.path}: answer breaks its contract: ${parsed.error.message}`);
}
