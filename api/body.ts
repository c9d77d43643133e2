import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import { DomainError } from '../domain/errors.ts';
import { answerUnreadable } from './clientError.ts';

/** Requests whose sender waits to be told that the body is wanted (`Expect: 100-continue`). */
const asking = new WeakSet<object>();

/** What an application is served by: nobody is told to send a body before it is known that it may come. */
export function serverOf(app: Express): Server {
  const server = createServer(app);
  server.on('checkContinue', (request, response) => {
    asking.add(request);
    app(request as Request, response as Response);
  });
  server.on('clientError', answerUnreadable);
  return server;
}

export function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a body once its sender is known to have the right to send it, by a reader of express. Throws CORPS_TROP_GROS as soon as it is
 * announced, or grows, beyond what such a request holds: readers would take the rest of it first, however long.
 * `most`: what is admitted, in words, where people choose what they send.
 */
export async function readBody(
  request: Request,
  response: Response,
  reader: RequestHandler,
  maxBytes: number,
  most = '',
): Promise<void> {
  if (!hasBody(request)) return;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(most);
  if (asking.delete(request)) response.writeContinue();
  let count: ((chunk: Buffer) => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const done: NextFunction = (error?: unknown) =>
        error === undefined || error === null ? resolve() : reject(error as Error);
      void reader(request, response, done);
      let bytes = 0;
      count = (chunk) => {
        bytes += chunk.length;
        if (bytes > maxBytes) reject(tooLarge(most));
      };
      // after the reader's own listener, so that it misses nothing; where the reader reads nothing, neither is counted
      if (request.listenerCount('data') > 0 || request.readableFlowing === true) request.on('data', count);
    });
  } finally {
    if (count !== undefined) request.off('data', count);
  }
}

const tooLarge = (most: string) => new DomainError('CORPS_TROP_GROS', `Cet envoi dépasse la taille admise${most}.`);

/** What is taken, and thrown away, of a body that is not wanted: several times what may come, for as long as a slow line takes. */
const DRAINED_BYTES = 100 * 1024 * 1024;
const DRAINED_MS = 30_000;

/**
 * An answer that is given before the body was read goes out at once, but the connection stays until the body has come, within bounds, and
 * is closed then: closed at once it would be reset, and who is still sending would never read why.
 */
export function drainBeforeClosing(request: Request, response: Response, next: NextFunction): void {
  if (!hasBody(request)) return next();
  const end = response.end.bind(response) as (...args: unknown[]) => Response;
  let ended = false;
  response.end = ((...args: unknown[]) => {
    if (ended || request.complete || request.destroyed) return end(...args);
    ended = true;
    if (!response.headersSent) response.setHeader('Connection', 'close');
    // it has sent nothing yet, and sends nothing now
    if (asking.has(request)) return end(...args);
    const [chunk, encoding] = args;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encodingOf(encoding)) : chunk;
    if (!response.headersSent && !response.hasHeader('Content-Length') && response.statusCode !== 204)
      response.setHeader('Content-Length', bytes instanceof Uint8Array ? bytes.length : 0);
    if (bytes instanceof Uint8Array && bytes.length > 0) response.write(bytes);
    else response.flushHeaders();
    void drained(request).then(() => end(...args.filter((one) => typeof one === 'function')));
    return response;
  }) as Response['end'];
  next();
}

function encodingOf(given: unknown): BufferEncoding {
  return typeof given === 'string' && Buffer.isEncoding(given) ? given : 'utf8';
}

function drained(request: Request): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(over, DRAINED_MS);
    let bytes = 0;
    function over() {
      clearTimeout(late);
      request.off('data', take).off('end', over).off('close', over).off('error', over);
      resolve();
    }
    function take(chunk: Buffer) {
      bytes += chunk.length;
      if (bytes > DRAINED_BYTES) over();
    }
    request.on('data', take).once('end', over).once('close', over).once('error', over);
    request.resume();
  });
}
