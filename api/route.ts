import type { z } from 'zod';
import type { Person } from '../adapters/identity/sessions.ts';
import type { Code } from '../domain/codes.ts';
import type { Role } from './access.ts';
import type { ApiDeps } from './deps.ts';
import type { UploadedFile } from './uploads.ts';

export type { Person };

/** Who may call: anyone; the holder of a one-time link, a service by its own token (both checked in the handler); or signed-in people of these roles. */
export type Audience = 'public' | 'link' | 'service' | readonly Role[];
type Caller<A> = A extends readonly Role[] ? Person : Person | null;

/** What a handler is given: everything parsed, nothing of Express. */
export interface Call<P = unknown, Q = unknown, B = unknown, W = Person | null> {
  deps: ApiDeps;
  person: W;
  params: P;
  query: Q;
  body: B;
  /** multipart field `file` */
  file: UploadedFile | null;
  ip: string | null;
  at: Date;
  /** Idempotency-Key, or null */
  key: string | null;
  /** SHA-256 of what was asked, to tell a repeated request from another one with the same key */
  bodyHash: string;
  /** If-Match without quotes, or null */
  ifMatch: string | null;
  /** one-time link token given in `X-Link-Token` */
  linkToken: string | null;
  sessionToken: string | null;
  userAgent: string | null;
}

export interface ResponseSpec {
  description: string;
  schema?: z.ZodType;
  /** when it is not JSON */
  contentType?: string;
  /** headers worth documenting */
  headers?: Record<string, string>;
}
type Status = 200 | 201 | 202 | 204;
type Responses = { [S in Status]?: ResponseSpec };

type ReplyTo<R> = {
  [S in keyof R]: {
    status: S;
    headers?: Record<string, string | string[]>;
  } & (R[S] extends { schema: infer T extends z.ZodType } ? { body: z.input<T> } : { body?: Buffer | string });
}[keyof R];

export interface Reply {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: unknown;
  /** not kept under its key (R8): asked again, it knows more */
  unfinished?: boolean;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : Record<string, never>;

interface Declaration<A, P, Q, B, R> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** under /api/v1, parameters in braces: '/documents/{id}' */
  path: string;
  summary: string;
  description?: string;
  tag: string;
  roles: A;
  params?: P;
  query?: Q;
  body?: B;
  /** a multipart form with a file field `file`; `body` are its other fields. 'optional': also the body alone, as JSON */
  upload?: true | 'optional';
  responses: R;
  /** stable codes of the domain that this operation may answer, beside those every operation has */
  errors?: readonly Code[];
  /** the handler parses the body itself, to tell faults that span fields together with the others; `body` is for the document */
  rawBody?: true;
  /** also for someone who has yet to choose a personal password (ACC-7) */
  whileRestricted?: true;
  /** also for someone who has yet to turn on the second factor that their Caf demands */
  whileEnrolling?: true;
  /** false: an Idempotency-Key is not heeded (answers with secrets are never kept) */
  idempotent?: false;
  handler: (call: Call<Parsed<P>, Parsed<Q>, Parsed<B>, Caller<A>>) => Promise<ReplyTo<R>>;
}

/** One operation of the API, its types forgotten: what routing and the OpenAPI document read. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  summary: string;
  description: string | undefined;
  tag: string;
  roles: Audience;
  params: z.ZodObject | undefined;
  query: z.ZodObject | undefined;
  body: z.ZodType | undefined;
  upload: boolean | 'optional';
  rawBody: boolean;
  responses: Record<string, ResponseSpec>;
  errors: readonly Code[];
  whileRestricted: boolean;
  whileEnrolling: boolean;
  idempotent: boolean;
  handle: (call: Call) => Promise<Reply>;
}

/** Declares an operation: contract and handler in one place (architecture.md style 11). */
export function route<
  const A extends Audience,
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  const R extends Responses = Responses,
>(declaration: Declaration<A, P, Q, B, R>): Route {
  const {
    method,
    path,
    summary,
    description,
    tag,
    roles,
    params,
    query,
    body,
    responses,
    errors,
    idempotent,
    upload,
    rawBody,
    whileRestricted,
    whileEnrolling,
    handler,
  } = declaration;
  return {
    method,
    path,
    summary,
    description,
    tag,
    roles,
    params,
    query,
    body,
    upload: upload ?? false,
    rawBody: rawBody ?? false,
    whileRestricted: whileRestricted ?? false,
    whileEnrolling: whileEnrolling ?? false,
    responses: responses as Record<string, ResponseSpec>,
    errors: errors ?? [],
    idempotent: method === 'post' && idempotent !== false,
    // the pipeline has parsed the call with these very schemas and checked the audience
    handle: (call) => handler(call as Call<Parsed<P>, Parsed<Q>, Parsed<B>, Caller<A>>) as Promise<Reply>,
  };
}
