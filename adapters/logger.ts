import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Fields whose value never reaches a log: secrets, and what a person typed (S2). */
const REDACTED = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'code',
  'cookie',
  'authorization',
  'email',
  'recipient',
  '*.password',
  '*.token',
  '*.email',
  '*.recipient',
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-link-token"]',
  'req.body',
  'res.headers["set-cookie"]',
];

/** JSON lines on standard output; secrets are cut out, whatever is passed. `destination` is for tests. */
export function createLogger(name: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    redact: { paths: REDACTED, censor: '[masqué]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** A one-time link's token is part of its address: logs keep the path without it. */
export function pathWithoutToken(url: string): string {
  return (url.split('?')[0] ?? '').replace(/\/(links|lien)\/[^/]+/, '/$1/[masqué]');
}
