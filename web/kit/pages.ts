import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import { isDatabaseAway, refusedLine, statusOf } from '../../api/problem.ts';
import type { Person } from '../../api/route.ts';
import type { CaseType } from '../../domain/case/types.ts';
import type { Code } from '../../domain/codes.ts';
import { DomainError } from '../../domain/errors.ts';
import { ErrorPage, StepInPage } from './errorPage.tsx';
import { ownPath } from './ownPath.ts';
import type { View } from './page.tsx';
import { type PageDeps, type ReadElements, type Visit, visit } from './visit.ts';

export type PageHandler = (visit: Visit) => Promise<void>;

/** Where the pages of an area are put. */
export interface Pages {
  get(path: string, handler: PageHandler): void;
  post(path: string, handler: PageHandler, options?: { upload?: true }): void;
  /** registers what there is to know of a case of this type: its tasks and its dossier show it */
  elements(type: CaseType, read: ReadElements): void;
}

const readForm = express.urlencoded({ extended: false, limit: '200kb', parameterLimit: 1_000 });
/** S8: as the API's own upload. */
const readUpload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 20 * 1024 * 1024, files: 1, fields: 20, fieldSize: 10_000, parts: 25 },
}).single('file');

/** Puts pages on the application: reads the form, begins the visit, turns refusals into pages. */
export function pagesOn(app: Express, deps: PageDeps): Pages {
  const elements = new Map<string, ReadElements>();
  const run =
    (handler: PageHandler): RequestHandler =>
    async (request, response, next) => {
      try {
        await handler(await visit(deps, request, response, elements));
      } catch (error) {
        next(error);
      }
    };
  return {
    get: (path, handler) => void app.get(path, run(handler)),
    post: (path, handler, options) =>
      void app.post(path, options?.upload === true ? readUpload : readForm, run(handler)),
    elements: (type, read) => void elements.set(type, read),
  };
}

/** Paths that answer machines keep their own problem+json. */
const MACHINE = /^\/(api|health|metrics|docs)(\/|$)/;

/** The page of whatever went wrong; who is not signed in is led to the sign-in and back. */
export function refusalPages(deps: PageDeps) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent || MACHINE.test(request.path)) {
      next(error);
      return;
    }
    const refusal = refusalOf(error);
    const requestId = String(request.id ?? '');
    if (refusal.code === 'NON_AUTHENTIFIE' && request.method === 'GET') {
      if (request.get('sec-fetch-site') === 'cross-site') {
        response
          .setHeader('Cache-Control', 'no-store')
          .type('html')
          .send(StepInPage({ view: viewOf(deps, request, response), path: ownPath(request.originalUrl) }));
        return;
      }
      response
        .setHeader('Cache-Control', 'no-store')
        .redirect(303, `/connexion?${new URLSearchParams({ retour: request.originalUrl })}`);
      return;
    }
    if (refusal.code === 'PERSONNALISATION_REQUISE' && request.method === 'GET') {
      response.setHeader('Cache-Control', 'no-store').redirect(303, '/premiere-connexion');
      return;
    }
    if (refusal.status >= 500 && refusal.code === 'ERREUR_INTERNE')
      deps.log.error({ err: error, requestId }, 'unexpected failure');
    else deps.log.warn(refusedLine(request, response, refusal.code, refusal.status), 'refused');
    const view = viewOf(deps, request, response);
    if (refusal.status === 503) response.setHeader('Retry-After', '5');
    response
      .status(refusal.status)
      .setHeader('Cache-Control', 'no-store')
      .type('html')
      .send(ErrorPage({ view, refusal: { ...refusal, requestId } }));
  };
}

function viewOf(deps: PageDeps, request: Request, response: Response): View {
  return {
    person: (response.locals.person ?? null) as Person | null,
    path: request.path,
    flash: null,
    now: deps.clock(),
    devMails: deps.devMails !== undefined,
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
  if (isDatabaseAway(error))
    return {
      status: 503,
      code: 'INDISPONIBLE',
      message: 'Le service est momentanément indisponible. Réessayez dans un instant.',
    };
  const { type, code, name, status } = (typeof error === 'object' && error !== null ? error : {}) as {
    type?: unknown;
    code?: unknown;
    name?: unknown;
    status?: unknown;
  };
  if (type === 'entity.too.large' || code === 'LIMIT_FILE_SIZE')
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
