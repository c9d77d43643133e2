import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { assertAudience, assertSameOrigin, authenticate, isAudience } from '../../api/authenticate.ts';
import { readBody } from '../../api/body.ts';
import { pageOfJoined } from '../../api/joined.ts';
import { isDiskFull, outageOf, RetryLater, refusedLine, statusOf } from '../../api/problem.ts';
import type { Person, Route } from '../../api/route.ts';
import { spacesOf } from '../../api/spaces.ts';
import type { UploadedFile } from '../../api/uploads.ts';
import type { CaseType } from '../../domain/case/types.ts';
import type { Code } from '../../domain/codes.ts';
import { DomainError, notFound } from '../../domain/errors.ts';
import type { DossierType } from '../../domain/kinds.ts';
import { formBody } from './body.ts';
import { ErrorPage, ShownToAnotherPage, StepInPage } from './errorPage.tsx';
import { leaveFlash } from './flash.ts';
import { ownPath } from './ownPath.ts';
import type { View } from './page.tsx';
import { RulesFirst, rulesComeFirst, rulesPath } from './rulesFirst.ts';
import { sendPage } from './send.ts';
import { assertShownTo, keepTyped, NEVER_KEPT, SessionOver, ShownToAnother, sentAgain } from './tooLate.ts';
import { type PageDeps, type ReadElements, type Visit, visit } from './visit.ts';

export type PageHandler = (visit: Visit) => Promise<void>;

/** Where the pages of an area are put. */
export interface Pages {
  get(path: string, handler: PageHandler, options?: GetOptions): void;
  /** `anyone`: what it does is the same whoever is signed in (a sign-in, a mailed link) */
  post(path: string, handler: PageHandler, options?: PostOptions): void;
  /** registers what there is to know of a case of this type: its tasks and its dossier show it */
  elements(type: CaseType | DossierType, read: ReadElements): void;
}

interface GetOptions {
  /** shown also to who has yet to accept the rules of use (UI-5): whatever does not depend on the account */
  beforeRules?: true;
  /** shown also to who has yet to turn on the second factor that their Caf demands */
  whileEnrolling?: true;
}

interface PostOptions extends GetOptions {
  /** the form brings a file, to this operation: who may not call it sends none */
  upload?: Route;
  anyone?: true;
}

const FORM_BYTES = 200 * 1024;
const readForm = express.urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: 1_000 });

function goTo(response: Response, path: string): void {
  response.setHeader('Cache-Control', 'no-store').redirect(303, path);
}

/** Puts pages on the application: who asks, what the form holds, whose it is, then the visit; refusals become pages. */
export function pagesOn(app: Express, deps: PageDeps): Pages {
  const elements = new Map<string, ReadElements>();
  const run =
    (handler: PageHandler, reading: boolean, options: PostOptions): RequestHandler =>
    async (request, response, next) => {
      try {
        if (!reading) assertSameOrigin(deps, request);
        const person = await authenticate(deps, request);
        response.locals.personId = person?.id ?? null;
        response.locals.person = person;
        const heldUp = options.beforeRules !== true && options.anyone !== true && rulesComeFirst(person);
        const enrolsFirst =
          person?.enrolling === true && options.whileEnrolling !== true && options.beforeRules !== true;
        if (reading && enrolsFirst) return goTo(response, enrolPath(request.originalUrl));
        if (reading && heldUp) return goTo(response, rulesPath(request.originalUrl));
        const spaces = await spacesOf(deps, person);
        response.locals.spaces = spaces;
        if (reading) return await handler(visit(deps, { request, response, person, file: null, elements, spaces }));
        const answer = async (file: UploadedFile | null) => {
          const sent = { body: formBody(request.body), action: request.originalUrl };
          if (options.anyone !== true) await assertShownTo(deps, person, sent);
          if (heldUp) throw new RulesFirst(await keepTyped(deps, sent));
          if (options.upload !== undefined) assertAudience(options.upload, person);
          await handler(visit(deps, { request, response, person, file, elements, spaces }));
          await sentAgain(deps, person, formBody(request.body));
        };
        if (options.upload === undefined) {
          await readBody(request, response, readForm, FORM_BYTES);
          await answer(null);
        } else if (isAudience(options.upload, person)) await deps.uploads.receive(request, response, answer);
        else {
          await deps.uploads.receiveFields(request, response);
          await answer(null);
        }
      } catch (error) {
        const gone = reading && error instanceof DomainError && error.code === 'INTROUVABLE';
        const path = gone ? await pageOfJoined(deps, request.originalUrl).catch(() => null) : null;
        if (path === null) next(error);
        else response.redirect(301, path);
      }
    };
  return {
    get: (path, handler, options = {}) => void app.get(path, run(handler, true, options)),
    post: (path, handler, options = {}) => void app.post(path, run(handler, false, options)),
    elements: (type, read) => void elements.set(type, read),
  };
}

/** Any other address: refused in the frame of whoever is signed in, as far as that can be known (U2). */
export function unknownPage(deps: PageDeps): RequestHandler {
  return async (request, response, next) => {
    if (!MACHINE.test(request.path) && ['GET', 'HEAD'].includes(request.method)) {
      const person = await authenticate(deps, request).catch(() => null);
      response.locals.person = person;
      response.locals.spaces =
        rulesComeFirst(person) || person?.enrolling === true ? [] : await spacesOf(deps, person).catch(() => []);
    }
    next(notFound());
  };
}

