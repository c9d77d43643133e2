import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { SMTPServer } from 'smtp-server';
import { createDrain } from '../../adapters/drain.ts';
import { enqueueMails } from '../../adapters/journal.ts';
import { createLogger } from '../../adapters/logger.ts';
import { claimMails } from '../../adapters/outbox.ts';
import { type Database, openDatabase } from '../../adapters/prisma.ts';
import { eventually } from '../running.ts';
import { createTestDatabase } from '../stack.ts';

/** What the gateway does to the n-th attempt for an address named after it. */
type Fault = (attempt: number) => 'take' | 'cutBefore' | 'cutAfter' | 'busy' | 'refuse';

let test1: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let smtp: SMTPServer;
let smtpUrl: string;
const taken = new Map<string, string[]>();
const attempts = new Map<string, number>();
const faults: Record<string, Fault> = {
  plain: () => 'take',
  busy: (attempt) => (attempt <= 2 ? 'busy' : 'take'),
  early: (attempt) => (attempt === 1 ? 'cutBefore' : 'take'),
  doubt: (attempt) => (attempt === 1 ? 'cutAfter' : 'take'),
  twice: () => 'cutAfter',
  refused: () => 'refuse',
};

beforeAll(async () => {
  test1 = await createTestDatabase();
  database = openDatabase(test1.url, 8);
  smtp = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(address, session, done) {
      const kind = address.address.split('-')[0] ?? '';
      const attempt = (attempts.get(address.address) ?? 0) + 1;
      attempts.set(address.address, attempt);
      const fault = faults[kind]?.(attempt) ?? 'take';
      if (fault === 'busy') return done(Object.assign(new Error('later'), { responseCode: 450 }));
      if (fault === 'refuse') return done(Object.assign(new Error('unknown'), { responseCode: 550 }));
      if (fault === 'cutBefore') return destroy(session);
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        taken.set(to, [...(taken.get(to) ?? []), Buffer.concat(chunks).toString()]);
        const fault = faults[to.split('-')[0] ?? '']?.(attempts.get(to) ?? 1);
        if (fault === 'cutAfter') destroy(session);
        else done();
      });
    },
  });
  smtp.on('error', () => {});
  await new Promise<void>((resolve) => {
    const listener = smtp.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      smtpUrl = `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
      resolve();
    });
  });
}, 60_000);

afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await database.$disconnect();
  await test1.drop();
});

/** The server's side of a broken line. */
function destroy(session: { id: string }): void {
  for (const connection of (
    smtp as unknown as { connections: Set<{ session: { id: string }; _socket: { destroy(): void } }> }
  ).connections) {
    if (connection.session.id === session.id) connection._socket.destroy();
  }
}

function drainFor(lifetimeMs: number) {
  const drain = createDrain({
    config: {
      smtpUrl,
      mailFrom: 'Passerelle <a@passerelle.example>',
      publicUrl: 'http://127.0.0.1',
      encryptionKeys: [{ id: 'k', key: randomBytes(32) }],
      databaseUrl: test1.url,
    },
    database,
    lifetimeMs,
    log: createLogger('test', 'silent'),
  });
  const environment = new MockActivityEnvironment();
  const done = environment.run(drain);
  return {
    async stop() {
      environment.cancel('CANCELLED');
      await done.catch(() => undefined); // cancelled, as it should
    },
  };
}

describe('the outbox against a gateway that misbehaves (R2)', () => {
  test('50 mails: without a doubt exactly one of each, with one at most two, identical; 5xx is an incident', async () => {
    const kinds = Object.keys(faults);
    const addresses = Array.from(
      { length: 50 },
      (_, index) => `${kinds[index % kinds.length]}-${index}@exemple.example`,
    );
    await database.$transaction((tx) =>
      enqueueMails(
        tx,
        addresses.map((to) => ({
          key: to,
          to,
          toName: null,
          params: {
            template: 'MAIL-25' as const,
            organisme: 'ESAT',
            documents: ['Convention'],
            link: { kind: 'dossier' as const, linkRef: 'abcdefgh1234', version: 1 },
          },
        })),
        { at: new Date(), processId: null, caf: '93' },
      ),
    );
    const running = drainFor(60_000);
    await eventually(
      'every mail settled',
      async () => (await database.mail.count({ where: { state: { in: ['A_ENVOYER', 'EN_COURS'] } } })) === 0,
      50_000,
    );
    await running.stop();

    const rows = await database.mail.findMany();
    for (const row of rows) {
      const kind = row.recipient.split('-')[0] ?? '';
      const copies = taken.get(row.recipient) ?? [];
      expect(new Set(copies).size).toBeLessThanOrEqual(1);
      const expected = {
        plain: [1, 'PRIS', false],
        busy: [1, 'PRIS', false],
        early: [1, 'PRIS', false],
        doubt: [2, 'PRIS', true],
        twice: [2, 'DOUTE', true],
        refused: [0, 'ENVOI_ECHOUE', false],
      }[kind];
      expect([kind, copies.length, row.state, row.doubt]).toEqual([kind, ...(expected ?? [])]);
    }
    expect(rows).toHaveLength(50);
  }, 70_000);

  test('a holder that died: before the message it is simply taken up again, within it is a doubt, the second one is final', async () => {
    const past = new Date(Date.now() - 120_000);
    const base = {
      template: 'MAIL-25',
      recipient: 'x@exemple.example',
      params: {},
      messageId: '<m>',
      nextAttemptAt: past,
      leaseUntil: past,
      state: 'EN_COURS',
      createdAt: past,
      attempts: 1,
    };
    await database.mail.createMany({
      data: [
        { ...base, id: 'before', key: 'before' },
        { ...base, id: 'within', key: 'within', dataStartedAt: past },
        { ...base, id: 'again', key: 'again', dataStartedAt: past, doubt: true },
      ],
    });
    const claimed = await claimMails(database, 10, new Date());
    expect(claimed.map(({ id, doubt }) => [id, doubt]).sort()).toEqual([
      ['before', false],
      ['within', true],
    ]);
    expect((await database.mail.findUniqueOrThrow({ where: { id: 'again' } })).state).toBe('DOUTE');
  });
});
