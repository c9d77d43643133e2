import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { assertAudience, sessionTokenOf } from '../../api/authenticate.ts';
import { clientAddress } from '../../api/clientAddress.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { once } from '../../api/idempotency.ts';
import { parseRequest } from '../../api/parse.ts';
import type { Call, Person, Reply, Route } from '../../api/route.ts';
import type { UploadedFile } from '../../api/uploads.ts';
import { type FormBody, formBody, text } from './body.ts';
import { leaveFlash, takeFlash } from './flash.ts';
import type { FormState } from './form.tsx';
import type { View } from './page.tsx';
import { sendPage } from './send.ts';

export interface PageDeps extends ApiDeps {
  /** development mailbox, newest first; absent in production */
  devMails?: () => readonly DevMailItem[];
  /** sets a page's words in type as it is sent; absent where they are read by programs */
  typeset?: (html: string) => string;
}

export interface DevMailItem {
  to: string;
  subject: string;
  text: string;
  html: string;
  date: string;
  attachments?: readonly { filename: string; contentType: string; base64: string | null }[];
}

/** What there is to know of a case, from the area that shows its pages. */
export interface CaseElements {
  facts: (readonly [label: string, value: string])[];
  /** what a gap may be about (EXAMINER_CONTROLE) */
  subjects?: { value: string; label: string }[];
  /** address of its own page */
  home: string;
  /** of a dossier: shown beside its documents and its partner, not in their place */
  besideDocuments?: true;
  /** what the forms of a task's outcomes are filled with beforehand */
  values?: Record<string, FormState['values']>;
  /** where what a task of it asks for is done, when that is elsewhere */
  doneAt?: { href: string; label: string };
}

/** `subject`: what a task of the case is about, when it is about a part. */
export type ReadElements = (visit: Visit, id: string, subject: string) => Promise<CaseElements>;

/** What a page sends to an operation of the API. */
export interface Sent {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  file?: UploadedFile | null;
  linkToken?: string;
  /** the version that was shown, as If-Match says it */
  ifMatch?: string;
  /** a wish may be repeated: no key of its own (dry run) */
  keyless?: boolean;
}

/**
 * One visit of a page: who visits, what the form holds, and the way to the operations of the API, called in this process through
 * the same contract, audience and once-only rules as over HTTP. A page holds no rule and no query of its own.
 */
export interface Visit {
  deps: PageDeps;
  request: Request;
  response: Response;
  person: Person | null;
  body: FormBody;
  /** the file that the form brings, if any */
  file: UploadedFile | null;
  view: View;
  /** of each type of case, as its area registered it */
  elements: ReadonlyMap<string, ReadElements>;
  /** carries out an operation; throws the DomainError of a refusal */
  send(route: Route, sent?: Sent): Promise<Reply>;
  /** reads an operation's answer in its shape */
  read<T extends z.ZodType>(schema: T, route: Route, sent?: Sent): Promise<z.output<T>>;
  /** answers with a page */
  show(html: JSX.Element, status?: number): Promise<void>;
  /** 303 to another page, with a word told there once */
  go(path: string, flash?: string): void;
}

type Begun = Pick<Visit, 'request' | 'response' | 'person' | 'file' | 'elements'> & Pick<View, 'spaces'>;

/** Begins a visit of whoever is signed in. */
export function visit(deps: PageDeps, { request, response, person, file, elements, spaces }: Begun): Visit {
  const body = formBody(request.body);
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const view: View = {
    person,
    path: request.path,
    flash: reading ? takeFlash(deps, request, response) : null,
    now: deps.clock(),
    devMails: deps.devMails !== undefined,
    ...(spaces === undefined ? {} : { spaces }),
  };

  const send = async (route: Route, sent: Sent = {}): Promise<Reply> => {
    assertAudience(route, person);
    const parsed = parseRequest(route, { params: sent.params ?? {}, query: sent.query ?? {}, body: sent.body ?? {} });
    const cle = text(body, 'cle');
    const key = reading || sent.keyless === true || !/^[\w-]{8,80}$/.test(cle) ? null : cle;
    const call: Call = {
      ...parsed,
      deps,
      person,
      file: sent.file ?? null,
      ip: clientAddress(request),
      at: deps.clock(),
      key,
      bodyHash: hashOf(route, sent),
      ifMatch: sent.ifMatch ?? null,
      linkToken: sent.linkToken ?? null,
      sessionToken: sessionTokenOf(deps, request)?.token ?? null,
      userAgent: request.get('user-agent') ?? null,
    };
    if (!route.idempotent || key === null) return route.handle(call);
    return once(deps.db, { actorId: person?.id ?? 'public', key, bodyHash: call.bodyHash, at: call.at }, () =>
      route.handle(call),
    );
  };

  return {
    deps,
    request,
    response,
    person,
    body,
    file,
    view,
    elements,
    send,
    read: async (schema, route, sent) => schema.parse((await send(route, sent)).body),
    async show(html, status = 200) {
      await sendPage(deps, { request, response, person }, html, status);
    },
    go(path, flash) {
      if (flash !== undefined) leaveFlash(deps, response, flash);
      response.setHeader('Cache-Control', 'no-store').redirect(303, path);
    },
  };
}

function hashOf(route: Route, sent: Sent): string {
  const hash = createHash('sha256').update(
    JSON.stringify([
      route.method,
      route.path,
      sent.params ?? {},
      sent.query ?? {},
      sent.body ?? {},
      sent.linkToken ?? null,
    ]),
  );
  if (sent.file != null) hash.update(sent.file.sha256);
  return hash.digest('hex');
}