/** Where the second factor is turned on; `back`: where one was going. */
function enrolPath(back: string): string {
  return `/mon-profil/double-authentification?${new URLSearchParams({ retour: back })}`;
}

/** Paths that answer machines keep their own problem+json. */
const MACHINE = /^\/(api|health|metrics|docs)(\/|$)/;

const SESSION_OVER = `Votre session a pris fin : rien n’a été envoyé. Connectez-vous : ce que vous aviez saisi vous attend pendant une heure. ${NEVER_KEPT}`;

const RULES_FIRST = `Rien n’a été envoyé : lisez et acceptez d’abord les règles d’usage. Ce que vous aviez saisi vous attend pendant une heure. ${NEVER_KEPT}`;

/** The page of whatever went wrong; who is not signed in is led to the sign-in and back. */
export function refusalPages(deps: PageDeps) {
  const send = async (request: Request, response: Response, page: JSX.Element, status: number) =>
    sendPage(deps, { request, response, person: (response.locals.person ?? null) as Person | null }, page, status);
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent || MACHINE.test(request.path)) {
      next(error);
      return;
    }
    const refusal = refusalOf(error);
    const requestId = String(request.id ?? '');
    if (refusal.code === 'NON_AUTHENTIFIE' && request.method === 'GET') {
      if (request.get('sec-fetch-site') === 'cross-site') {
        const page = StepInPage({ view: viewOf(deps, request, response), path: ownPath(request.originalUrl) });
        send(request, response, page, 200).catch(next);
        return;
      }
      return goTo(response, `/connexion?${new URLSearchParams({ retour: request.originalUrl })}`);
    }
    if (error instanceof SessionOver) {
      leaveFlash(deps, response, SESSION_OVER);
      return goTo(response, `/connexion?${new URLSearchParams({ retour: error.keptAt })}`);
    }
    if (error instanceof RulesFirst) {
      leaveFlash(deps, response, RULES_FIRST);
      return goTo(response, rulesPath(error.keptAt));
    }
    if (refusal.code === 'DOUBLE_AUTH_REQUISE' && request.method === 'GET')
      return goTo(response, enrolPath(request.originalUrl));
    if (refusal.code === 'PERSONNALISATION_REQUISE' && request.method === 'GET') {
      return goTo(response, `/premiere-connexion?${new URLSearchParams({ retour: request.originalUrl })}`);
    }
    if (isDiskFull(error)) deps.log.error({ err: error, requestId }, 'disk full');
    if (refusal.status >= 500 && refusal.code === 'ERREUR_INTERNE')
      deps.log.error({ err: error, requestId }, 'unexpected failure');
    else deps.log.warn(refusedLine(request, response, refusal.code, refusal.status), 'refused');
    const view = viewOf(deps, request, response);
    if (refusal.status === 503) response.setHeader('Retry-After', String(secondsLater(error)));
    const page =
      error instanceof ShownToAnother
        ? ShownToAnotherPage({ view, message: error.message, page: error.page, keptAt: error.keptAt })
        : ErrorPage({ view, refusal: { ...refusal, requestId } });
    send(request, response, page, refusal.status).catch(next);
  };
}

/** When to come back, where the refusal says it. */
function secondsLater(error: unknown): number {
  const refusal = error instanceof RetryLater ? error : outageOf(error);
  return refusal === null ? 5 : Math.max(1, Math.ceil(refusal.afterMs / 1000));
}

function viewOf(deps: PageDeps, request: Request, response: Response): View {
  return {
    person: (response.locals.person ?? null) as Person | null,
    path: request.path,
    flash: null,
    now: deps.clock(),
    devMails: deps.devMails !== undefined,
    spaces: (response.locals.spaces ?? []) as NonNullable<View['spaces']>,
  };
}

function refusalOf(error: unknown): { status: number; code: Code; message: string } {
  if (error instanceof DomainError) {
    const words = [
      error.message,
      ...error.faults.map((fault) => fault.message).filter((message) => message !== error.message),
    ];
    return { status: statusOf(error.code), code: error.code, message: words.join(' ') };
  }
  const outage = outageOf(error);
  if (outage !== null) return { status: 503, code: 'INDISPONIBLE', message: outage.message };
  const { type, code, name, status } = (typeof error === 'object' && error !== null ? error : {}) as {
    type?: unknown;
    code?: unknown;
    name?: unknown;
    status?: unknown;
  };
  if (type === 'entity.too.large' || code === 'LIMIT_FILE_SIZE' || code === 'LIMIT_FIELD_VALUE')
    return {
      status: 413,
      code: 'CORPS_TROP_GROS',
      message: 'Cet envoi dépasse la taille admise (20 Mo pour un classeur).',
    };
  if (name === 'MulterError' || status === 400 || error instanceof URIError)
    return {
      status: 400,
      code: 'REQUETE_ILLISIBLE',
      message: "Cette demande n'est pas lisible. Revenez à la page précédente et recommencez.",
    };
  return {
    status: 500,
    code: 'ERREUR_INTERNE',
    message: "L'erreur est enregistrée. Réessayez ; si elle revient, citez le numéro ci-dessous.",
  };
}
