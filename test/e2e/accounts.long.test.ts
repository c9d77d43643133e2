import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTemporal } from '../../adapters/temporal/temporal.ts';
import type { DevMail } from '../../ops/devMailbox.ts';
import { withClient } from '../../ops/postgres.ts';
import { eventually } from '../running.ts';
import { type E2eStack, startE2eStack } from './stack.ts';

/** A day of an account in seconds, long enough for what is done within it on a busy machine: the same rules, other delays (api.md « Delays are policy »). */
const TTL_MS = 30_000;
const DELAYS = {
  POLICY_TEMPORARY_PASSWORD_TTL: `${TTL_MS}ms`,
  POLICY_REM_5: '2s',
  POLICY_REM_6: '1s',
  POLICY_QUIET_HOURS: 'none',
};
const OWN = 'quatre fleurs sous la pluie';

let stack: E2eStack;
let claire: string;
let partnerId: string;
beforeAll(async () => {
  stack = await startE2eStack(DELAYS);
  claire = (await call('POST', '/auth/login', { login: 'MCP00000093', password: stack.password })).body.token;
  partnerId = (await call('GET', '/me', undefined, claire)).body.partner.id;
});
afterAll(() => stack?.stop());

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are read here
  body: any;
}
async function call(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
  const response = await fetch(`${stack.base}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

interface Someone {
  id: string;
  login: string;
  email: string;
}
async function created(firstName: string, lastName: string): Promise<Someone> {
  const email = `${firstName}.${lastName}@peupliers.example`.toLowerCase();
  const made = await call('POST', `/partners/${partnerId}/users`, { firstName, lastName, email }, claire);
  expect(made.status).toBe(201);
  return { ...made.body, email };
}
const mailsTo = (email: string): DevMail[] => stack.mails().filter((mail) => mail.to.includes(email));
/** The temporary password of the n-th mail that carries one: it stands alone on its line. */
async function mailedPassword(email: string, n = 1): Promise<string> {
  return eventually(`password ${n} of ${email}`, async () => {
    const found = mailsTo(email).flatMap((mail) => /^[2-9a-z]{5}(-[2-9a-z]{5}){3}$/m.exec(mail.text)?.[0] ?? []);
    return found[n - 1] ?? null;
  });
}
const signIn = (login: string, password: string) => call('POST', '/auth/login', { login, password });
const processOf = async (id: string) => {
  const rows = await withClient(stack.ownerUrl, (client) =>
    client.query<{ state: string; closed_at: Date | null }>('SELECT state, closed_at FROM process WHERE id = $1', [id]),
  );
  return rows.rows[0];
};
const untilProcess = (id: string, state: string, closed: boolean) =>
  eventually(`${id} in ${state}`, async () => {
    const row = await processOf(id);
    return row?.state === state && (row.closed_at !== null) === closed;
  });

describe('accounts on the running product: worker, API, Temporal, PostgreSQL, SMTP', () => {
  let nadia: Someone;
  let passwords: string[];

  test('two mails, the identifiant first; the mailed password opens, its owner chooses another, the process ends (ACC-4, ACC-7, ACC-23)', async () => {
    nadia = await created('Nadia', 'Ferrand');
    const temporary = await mailedPassword(nadia.email);
    passwords = [temporary];
    const [first, second] = mailsTo(nadia.email);
    expect([first?.text.includes(nadia.login), first?.text.includes(temporary)]).toEqual([true, false]);
    expect([second?.text.includes(nadia.login), second?.text.includes(temporary)]).toEqual([false, true]);
    await untilProcess(`user-onboarding-${nadia.id}`, 'ATTENTE_PREMIERE_CONNEXION', false);
    const entered = await signIn(nadia.login, temporary);
    expect(entered.body).toMatchObject({ mustChangePassword: true });
    expect((await call('POST', '/auth/password', { newPassword: OWN }, entered.body.token)).status).toBe(204);
    await untilProcess(`user-onboarding-${nadia.id}`, 'ACTIF', true);
    expect(mailsTo(nadia.email)).toHaveLength(2);
  });

  test('the timer expires it, reminds before and reports after; only « Mot de passe oublié » helps (ACC-5, ACC-8, REM-5, REM-6)', async () => {
    const omar = await created('Omar', 'Bensaid');
    const first = await mailedPassword(omar.email);
    await untilProcess(`user-onboarding-${omar.id}`, 'MDP_TEMPORAIRE_EXPIRE', false);
    expect((await signIn(omar.login, first)).body).toMatchObject({ status: 401, code: 'MDP_EXPIRE' });
    await eventually('REM-6 to the creator', async () =>
      mailsTo('claire.aubert@peupliers.example').some((mail) => mail.subject.startsWith('Jamais connecté')),
    );
    const reminded = mailsTo(omar.email).filter((mail) => mail.subject.includes('expire bientôt'));
    expect([reminded.length, reminded[0]?.text.includes(first)]).toEqual([1, false]);
    expect((await call('POST', '/auth/forgot-password', { login: omar.login })).status).toBe(202);
    const second = await mailedPassword(omar.email, 2);
    passwords.push(first, second);
    const entered = await signIn(omar.login, second);
    expect((await call('POST', '/auth/password', { newPassword: OWN }, entered.body.token)).status).toBe(204);
    await untilProcess(`user-onboarding-${omar.id}`, 'ACTIF', true);
  });

  test('a reset that nobody uses ends by itself; the personal password was good all along (ACC-12)', async () => {
    expect((await call('POST', '/auth/forgot-password', { login: nadia.login })).status).toBe(202);
    passwords.push(await mailedPassword(nadia.email, 2));
    expect((await signIn(nadia.login, OWN)).status).toBe(200);
    await eventually('the end of the reset', async () => {
      const { rows } = await withClient(stack.ownerUrl, (client) =>
        client.query(
          `SELECT 1 FROM process WHERE type = 'passwordReset' AND facts ->> 'userId' = $1 AND closed_at IS NOT NULL`,
          [nadia.id],
        ),
      );
      return rows.length === 1;
    });
    expect((await signIn(nadia.login, OWN)).status).toBe(200);
  });

  test('S2: no mailed or chosen password stands in any table or history, not even as ciphertext once it was taken', async () => {
    const secrets = [...passwords, OWN];
    expect(secrets.length).toBe(5);
    await withClient(stack.ownerUrl, async (client) => {
      const tables = await client.query<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
      );
      expect(tables.rows.length).toBeGreaterThan(20);
      for (const { name } of tables.rows) {
        const { rows } = await client.query<{ line: string }>(`SELECT to_jsonb(t)::text AS line FROM "${name}" t`);
        const held = rows.map(({ line }) => line).join('\n');
        for (const secret of secrets) expect([name, held.includes(secret)]).toEqual([name, false]);
      }
      const left = await client.query(`SELECT 1 FROM temporary_secret WHERE ciphertext IS NOT NULL`);
      expect(left.rows).toEqual([]);
    });
    const client = await openTemporal({ address: stack.temporalAddress, namespace: 'default' }, stack.keys);
    try {
      let histories = 0;
      for await (const { workflowId, runId } of client.workflow.list()) {
        const history = JSON.stringify(await client.workflow.getHandle(workflowId, runId).fetchHistory());
        const payloads = await decoded(history);
        for (const secret of secrets) expect(history.includes(secret) || payloads.includes(secret)).toBe(false);
        histories += 1;
      }
      expect(histories).toBeGreaterThan(3);
    } finally {
      await client.connection.close();
    }
  });

  /** What stands in the payloads of a history once they are opened. */
  async function decoded(history: string): Promise<string> {
    const { encryptionCodec } = await import('../../adapters/temporal/codec.ts');
    const codec = encryptionCodec(stack.keys);
    const found: string[] = [];
    const visit = async (value: unknown): Promise<void> => {
      if (typeof value !== 'object' || value === null) return;
      const { data, metadata } = value as { data?: unknown; metadata?: Record<string, string> };
      if (typeof data === 'string' && metadata !== undefined) {
        const bytes = (text: string) => Buffer.from(text, 'base64');
        const payload = {
          data: bytes(data),
          metadata: Object.fromEntries(Object.entries(metadata).map(([name, text]) => [name, bytes(text)])),
        };
        const [open] = await codec.decode([payload]);
        found.push(Buffer.from(open?.data ?? []).toString());
      }
      for (const inner of Object.values(value)) await visit(inner);
    };
    await visit(JSON.parse(history));
    expect(found.length).toBeGreaterThan(0);
    return found.join('\n');
  }
});
