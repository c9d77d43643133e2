import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { enqueueMails } from '../adapters/store/journal.ts';
import type { Database } from '../adapters/store/prisma.ts';
import type { MailDraft } from '../domain/mail/draft.ts';
import type { DrainChildSettings } from '../test/mails/drainChild.ts';
import { type Fault, type FaultyRelay, startFaultyRelay } from '../test/mails/faultyRelay.ts';
import { eventually } from '../test/running.ts';
import { createTestDatabase, openTestDatabase } from '../test/stack.ts';

const CHILD = fileURLToPath(new URL('../test/mails/drainChild.ts', import.meta.url));

/** Kind of address → what the relay does to its n-th attempt, copies that must arrive, state and doubt the row must end in. */
const KINDS: Record<string, { fault: (attempt: number) => Fault; copies: number; state: string; doubt: boolean }> = {
  plain: { fault: () => 'take', copies: 1, state: 'PRIS', doubt: false },
  busy: { fault: (n) => (n === 1 ? 'busy' : 'take'), copies: 1, state: 'PRIS', doubt: false },
  later: { fault: (n) => (n === 1 ? 'busyAfter' : 'take'), copies: 1, state: 'PRIS', doubt: false },
  early: { fault: (n) => (n === 1 ? 'cutBefore' : 'take'), copies: 1, state: 'PRIS', doubt: false },
  slow: { fault: (n) => (n === 1 ? 'hangBefore' : 'take'), copies: 1, state: 'PRIS', doubt: false },
  unknown: { fault: () => 'refuse', copies: 0, state: 'ENVOI_ECHOUE', doubt: false },
  spam: { fault: () => 'refuseAfter', copies: 0, state: 'ENVOI_ECHOUE', doubt: false },
  doubt: { fault: (n) => (n === 1 ? 'cutAfter' : 'take'), copies: 2, state: 'PRIS', doubt: true },
  silent: { fault: (n) => (n === 1 ? 'hangAfter' : 'take'), copies: 2, state: 'PRIS', doubt: true },
  twice: { fault: () => 'cutAfter', copies: 2, state: 'DOUTE', doubt: true },
};
/** These kill the drain itself, with whatever else it has in hand. */
const KILLS: Record<string, (attempt: number) => Fault> = {
  killBefore: (n) => (n === 1 ? 'killBefore' : 'take'),
  killAfter: (n) => (n === 1 ? 'killAfter' : 'take'),
};
const kindOf = (recipient: string) => recipient.split('-')[0] ?? '';

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let relay: FaultyRelay;
let child: ChildProcess | undefined;
let kills = 0;
let ended = false;

beforeAll(async () => {
  scratch = await createTestDatabase();
  database = openTestDatabase(scratch.url, 4);
  relay = await startFaultyRelay(
    (recipient, attempt) => (KINDS[kindOf(recipient)]?.fault ?? KILLS[kindOf(recipient)])?.(attempt) ?? 'take',
    () => {
      kills += 1;
      child?.kill('SIGKILL');
    },
  );
});
afterAll(async () => {
  ended = true;
  child?.kill('SIGKILL');
  await relay?.close();
  await database?.$disconnect();
  await scratch?.drop();
});

/** The drain in a process of its own, started again whenever it dies. */
function supervise(settings: DrainChildSettings): void {
  child = spawn(process.execPath, ['--import', 'tsx', CHILD, JSON.stringify(settings)], {
    cwd: path.dirname(path.dirname(CHILD)).replace(/\/test$/, ''),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.once('exit', () => {
    if (!ended) supervise(settings);
  });
}

function draft(to: string): MailDraft {
  const link = { kind: 'dossier' as const, linkRef: 'abcdefgh1234', version: 1 };
  const organisme = 'ESAT Les Tilleuls';
  const code = { linkRef: 'abcdefgh1234', version: 1, nonce: to };
  return {
    key: to,
    to,
    toName: organisme,
    params: to.endsWith('0@exemple.example')
      ? { template: 'MAIL-50', organisme, code, minutes: 15, link }
      : { template: 'MAIL-25', organisme, documents: ['Convention'], link },
  };
}

async function drained(recipients: readonly string[]) {
  await database.$transaction((tx) =>
    enqueueMails(tx, recipients.map(draft), { at: new Date(), processId: null, caf: '93' }),
  );
  await eventually(
    'every mail concluded',
    async () => (await database.mail.count({ where: { state: { in: ['A_ENVOYER', 'EN_COURS'] } } })) === 0,
  );
  const rows = await database.mail.findMany({ where: { recipient: { in: [...recipients] } } });
  expect(rows).toHaveLength(recipients.length);
  return rows.map(({ recipient, state, doubt, lastError }) => {
    const messages = relay.arrived.get(recipient) ?? [];
    // the same bytes: the same Message-ID, the same secret
    expect([recipient, new Set(messages).size]).toEqual([recipient, Math.min(1, messages.length)]);
    expect(lastError ?? '').not.toContain('@');
    return { kind: kindOf(recipient), copies: messages.length, state, doubt };
  });
}

const named = (kinds: readonly string[], count: number, from: number) =>
  Array.from({ length: count }, (_, n) => `${kinds[n % kinds.length]}-${from + n}@exemple.example`);

describe('the outbox against a relay that misbehaves (R2)', () => {
  test('without a doubt exactly one of each; with one at most two, identical; 5xx is an incident', async () => {
    supervise({
      databaseUrl: scratch.url,
      smtpUrl: relay.url,
      key: randomBytes(32).toString('base64'),
      leaseMs: 1_000,
    });
    for (const seen of await drained(named(Object.keys(KINDS), 30, 0))) {
      const { copies, state, doubt } = KINDS[seen.kind] ?? {};
      expect(seen).toEqual({ kind: seen.kind, copies, state, doubt });
    }
  });

  test('the drain killed in the middle: nothing is lost, nothing doubled that is not said to be in doubt', async () => {
    // one after the other: a drain that is killed takes everything in its hands with it
    const before = await drained([...named(['killBefore'], 1, 30), ...named(['plain'], 9, 31)]);
    expect(kills).toBe(1);
    const rows = [...before, ...(await drained([...named(['killAfter'], 1, 40), ...named(['plain'], 9, 41)]))];
    expect(kills).toBe(2);
    for (const seen of rows) {
      if (seen.kind === 'killBefore') expect(seen).toEqual({ kind: seen.kind, copies: 1, state: 'PRIS', doubt: false });
      else if (seen.kind === 'killAfter') expect(seen).toMatchObject({ copies: 2, doubt: true });
      else if (!seen.doubt) expect(seen).toEqual({ kind: seen.kind, copies: 1, state: 'PRIS', doubt: false });
      else expect([1, 2]).toContain(seen.copies); // in hand when the drain was killed
    }
    // no more than four are in hand at once, the one that kills among them
    expect(rows.filter(({ kind, doubt }) => kind === 'plain' && doubt).length).toBeLessThanOrEqual(6);
  });
});
