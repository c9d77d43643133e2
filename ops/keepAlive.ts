import type { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/** Once it runs, what dies is started again; what dies that often within a minute is not mended by that. */
export const RESTARTS = 3;
export const RESTARTS_MS = 60_000;
/** What of its last words is told when everything is stopped. */
export const LAST_LINES = 15;

/** A server of ours: it can be stopped, started again where it was, and has said something before it died. */
export interface OwnServer {
  process: Pick<EventEmitter, 'once'>;
  stop(): Promise<void>;
  restart(): Promise<OwnServer>;
  lastWords(): string[];
}

/** Counts restarts of one thing: true where one more is left within the minute. */
export function restartsLeft(now: () => number = Date.now): () => boolean {
  let made: number[] = [];
  return () => {
    made = made.filter((at) => now() - at < RESTARTS_MS);
    if (made.length >= RESTARTS) return false;
    made.push(now());
    return true;
  };
}

/**
 * Starts a server again each time it dies, three times in a minute; `onDeath` is told, with its last lines, when it dies more often or does not come
 * back. Returns how to stop it, whichever one runs by then.
 */
export function keepAlive(
  name: string,
  first: OwnServer,
  onDeath: (line: string) => void,
  mayRestart: () => boolean = restartsLeft(),
): { stop(): Promise<void> } {
  let running = first;
  let coming: Promise<void> | null = null;
  let stopping = false;
  const again = async (how: string): Promise<void> => {
    try {
      running = await running.restart();
      if (!stopping) follow();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!stopping) onDeath(`${how} and did not start again (${why}): everything is stopped.`);
    }
  };
  const follow = (): void => {
    running.process.once('exit', (code: number | null, signal: string | null) => {
      if (stopping) return;
      const how = `${name} ended (${signal ?? `code ${code}`})`;
      // its log is begun anew with the next one
      const last = running.lastWords().map((line) => `  | ${line}`);
      if (mayRestart()) {
        console.error(`${how}: it is started again.`);
        coming = again(how);
        return;
      }
      onDeath(
        [`${how}, ${RESTARTS + 1} times in a minute: everything is stopped. Its last lines:`, ...last].join('\n'),
      );
    });
  };
  follow();
  return {
    async stop() {
      stopping = true;
      await coming;
      await running.stop();
    },
  };
}

/** The last lines of a log file; none of one that is not there. */
export function lastLinesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').slice(-LAST_LINES);
}
