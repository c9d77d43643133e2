import pg from 'pg';
import { inRequest, patienceOf, waitedInVain } from './patience.ts';

const UNANSWERED = 'Query read timeout';
/** No connection was free, or made, in time. */
const UNCONNECTED = /timeout/i;

type Callback = (error: Error | undefined, ...rest: unknown[]) => void;
type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A connection whose server does not answer is left at once: the end of its transaction would be waited for as long again. Who waited for it waits
 * for no other.
 */
export class ImpatientClient extends pg.Client {
  override query(...args: unknown[]): never {
    const [asked] = args;
    const limited = typeof asked === 'object' && asked !== null && !('submit' in asked) ? this.limited(asked) : asked;
    const given = [limited, ...args.slice(1)];
    const told = given.at(-1);
    if (typeof told === 'function')
      given[given.length - 1] = (error: Error | undefined, ...rest: unknown[]) => {
        this.leaveWhereUnanswered(error);
        (told as Callback)(error, ...rest);
      };
    const result: unknown = (super.query as (...all: unknown[]) => unknown)(...given);
    if (!(result instanceof Promise)) return result as never;
    return result.catch((error: unknown) => {
      this.leaveWhereUnanswered(error);
      throw error;
    }) as never;
  }

  /** The query with what its request may still wait. */
  private limited(asked: object): object {
    const { query_timeout: usual } = (this as unknown as { connectionParameters: { query_timeout: number } })
      .connectionParameters;
    const most = patienceOf(usual);
    return most === usual ? asked : { ...asked, query_timeout: Math.max(1, most) };
  }

  private leaveWhereUnanswered(error: unknown): void {
    if (!(error instanceof Error) || error.message !== UNANSWERED) return;
    waitedInVain(0);
    this.connection.stream.destroy(error);
  }
}

/** Connections, for which no request waits longer than it may. */
export class ImpatientPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (callback === undefined)
      return new Promise((resolve, reject) => {
        this.connect((error, client) => (client === undefined ? reject(error) : resolve(client)));
      });
    // a connection is handed on by whoever gives it back, in the midst of another request
    const tell = inRequest<Connected>((error, client, done) => {
      if (error !== undefined && UNCONNECTED.test(error.message)) waitedInVain(0);
      callback(error, client, done);
    });
    const usual = this.options.connectionTimeoutMillis ?? 0;
    const most = patienceOf(usual);
    if (most === usual) super.connect(tell);
    else this.connectWithin(most, tell);
    return undefined;
  }

  private connectWithin(ms: number, tell: Connected): void {
    const tooLate = () => tell(new Error('timeout exceeded when trying to connect'), undefined, () => {});
    if (ms <= 0) return queueMicrotask(tooLate);
    let over = false;
    const late = setTimeout(() => {
      over = true;
      tooLate();
    }, ms);
    super.connect((error, client, done) => {
      clearTimeout(late);
      if (!over) tell(error, client, done);
      else if (client !== undefined) done();
    });
  }
}
