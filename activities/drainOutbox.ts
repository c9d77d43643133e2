import { Context, heartbeat } from '@temporalio/activity';
import type { SendOutcome } from '../adapters/mail/mailerOutcome.ts';
import type { ClaimedMail } from '../adapters/mail/outbox.ts';
import { createBell, sleepUnless } from './bell.ts';

export interface DrainDeps {
  /** takes at most `limit` due rows and holds them; never one of `except`, which this loop has in hand */
  claim(limit: number, except: readonly string[], now: Date): Promise<ClaimedMail[]>;
  /** holds them longer */
  renew(mails: readonly ClaimedMail[], now: Date): Promise<void>;
  /** one attempt; marks the row before the first byte of the message leaves */
  send(mail: ClaimedMail, stop: AbortSignal): Promise<SendOutcome>;
  /** records an outcome; an error named LeaseLost says that the row is another's */
  conclude(mail: ClaimedMail, outcome: SendOutcome, now: Date): Promise<void>;
  /** calls `ring` when a row was written; a poll stands behind it */
  listen(ring: () => void): Promise<{ close(): Promise<void> }>;
  now(): Date;
  /** the loop ends by itself after this, so that its workflow's history stays short (R4) */
  lifetimeMs: number;
  /** something did not go as it should; no personal data */
  warn(what: string, mailId: string | null, error: unknown): void;
  atOnce?: number;
  pollMs?: number;
  renewMs?: number;
}

const AT_ONCE = 4;
const POLL_MS = 1_000;
/** A quarter of the lease. */
const RENEW_MS = 5_000;
const BEAT_MS = 2_000;
/** While the mail server is away: one attempt, then a pause, longer each time. */
const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000];
const CONCLUDE_AGAIN_MS = 500;
/** Once asked to stop: tries to record an outcome before it is left to the lease. */
const LAST_TRIES = 10;

/**
 * The dispatcher's loop: claims due rows, has them sent, records exactly what became of each (R2). Woken at once by NOTIFY, by a poll
 * otherwise. Safe to retry and to run twice: rows are held by a lease and fenced by their attempt. Ends after `lifetimeMs`; when
 * cancelled (worker shutdown) it gives up what has not left, finishes what has, and throws, so that another worker takes over at once.
 */
export async function drainOutbox(deps: DrainDeps): Promise<void> {
  const { cancellationSignal: stop, cancelled } = Context.current();
  const { atOnce = AT_ONCE, pollMs = POLL_MS, renewMs = RENEW_MS } = deps;
  const end = deps.now().getTime() + deps.lifetimeMs;
  const inHand = new Map<string, ClaimedMail>();
  const bell = createBell();
  /** the last attempt did not reach the mail server; pauses made since it was last reached */
  let away = false;
  let pauses = 0;

  const work = async (mail: ClaimedMail): Promise<void> => {
    const outcome = await deps.send(mail, stop).catch((error): SendOutcome => {
      deps.warn('mail not written', mail.id, error);
      return { kind: 'retry', about: 'message', reason: "le courriel n'a pas pu être rédigé" };
    });
    away = outcome.kind === 'retry' && outcome.about === 'server';
    await conclude(deps, mail, outcome, stop);
  };
  const take = (mail: ClaimedMail): void => {
    inHand.set(mail.id, mail);
    void work(mail)
      .catch((error) => deps.warn('outcome not recorded', mail.id, error))
      .finally(() => {
        inHand.delete(mail.id);
        bell.ring();
      });
  };
  const claim = (free: number) =>
    deps.claim(free, [...inHand.keys()], deps.now()).catch((error) => {
      deps.warn('rows not claimed', null, error);
      return [];
    });
  const renew = () =>
    deps.renew([...inHand.values()], deps.now()).catch((error) => deps.warn('leases not renewed', null, error));

  stop.addEventListener('abort', bell.ring, { once: true });
  const ear = await deps.listen(bell.ring);
  const clocks = [setInterval(heartbeat, BEAT_MS), setInterval(renew, renewMs)];
  try {
    while (!stop.aborted && deps.now().getTime() < end) {
      const free = (away ? 1 : atOnce) - inHand.size;
      const claimed = free > 0 ? await claim(free) : [];
      for (const mail of claimed) take(mail);
      if (inHand.size > 0 || claimed.length === 0) await bell.wait(pollMs);
      if (away) await sleepUnless(stop, PAUSES_MS[Math.min(pauses++, PAUSES_MS.length - 1)] ?? pollMs);
      else pauses = 0;
    }
    while (inHand.size > 0) await bell.wait(pollMs);
    if (stop.aborted) await cancelled;
  } finally {
    for (const clock of clocks) clearInterval(clock);
    await ear.close();
  }
}

/** An outcome is known to nobody else: while the database is away it is kept and tried again. */
async function conclude(deps: DrainDeps, mail: ClaimedMail, outcome: SendOutcome, stop: AbortSignal): Promise<void> {
  for (let lastTries = LAST_TRIES; ; ) {
    try {
      return await deps.conclude(mail, outcome, deps.now());
    } catch (error) {
      if (error instanceof Error && error.name === 'LeaseLost') throw error;
      if (stop.aborted) lastTries -= 1;
      if (lastTries === 0) throw error;
      await sleepUnless(null, CONCLUDE_AGAIN_MS);
    }
  }
}
