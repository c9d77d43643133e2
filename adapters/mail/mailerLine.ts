import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type Failure, judge, type Phase, type SendOutcome } from './mailerOutcome.ts';

/** Patience of each part of an attempt, in milliseconds. */
export interface Timeouts {
  /** from the first packet to the end of AUTH */
  openMs: number;
  /** from MAIL to the answer to DATA */
  answerMs: number;
  /** from the first byte of the message to the server's answer */
  dataMs: number;
  /** what is left of `dataMs` once the attempt is asked to stop */
  stoppedMs: number;
}

type ServerOptions = NonNullable<ConstructorParameters<typeof SMTPConnection>[0]>;
type Credentials = { user?: string; pass?: string };

/** One SMTP session, ready for a message. */
export interface Line {
  readonly connection: SMTPConnection;
  /** messages it brought through */
  sent: number;
  usable(): boolean;
  /** QUIT, or whatever it takes */
  leave(): void;
  /** ends it at once, in the middle of anything */
  drop(): void;
}

function lineOf(connection: SMTPConnection): Line {
  return {
    connection,
    sent: 0,
    usable: () => !connection.destroyed,
    leave() {
      if (connection.destroyed) return;
      connection.quit();
      setTimeout(() => connection.close(), 1_000).unref();
    },
    drop: () => connection.close(),
  };
}

interface Step<T> {
  done(error: Failure | null, value?: T): void;
  /** gives up when nothing happened after so long; null: no limit */
  limit(ms: number | null): void;
}

const giveUp = <T>({ done }: Step<T>) => done(new Error('stopped'));

/** Waits for one step of a session: its answer, the end of the connection or of patience, or being asked to stop. */
function step<T>(
  connection: SMTPConnection,
  stop: AbortSignal | undefined,
  run: (step: Step<T>) => void,
  onStop: (step: Step<T>) => void = giveUp,
): Promise<T | undefined> {
  let cleanUp = () => {};
  return new Promise<T | undefined>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const limit = (ms: number | null) => {
      clearTimeout(timer);
      if (ms !== null) timer = setTimeout(() => reject(failure('ETIMEDOUT')), ms);
    };
    const handle = { done: (error: Failure | null, value?: T) => (error ? reject(error) : resolve(value)), limit };
    const onEnd = () => reject(failure('ECONNECTION'));
    const onAbort = () => onStop(handle);
    cleanUp = () => {
      clearTimeout(timer);
      connection.off('error', reject);
      connection.off('end', onEnd);
      stop?.removeEventListener('abort', onAbort);
    };
    connection.once('error', reject);
    connection.once('end', onEnd);
    stop?.addEventListener('abort', onAbort);
    if (stop?.aborted) onAbort();
    else run(handle);
  }).finally(() => cleanUp());
}

function failure(code: string): Failure {
  return Object.assign(new Error(code), { code });
}

/** Connects, greets, upgrades to TLS and signs in. Whatever fails here is the server's affair, never the message's: to be retried. */
export async function openLine(
  server: ServerOptions,
  auth: Credentials | null,
  timeouts: Timeouts,
  stop?: AbortSignal,
): Promise<{ line: Line } | { outcome: SendOutcome }> {
  // the session's own clocks stand behind ours
  const patience = 2 * Math.max(timeouts.openMs, timeouts.answerMs, timeouts.dataMs);
  const clocks = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience };
  const connection = new SMTPConnection({ ...server, ...clocks, logger: false });
  connection.on('error', () => {}); // told by the step that waits; between steps nobody minds
  const line = lineOf(connection);
  try {
    await step<void>(connection, stop, ({ done, limit }) => {
      limit(timeouts.openMs);
      connection.connect((error?: Failure | null) => {
        if (error) return done(error);
        if (auth === null) return done(null);
        const credentials = { user: auth.user ?? '', pass: auth.pass ?? '' };
        connection.login({ credentials }, (refused: Failure | null) => done(refused));
      });
    });
    return { line };
  } catch (error) {
    line.drop();
    return { outcome: judge(error as Failure, 'open') };
  }
}

/** Brings one message over a line. `stale`: the server had ended the session before it answered anything about this message. */
export async function attempt(
  line: Line,
  message: { raw: Buffer; from: string; to: string },
  timeouts: Timeouts,
  onData: () => Promise<void>,
  stop?: AbortSignal,
): Promise<{ outcome: SendOutcome; stale: boolean }> {
  const reused = line.sent > 0;
  const progress: { phase: Phase; over: boolean; marking: Promise<void> | null } = {
    phase: 'envelope',
    over: false,
    marking: null,
  };
  try {
    const info = await step<{ response?: string }>(
      line.connection,
      stop,
      ({ done, limit }) => {
        limit(timeouts.answerMs);
        // nodemailer reads the message for the first time when the server has answered 354: `send` pipes it only then
        const body = async function* () {
          progress.phase = 'marking';
          limit(null);
          progress.marking = onData();
          await progress.marking;
          if (progress.over) throw new Error('given up meanwhile'); // no byte may leave any more
          progress.phase = 'data';
          limit(timeouts.dataMs);
          yield message.raw;
        };
        const envelope = { from: message.from, to: [message.to] };
        line.connection.send(envelope, Readable.from(body(), { objectMode: false }), done);
      },
      (handle) => (progress.phase === 'data' ? handle.limit(timeouts.stoppedMs) : giveUp(handle)),
    );
    line.sent += 1;
    return { outcome: { kind: 'taken', response: codesOf(info?.response) }, stale: false };
  } catch (error) {
    progress.over = true;
    const broken = error as Failure;
    if (broken.responseCode === undefined) line.drop();
    else line.leave();
    // a mark that is still being written must not come after the outcome
    await progress.marking?.catch(() => undefined);
    const answered = broken.responseCode !== undefined && broken.responseCode !== 421;
    const stale = reused && progress.phase === 'envelope' && !answered;
    return { outcome: judge(broken, progress.phase), stale };
  }
}

function codesOf(response: string | undefined): string {
  return /^\d{3}( \d\.\d{1,3}\.\d{1,3})?/.exec(response ?? '')?.[0] ?? '';
}
