import { describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { SendOutcome } from '../adapters/mail/mailerOutcome.ts';
import { type ClaimedMail, LeaseLost } from '../adapters/mail/outbox.ts';
import { previewParams } from '../domain/mail/preview.ts';
import { type DrainDeps, drainOutbox } from './drainOutbox.ts';

const TAKEN: SendOutcome = { kind: 'taken', response: '250' };
const AWAY: SendOutcome = { kind: 'retry', about: 'server', reason: 'le serveur ne répond pas' };
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function mail(id: string): ClaimedMail {
  return {
    id,
    processId: null,
    template: 'MAIL-25',
    recipient: `${id}@exemple.example`,
    recipientName: null,
    params: previewParams('MAIL-25'),
    messageId: `<${id}@passerelle.invalid>`,
    attempts: 1,
    doubt: false,
    createdAt: new Date(),
    keyId: null,
    lost: false,
    trace: null,
  };
}

/** The loop on an outbox in memory; what a test does not give works. */
function drain(over: Partial<DrainDeps> & { due?: string[] }) {
  const { due = [], ...deps } = over;
  const seen = {
    claims: [] as { limit: number; except: readonly string[] }[],
    concluded: [] as string[],
    warnings: [] as string[],
  };
  const environment = new MockActivityEnvironment();
  const all: DrainDeps = {
    claim: async (limit, except) => {
      seen.claims.push({ limit, except });
      return due.splice(0, limit).map(mail);
    },
    renew: async () => {},
    send: async () => TAKEN,
    conclude: async ({ id }, outcome) => void seen.concluded.push(`${id} ${outcome.kind}`),
    listen: async () => ({ close: async () => {} }),
    now: () => new Date(),
    lifetimeMs: 60_000,
    warn: (what) => void seen.warnings.push(what),
    pollMs: 10,
    ...deps,
  };
  const done = environment
    .run(() => drainOutbox(all))
    .then(
      () => 'done',
      (error: Error) => error.name,
    );
  return { seen, done, stop: () => environment.cancel('CANCELLED') };
}

async function until(what: string, probe: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !probe(); await pause(5))
    if (Date.now() > end) throw new Error(`Never: ${what}`);
}

describe('the loop of the drain', () => {
  test('never more than four at once, and never a row that is in hand', async () => {
    let now = 0;
    let most = 0;
    const due = Array.from({ length: 12 }, (_, n) => `m${n}`);
    const run = drain({
      due,
      send: async () => {
        now += 1;
        most = Math.max(most, now);
        await pause(15);
        now -= 1;
        return TAKEN;
      },
    });
    await until('all concluded', () => run.seen.concluded.length === 12);
    expect(most).toBe(4);
    for (const { limit, except } of run.seen.claims) expect(limit + except.length).toBe(4);
    run.stop();
    expect(await run.done).toBe('CancelledFailure');
  });

  test('an outcome is tried again while the database is away, the mail is not sent again', async () => {
    let away = 3;
    let sent = 0;
    const concluded: string[] = [];
    const run = drain({
      due: ['m'],
      send: async () => {
        sent += 1;
        return TAKEN;
      },
      conclude: async ({ id }) => {
        if (away-- > 0) throw new Error('the database is away');
        concluded.push(id);
      },
    });
    await until('concluded', () => concluded.length === 1);
    run.stop();
    await run.done;
    expect(sent).toBe(1);
  });

  test('a row that another holds by now is left to that one', async () => {
    let tries = 0;
    const run = drain({
      due: ['m'],
      conclude: async () => {
        tries += 1;
        throw new LeaseLost();
      },
    });
    await until('told', () => run.seen.warnings.includes('outcome not recorded'));
    run.stop();
    await run.done;
    expect(tries).toBe(1);
  });

  test('while the mail server is away few mails are tried, and all is as fast as before once one went through', async () => {
    const due = Array.from({ length: 40 }, (_, n) => `m${n}`);
    let away = true;
    const run = drain({ due, send: async () => (away ? AWAY : TAKEN) });
    await pause(900);
    expect(run.seen.concluded.length).toBeLessThanOrEqual(6);
    away = false;
    await until('all concluded', () => run.seen.concluded.length === 40);
    run.stop();
    await run.done;
  });

  test('a database that is away, or a mail that cannot be written, ends nothing', async () => {
    let away = true;
    const due = ['bad', 'good'];
    const run = drain({
      claim: async (limit) => {
        if (away) throw new Error('the database is away');
        return due.splice(0, limit).map(mail);
      },
      send: async ({ id }) => {
        if (id === 'bad') throw new Error('no such template');
        return TAKEN;
      },
    });
    await until('told', () => run.seen.warnings.includes('rows not claimed'));
    away = false;
    await until('both concluded', () => run.seen.concluded.length === 2);
    expect(run.seen.concluded.sort()).toEqual(['bad retry', 'good taken']);
    expect(run.seen.warnings).toContain('rows not claimed');
    run.stop();
    await run.done;
  });

  test('asked to stop it finishes what it has in hand and takes nothing more; at the end of its life it just ends', async () => {
    const due = ['m0', 'm1'];
    const signals: boolean[] = [];
    const run = drain({
      due,
      atOnce: 1,
      send: async (_mail, stop) => {
        await pause(60);
        signals.push(stop.aborted);
        return TAKEN;
      },
    });
    await until('one in hand', () => run.seen.claims.length > 0);
    run.stop();
    expect(await run.done).toBe('CancelledFailure');
    expect([run.seen.concluded, due, signals]).toEqual([['m0 taken'], ['m1'], [true]]);
    expect(await drain({ lifetimeMs: 30 }).done).toBe('done');
  });
});
