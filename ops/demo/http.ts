import { randomUUID } from 'node:crypto';

/** What the API says when it refuses (RFC 9457). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    what: string,
    detail: string,
  ) {
    super(`${what} : ${status} ${code} ${detail}`);
  }
}

interface Asked {
  method?: 'GET' | 'POST' | 'PUT';
  token?: string;
  json?: unknown;
  form?: FormData;
}

/** How long a person insists when the service says « not now » (429, 503) or does not answer. */
const PATIENCE_MS = 60_000;
/** R7: an answer comes within 5 s; a checked spreadsheet may take longer on a busy machine. */
const ANSWER_MS = 30_000;

/** One API over HTTP, as a browser or a script of a Caf calls it. */
export class Api {
  constructor(readonly base: string) {}

  /** Calls a path under /api/v1. What is sent twice for want of an answer carries the same key, so that it happens once (R8). */
  async call<T>(path: string, asked: Asked = {}): Promise<T> {
    const method = asked.method ?? (asked.json === undefined && asked.form === undefined ? 'GET' : 'POST');
    const headers: Record<string, string> = { accept: 'application/json' };
    if (asked.token !== undefined) headers.authorization = `Bearer ${asked.token}`;
    if (asked.json !== undefined) headers['content-type'] = 'application/json';
    if (method === 'POST') headers['idempotency-key'] = randomUUID();
    const body = asked.form ?? (asked.json === undefined ? undefined : JSON.stringify(asked.json));
    const what = `${method} ${withoutToken(path)}`;
    for (const end = Date.now() + PATIENCE_MS; ; ) {
      const answer = await fetch(`${this.base}/api/v1/${path}`, {
        method,
        headers,
        body,
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
      if (!(answer instanceof Error) && answer.ok)
        return (answer.status === 204 ? undefined : await answer.json()) as T;
      const again = answer instanceof Error || answer.status === 429 || answer.status === 503;
      if (!again || Date.now() > end) throw answer instanceof Error ? answer : await refusal(what, answer);
      await pause(answer instanceof Error ? 500 : Number(answer.headers.get('retry-after') ?? 1) * 1_000);
    }
  }

  /** All items of a list, page by page. */
  async all<T>(path: string, token: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const mark = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: T[]; nextCursor: string | null } = await this.call(
        `${path}${path.includes('?') ? '&' : '?'}limit=200${mark}`,
        { token },
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  async signIn(login: string, password: string): Promise<string> {
    const { token } = await this.call<{ token: string }>('auth/login', { json: { login, password } });
    return token;
  }
}

async function refusal(what: string, answer: Response): Promise<Refused> {
  const problem = (await answer.json().catch(() => ({}))) as {
    code?: string;
    detail?: string;
    errors?: { path: string; message: string }[];
  };
  const faults = (problem.errors ?? []).map((one) => `${one.path} : ${one.message}`).join(' ');
  return new Refused(answer.status, problem.code ?? '', what, `${problem.detail ?? ''} ${faults}`.trim());
}

/** A link's token opens its dossier: it is shown nowhere, not even when something fails. */
function withoutToken(path: string): string {
  return path.replace(/^links\/[^/?]+/, 'links/…').replace(/[?].*$/, '');
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Runs at most `atOnce` at a time; the first failure is thrown once the others have ended. */
export async function inTurns<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(atOnce, queue.length) }, lane));
  const failed = lanes.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
