import type { ErrorRequestHandler, Request, Response } from 'express';
import { z } from 'zod';
import { type Logger, pathWithoutToken } from '../adapters/logger.ts';
import type { Code } from '../domain/codes.ts';
import { DomainError, type Fault } from '../domain/errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { clientAddress } from './clientAddress.ts';
import { codeSchema } from './shapes/common.ts';
import { STATUS, type Status, TITLES } from './status.ts';

/** RFC 9457 problem, in French, with every fault at once (U3). */
export const problemSchema = z
  .object({
    type: z.string().meta({ example: 'urn:passerelle:probleme:SIRET_CLE' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: codeSchema,
    rule: z.string().optional().meta({ description: 'Règle enfreinte', example: 'CONV-8' }),
    requestId: z.string(),
    processId: z.string().optional().meta({ description: 'Dossier déjà en cours (409)' }),
    errors: z.array(z.object({ path: z.string(), code: codeSchema, message: z.string(), rule: z.string().optional() })),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

export const statusOf = (code: Code): Status => STATUS[code];

/** A refusal that says when to come back (429, 503). */
export class RetryLater extends DomainError {
  readonly afterMs: number;
  constructor(
    code: 'TROP_DE_TENTATIVES' | 'INDISPONIBLE' | 'NON_CONFIRME',
    message: string,
    afterMs: number,
    cause?: unknown,
  ) {
    super(code, message);
    if (cause !== undefined) this.cause = cause;
    this.afterMs = afterMs;
  }
}

/** Writes any failure as problem+json; what is not foreseen becomes 500 or 503, without a word of its inside. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = asDomainError(error);
    const status = statusOf(known?.code ?? 'ERREUR_INTERNE');
    const requestId = String(request.id ?? '');
    if (isDiskFull(known?.cause)) log.error({ err: known?.cause, requestId }, 'disk full');
    if (known === null) log.error({ err: error, requestId }, 'unexpected failure');
    else if (status === 401 || status === 403 || status === 404 || status === 503) {
      log.warn({ ...refusedLine(request, response, known.code, status), cause: causeOf(known) }, 'refused');
    }
    sendProblem(
      response,
      problemOf(
        known ??
          new DomainError(
            'ERREUR_INTERNE',
            'Une erreur imprévue est survenue. Elle est enregistrée : réessayez, puis citez ce numéro.',
          ),
        status,
        requestId,
      ),
      known,
    );
  };
}

/** What the log keeps of a refusal (S5): what was asked for, why not, who and from where. Its code goes by a name that is not cut out. */
export function refusedLine(request: Request, response: Response, problem: string, status: number) {
  return {
    requestId: String(request.id ?? ''),
    method: request.method,
    path: pathWithoutToken(request.originalUrl),
    problem,
    status,
    person: response.locals.personId ?? null,
    ip: clientAddress(request),
    refused: true,
  };
}

/** Only what an operator needs: the name and code of a lower failure, no content. */
function causeOf(error: DomainError): string | undefined {
  return error.cause instanceof Error
    ? `${error.cause.name}: ${error.cause.message.split('\n')[0] ?? ''}`.slice(0, 200)
    : undefined;
}

/** Refusals that name the process which stands in the way. */
const NAMING_A_PROCESS: readonly string[] = ['PROCESSUS_EN_COURS', 'MODE_EN_COURS'];

function problemOf(error: DomainError, status: Status, requestId: string): Problem {
  const running = NAMING_A_PROCESS.includes(error.code)
    ? error.faults.find((fault) => fault.path === 'processId')?.message
    : undefined;
  const faults = running === undefined ? error.faults : error.faults.filter((fault) => fault.path !== 'processId');
  const shown = hoisted(error, faults);
  return {
    type: `urn:passerelle:probleme:${shown.code}`,
    title: TITLES[status],
    status,
    detail: shown.message,
    code: shown.code,
    ...(shown.rule === undefined ? {} : { rule: shown.rule }),
    requestId,
    ...(running === undefined ? {} : { processId: running }),
    errors: faults.map(({ path, code, message, rule }) => ({
      path,
      code,
      message,
      ...(rule === undefined ? {} : { rule }),
    })),
  };
}

/** Where every fault is of one kind, its code and rule say more than « some fields are to be corrected ». */
function hoisted(
  error: DomainError,
  faults: readonly Fault[],
): { code: Code; rule: string | undefined; message: string } {
  const [first] = faults;
  if (error.code !== 'SAISIE_INVALIDE' || first === undefined || faults.some((fault) => fault.code !== first.code)) {
    return { code: error.code, rule: error.rule, message: error.message };
  }
  return { code: first.code, rule: first.rule, message: faults.length === 1 ? first.message : error.message };
}

function sendProblem(response: Response, problem: Problem, error: DomainError | null): void {
  if (error instanceof RetryLater)
    response.setHeader('Retry-After', String(Math.max(1, Math.ceil(error.afterMs / 1000))));
  else if (problem.status === 503) response.setHeader('Retry-After', '5');
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="passerelle"');
  if (problem.processId !== undefined)
    response.setHeader('Location', `/api/v1/processes/${encodeURIComponent(problem.processId)}`);
  response.setHeader('Cache-Control', 'no-store');
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

function asDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  return fromBodyParser(error) ?? outageOf(error);
}

/** What express, body-parser and multer throw before a route is reached. */
function fromBodyParser(error: unknown): DomainError | null {
  if (typeof error !== 'object' || error === null) return null;
  const { type, status, code, name } = error as { type?: unknown; status?: unknown; code?: unknown; name?: unknown };
  if (type === 'entity.too.large' || code === 'LIMIT_FILE_SIZE' || code === 'LIMIT_FIELD_VALUE')
    return new DomainError('CORPS_TROP_GROS', 'Cet envoi dépasse la taille admise.');
  if (type === 'entity.parse.failed')
    return new DomainError('JSON_ILLISIBLE', "Le corps de la requête n'est pas du JSON lisible.");
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return new DomainError('TYPE_NON_PRIS_EN_CHARGE', "Ce codage n'est pas pris en charge : envoyez de l'UTF-8.");
  if (name === 'MulterError' || (typeof type === 'string' && status === 400))
    return new DomainError('REQUETE_ILLISIBLE', "La requête n'est pas lisible.");
  if (
    error instanceof URIError ||
    (error instanceof Error && /Malformed part header|Unexpected end of form|Boundary not found/i.test(error.message))
  ) {
    return new DomainError('REQUETE_ILLISIBLE', "La requête n'est pas lisible.");
  }
  return null;
}

/** What the machine could not do, as INDISPONIBLE with its cause; null where something else is wrong. Nothing was done, and it passes (R2). */
export function outageOf(error: unknown): RetryLater | null {
  if (isDiskFull(error))
    return new RetryLater(
      'INDISPONIBLE',
      'Le service ne peut plus rien enregistrer : son disque est plein. Rien n’a été fait ; l’exploitation en est avertie. Réessayez plus tard.',
      FULL_RETRY_MS,
      error,
    );
  if (isDatabaseAway(error))
    return new RetryLater(
      'INDISPONIBLE',
      'Le service est momentanément indisponible. Réessayez dans un instant.',
      AWAY_RETRY_MS,
      error,
    );
  return null;
}

const AWAY_RETRY_MS = 5_000;
const FULL_RETRY_MS = 60_000;
/** PostgreSQL's disk_full, and what the system says of a full disk or a spent quota. */
const DISK_FULL = /53100|ENOSPC|EDQUOT|No space left on device|could not extend file|disk is full/;

/** No room on the disk of the database, or on this machine's. */
export function isDiskFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, meta, cause } = error as {
    code?: unknown;
    message?: unknown;
    meta?: unknown;
    cause?: unknown;
  };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return true;
  const told = error instanceof DomainError ? '' : `${String(message ?? '')} ${JSON.stringify(meta ?? null)}`;
  return DISK_FULL.test(told) || isDiskFull(cause);
}

/** The database does not answer, or too late: this passes (R2), nothing was done. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) return AWAY.has(error.code) || PG_AWAY.test(error.message);
  const { name, code, message } = (typeof error === 'object' && error !== null ? error : {}) as {
    name?: unknown;
    code?: unknown;
    message?: unknown;
  };
  return (
    name === 'DriverAdapterError' ||
    code === 'ECONNREFUSED' ||
    code === 'ECONNRESET' ||
    PG_AWAY.test(String(message ?? ''))
  );
}

/** Prisma: cannot reach, timed out, closed, pool exhausted, transaction not begun in time, write conflict. */
const AWAY = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
]);
const PG_AWAY =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|Connection terminated|timeout exceeded when trying to connect|terminating connection|57P0[123]|statement timeout|Query read timeout|the database system is/i;
