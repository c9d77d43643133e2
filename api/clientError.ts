import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Code } from '../domain/codes.ts';
import type { Problem } from './problem.ts';
import { STATUS, TITLES } from './status.ts';

/** What Node could not read, by its own code, and what is said of it. */
const TOLD: Record<string, { code: Code; detail: string }> = {
  HPE_HEADER_OVERFLOW: {
    code: 'ENTETES_TROP_GROS',
    detail: 'L’adresse et les en-têtes de la requête dépassent ensemble la taille admise.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'REQUETE_TROP_LENTE', detail: 'La requête n’est pas arrivée à temps.' },
};
const UNREADABLE = { code: 'REQUETE_ILLISIBLE', detail: 'La requête n’est pas lisible.' } as const;

/**
 * Answers what Node refuses before an application sees it (headers beyond their limit, no HTTP, too slow) as every other failure is
 * answered: Node's own answer is a bare status. Whoever is gone already is told nothing.
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, detail } = TOLD[error.code ?? ''] ?? UNREADABLE;
  const status = STATUS[code];
  const problem: Problem = {
    type: `urn:passerelle:probleme:${code}`,
    ...{ title: TITLES[status], status, detail, code, requestId: randomUUID(), errors: [] },
  };
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
