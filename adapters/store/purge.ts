import type { PurgeNext } from '../../activities/batches.ts';
import { PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import { erasedAtTerm } from '../../domain/people/erased.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import type { PurgedKind, Retention } from '../../domain/policy/retention.ts';
import { GONE_AS_A_WHOLE } from '../../domain/process/ended.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { forgetKeys } from './audit/sealedChanges.ts';
import { appendAudit } from './journal.ts';
import { eraseAccounts } from './people/erase.ts';
import type { Database, Transaction } from './prisma.ts';

/** Rows that one statement deletes: no long lock, no long transaction. */
const BATCH = 1_000;
/** Processes or accounts of one transaction: each has rows of its own elsewhere. */
const WHOLES = 100;

/** Deletes up to so many of what was over before an instant. Returns how many, and how many it would have. */
type Purge = (tx: Transaction, before: Date, batch: number, at: Date) => Promise<{ gone: number; asked: number }>;

/** How each kind is purged. A kind more is a line here and its term in the table of retention. */
const PURGES: Record<PurgedKind, Purge> = {
  answers: rows('idempotent_answer', (before) => Prisma.sql`created_at < ${before}`),
  commands: rows('command', (before) => Prisma.sql`outcome IS NOT NULL AND done_at < ${before}`),
  sessions: rows('session', (before) => Prisma.sql`least(expires_at, revoked_at) < ${before}`),
  codes: rows('link_code', (before) => Prisma.sql`expires_at < ${before}`),
  tokens: rows('provider_record', (before) => Prisma.sql`expires_at < ${before}`),
  entrances: oneAfterTheOther(
    // one that a service has yet to be told of stays: its row is what tells it
    rows('entrance', (before) => Prisma.sql`ended_at < ${before} AND next_attempt_at IS NULL`),
    rows('provider_key', (before) => Prisma.sql`retired_at < ${before}`),
  ),
  tries: rows('tries', (before) => Prisma.sql`expires_at < ${before}`),
  files: oneAfterTheOther(rows('attachment', ofProcessOver), rows('dossier_note', ofProcessOver)),
  demarches: rows('demarche_words', ofProcessOver),
  esat: purgeEsat,
  forms: rows('kept_form', (before) => Prisma.sql`expires_at < ${before} OR ${ofProcessOver(before)}`),
  // the first password that was never used lapses without an instant of its own where its mail was never taken
  secrets: rows('temporary_secret', (before) => Prisma.sql`least(consumed_at, voided_at, expires_at) < ${before}`),
  mails: rows(
    'mail',
    (before) =>
      Prisma.sql`(process_id IS NULL AND state <> 'A_ENVOYER' AND created_at < ${before}) OR ${ofProcessOver(before)}`,
  ),
  imports: rows('user_import_row', ofProcessOver),
  campaigns: rows(
    'campaign_row',
    (before) => Prisma.sql`EXISTS (SELECT 1 FROM campaign c WHERE c.id = campaign_id AND c.closed_at < ${before})`,
  ),
  checks: rows('campaign_check', (before) => Prisma.sql`created_at < ${before}`),
  tiersi: rows('tiersi_line', ofProcessOver),
  proteges: rows('protege', (before) => Prisma.sql`measure_ends_on < ${parisDate(before)}`),
  signals: rows('missing_protege', (before) => Prisma.sql`at < ${before}`),
  traces: rows('tuteur_trace', (before) => Prisma.sql`at < ${before}`),
  requests: purgeRequests,
  dossiers: purgeDossiers,
  accounts: purgeAccounts,
};

function ofProcessOver(before: Date): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM process p WHERE p.id = process_id AND p.closed_at < ${before})`;
}

/** Rows of a table of which nothing else depends. */
function rows(table: string, over: (before: Date) => Prisma.Sql): Purge {
  const name = Prisma.raw(table);
  return async (tx, before, batch) => {
    const gone = await tx.$executeRaw`
      DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${over(before)} LIMIT ${batch} FOR UPDATE SKIP LOCKED))`;
    return { gone, asked: batch };
  };
}

/** Two tables of one kind: the second is begun once the first holds nothing more of it. */
function oneAfterTheOther(first: Purge, second: Purge): Purge {
  return async (...given) => {
    const gone = await first(...given);
    return gone.gone === gone.asked ? gone : second(...given);
  };
}

/** What else there is of a request or of a case. */
const OF_A_REQUEST = [
  'task',
  'attachment',
  'dossier_note',
  'demarche_words',
  'user_import_row',
  'access_request',
  'mail',
  'command',
];

/** Requests and cases as a whole, but for their journal: process, tasks, files, mails and whatever was typed. */
async function purgeRequests(tx: Transaction, before: Date, batch: number) {
  const asked = Math.min(batch, WHOLES);
  const ids = await idsOf(
    tx,
    Prisma.sql`SELECT id FROM process p WHERE type = ANY(${[...GONE_AS_A_WHOLE]}) AND closed_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM document d WHERE d.process_id = p.id) AND NOT EXISTS (SELECT 1 FROM opened_service s WHERE s.process_id = p.id)
      LIMIT ${asked} FOR UPDATE SKIP LOCKED`,
  );
  for (const table of OF_A_REQUEST)
    await tx.$executeRaw`DELETE FROM ${Prisma.raw(table)} WHERE process_id = ANY(${ids})`;
  await tx.$executeRaw(forgetKeys(ids));
  await tx.$executeRaw`DELETE FROM process WHERE id = ANY(${ids})`;
  return { gone: ids.length, asked };
}

/** Declarations of Esat, each with all that was submitted for it. */
async function purgeEsat(tx: Transaction, before: Date, batch: number) {
  const asked = Math.min(batch, WHOLES);
  const ids = await idsOf(
    tx,
    Prisma.sql`SELECT id FROM esat_declaration WHERE created_at < ${before} LIMIT ${asked} FOR UPDATE SKIP LOCKED`,
  );
  await tx.$executeRaw`
    DELETE FROM esat_line WHERE submission_id IN (SELECT id FROM esat_submission WHERE declaration_id = ANY(${ids}))`;
  await tx.$executeRaw`DELETE FROM esat_submission WHERE declaration_id = ANY(${ids})`;
  await tx.$executeRaw`DELETE FROM esat_declaration WHERE id = ANY(${ids})`;
  return { gone: ids.length, asked };
}

/** A dossier about documents stays as their frame, with nobody to write to and no task. */
async function purgeDossiers(tx: Transaction, before: Date, batch: number) {
  const asked = Math.min(batch, WHOLES);
  const ids = await idsOf(
    tx,
    Prisma.sql`SELECT id FROM process p WHERE type <> ALL(${[...GONE_AS_A_WHOLE]}) AND closed_at < ${before}
      AND (link_email IS NOT NULL OR EXISTS (SELECT 1 FROM task t WHERE t.process_id = p.id)) LIMIT ${asked} FOR UPDATE SKIP LOCKED`,
  );
  await tx.$executeRaw`DELETE FROM task WHERE process_id = ANY(${ids})`;
  await tx.$executeRaw(forgetKeys(ids));
  await tx.$executeRaw`UPDATE process SET link_email = NULL WHERE id = ANY(${ids})`;
  return { gone: ids.length, asked };
}

/** Accounts that are closed: their rows stay, without a name; each leaves a line in the journal. */
async function purgeAccounts(tx: Transaction, before: Date, batch: number, at: Date) {
  const asked = Math.min(batch, WHOLES);
  const accounts = await tx.$queryRaw<{ id: string; caf: string | null }[]>`
    SELECT u.id, coalesce(u.caf, (SELECT p.caf FROM partner p WHERE p.id = u.partner_id)) AS caf FROM app_user u
      WHERE u.closed_at < ${before} AND u.closes_on IS NOT NULL AND u.erased_at IS NULL LIMIT ${asked} FOR UPDATE SKIP LOCKED`;
  await eraseAccounts(
    tx,
    accounts.map(({ id }) => id),
    at,
  );
  for (const { id, caf } of accounts)
    await appendAudit(tx, [erasedAtTerm(id)], { at, actor: PROCESS_ACTOR, processId: null, caf });
  return { gone: accounts.length, asked };
}

async function idsOf(tx: Transaction, found: Prisma.Sql): Promise<string[]> {
  return (await tx.$queryRaw<{ id: string }[]>(found)).map(({ id }) => id);
}

/**
 * Deletes the next batch of a kind (S7), in one transaction, by the role of the purge (prisma/grants.sql): what that may not delete is
 * never purged.
 */
export function purgeOn(database: Database, retention: Retention, batch = BATCH): PurgeNext {
  return (kind, at) =>
    database.$transaction(async (tx) => {
      const { gone, asked } = await PURGES[kind](tx, new Date(at.getTime() - retention[kind]), batch, at);
      return gone === asked;
    });
}
