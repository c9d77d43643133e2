import type { MailRate } from '../../domain/policy/policy.ts';
import type { Database, Transaction } from '../store/prisma.ts';
import type { SendOutcome } from './mailerOutcome.ts';
import { type ClaimedMail, claimMails, LEASE_MS } from './outbox.ts';

/** How long a message may be under way once it was begun, whatever becomes of its sender. */
const UNDER_WAY_MS = 90_000;

/** The relay's limit, which all workers keep together. */
export interface RelayPlaces {
  /** Like `claimMails`, with a place for each row: fewer rows where fewer places are free. */
  claim(limit: number, now: Date, leaseMs: number, except: readonly string[]): Promise<ClaimedMail[]>;
  /** Its holders live. */
  renew(mails: readonly ClaimedMail[], leaseMs: number): Promise<void>;
  /** The message begins to leave: its place is held until it must have arrived, even if its sender dies. */
  given(mail: ClaimedMail): Promise<void>;
  /** The attempt is over. What the relay never heard of leaves its place as it was. */
  leave(mail: ClaimedMail, outcome: SendOutcome): Promise<void>;
}

/**
 * `POLICY_MAIL_RATE` for the fleet: as many places as the relay takes messages within a span. An attempt holds one from before its first byte until it
 * is over, and the place is free again a whole span later: two messages of one place never arrive within one span, so there are never more than places,
 * however long each was under way and whoever died. Instants are the database's: machines' clocks differ, and a span is no deadline of anybody.
 */
export function relayPlaces(database: Database, { mails, perMs }: MailRate): RelayPlaces {
  let laid = false;
  const lay = async () => {
    if (laid) return;
    await database.$executeRaw`
      INSERT INTO relay_place (place, taken_until) SELECT place, '-infinity' FROM generate_series(1, ${mails}::int) place ON CONFLICT DO NOTHING`;
    laid = true;
  };
  const free = (tx: Transaction, limit: number) => tx.$queryRaw<{ place: number }[]>`
    SELECT place FROM relay_place WHERE place <= ${mails} AND taken_until <= clock_timestamp() - ${perMs} * interval '1 ms'
      ORDER BY place LIMIT ${limit} FOR UPDATE SKIP LOCKED`;

  return {
    async claim(limit, now, leaseMs = LEASE_MS, except = []) {
      await lay();
      return database.$transaction(async (tx) => {
        const places = await free(tx, limit);
        const claimed = places.length === 0 ? [] : await claimMails(tx, places.length, now, leaseMs, except);
        const held = claimed.map(({ id, attempts }, nth) => ({ id, attempts, place: places[nth]?.place }));
        if (held.length > 0)
          await tx.$executeRaw`
            UPDATE relay_place p SET mail_id = held.id, attempts = held.attempts, given = false, taken_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
              FROM jsonb_to_recordset(${JSON.stringify(held)}::jsonb) AS held(id text, attempts int, place int) WHERE p.place = held.place`;
        return claimed;
      });
    },
    async renew(held, leaseMs) {
      if (held.length === 0) return;
      const mine = JSON.stringify(held.map(({ id, attempts }) => ({ id, attempts })));
      await database.$executeRaw`
        UPDATE relay_place p SET taken_until = greatest(taken_until, clock_timestamp() + ${leaseMs} * interval '1 ms')
          FROM jsonb_to_recordset(${mine}::jsonb) AS held(id text, attempts int) WHERE p.mail_id = held.id AND p.attempts = held.attempts`;
    },
    async given({ id, attempts }) {
      await database.$executeRaw`
        UPDATE relay_place SET given = true, taken_until = greatest(taken_until, clock_timestamp() + ${UNDER_WAY_MS} * interval '1 ms')
          WHERE mail_id = ${id} AND attempts = ${attempts}`;
    },
    async leave({ id, attempts }, outcome) {
      const unheard = outcome.kind === 'void' || (outcome.kind === 'retry' && outcome.about === 'server');
      await database.$executeRaw`
        UPDATE relay_place SET mail_id = NULL, attempts = NULL,
            taken_until = CASE WHEN ${unheard} AND NOT given THEN '-infinity' ELSE clock_timestamp() END
          WHERE mail_id = ${id} AND attempts = ${attempts}`;
    },
  };
}

/** How often free places are looked for: a span takes little longer for it, and an outbox that waits asks seldom. */
export function lookEveryMs({ perMs }: MailRate): number {
  return Math.min(1_000, Math.max(100, perMs / 20));
}
