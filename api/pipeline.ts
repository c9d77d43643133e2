import { createHash } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { DomainError } from '../domain/errors.ts';
import { assertAudience, authenticate, sessionTokenOf } from './authenticate.ts';
import { hasBody, readBody } from './body.ts';
import { clientAddress } from './clientAddress.ts';
import type { ApiDeps } from './deps.ts';
import { once, readKey } from './idempotency.ts';
import { addressOfJoined } from './joined.ts';
import { parseRequest } from './parse.ts';
import type { Call, Person, Reply, Route } from './route.ts';
import { serviceOf } from './serviceToken.ts';
import type { UploadedFile } from './uploads.ts';

const JSON_BYTES = 1024 * 1024;
/** Whoever may send nothing but a form of the public sends no more than that. */
const PUBLIC_JSON_BYTES = 200 * 1024;

const jsonReader = (limit: number) =>
  express.json({ limit, strict: false, type: ['application/json', 'application/*+json'] });
const readJson = jsonReader(JSON_BYTES);
const readPublicJson = jsonReader(PUBLIC_JSON_BYTES);

/** From an Express request to the handler of an operation and back: who, then what, then once, then the answer. */
export function handlerOf(route: Route, deps: ApiDeps): RequestHandler {
  return async (request, response, next) => {
    let person: Person | null = null;
    try {
      person = await authenticate(deps, request);
      response.locals.personId = person?.id ?? null;
      assertAudience(route, person);
      // before the body is read, as for everyone else
      if (route.roles === 'service') serviceOf({ deps, sessionToken: sessionTokenOf(deps, request)?.token ?? null });
      const caller = person;
      const answer = async (file: UploadedFile | null) => {
        const reply = await replyOf(route, deps, { request, person: caller, file });
        send(route, deps, response, reply);
      };
      if (route.method === 'get' || !hasBody(request)) return await answer(null);
      assertMediaType(route, request);
      if (isForm(route, request)) return await deps.uploads.receive(request, response, answer);
      if (Array.isArray(route.roles)) await readBody(request, response, readJson, JSON_BYTES);
      else await readBody(request, response, readPublicJson, PUBLIC_JSON_BYTES);
      await answer(null);
    } catch (error) {
      const address = await addressOfJoined(deps, { route, request, person }, error).catch(() => null);
      if (address === null) next(error);
      else response.setHeader('Cache-Control', 'no-store').redirect(308, address);
    }
  };
}

interface Asked {
  request: Request;
  person: Person | null;
  file: UploadedFile | null;
}

/** The answer to a request whose body, if any, was read. */
async function replyOf(route: Route, deps: ApiDeps, { request, person, file }: Asked): Promise<Reply> {
  const sent = route.method === 'get' || request.body === undefined ? {} : asObject(request.body);
  const parsed = parseRequest(route, { params: request.params, query: request.query, body: sent });
  const call: Call = {
    ...parsed,
    deps,
    person,
    file,
    ip: clientAddress(request),
    at: deps.clock(),
    key: route.method === 'get' ? null : readKey(request.get('idempotency-key')),
    bodyHash: hashOf(request, file),
    ifMatch: request.get('if-match') ?? null,
    linkToken: request.get('x-link-token') ?? null,
    sessionToken: sessionTokenOf(deps, request)?.token ?? null,
    userAgent: request.get('user-agent') ?? null,
  };
  const { key } = call;
  if (!route.idempotent || key === null) return route.handle(call);
  return once(deps.db, { actorId: person?.id ?? 'public', key, bodyHash: call.bodyHash, at: call.at }, () =>
    route.handle(call),
  );
}

/** Another media type than the contract's is 415. */
function assertMediaType(route: Route, request: Request): void {
  const wanted = [
    ...(route.upload === false ? [] : ['multipart/form-data']),
    ...(route.upload === true ? [] : JSON_TYPES),
  ];
  if (request.is(wanted) !== false) return;
  throw new DomainError(
    'TYPE_NON_PRIS_EN_CHARGE',
    `Envoyez un contenu de type ${route.upload === false ? 'application/json' : 'multipart/form-data'}.`,
  );
}
const JSON_TYPES = ['application/json', 'application/*+json'];

/** Whether a file may come with the body. */
function isForm({ upload }: Route, request: Request): boolean {
  return upload === true || (upload === 'optional' && request.is('multipart/form-data') !== false);
}

/** Multipart fields come without a prototype; a missing body is an empty one. */
function asObject(body: unknown): unknown {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : body;
}

function hashOf(request: Request, file: UploadedFile | null): string {
  const hash = createHash('sha256').update(
    `${request.method} ${request.originalUrl}\n${request.get('x-link-token') ?? ''}\n`,
  );
  hash.update(JSON.stringify(sorted(request.body ?? null)));
  if (file !== null) hash.update(file.sha256);
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
