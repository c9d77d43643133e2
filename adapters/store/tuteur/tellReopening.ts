import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import type { SystemAct } from '../../../domain/process/acts.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { newId } from '../ids.ts';
import { toldAt } from '../processCommand.ts';
import { foundBy } from '../queries/foundBy.ts';

const LOOK: SystemAct = { type: 'look' };
/** What is told within this is one telling, however many tell it. */
const TOGETHER_MS = 1_000;

/**
 * Tells the reopening that runs to look at its signals and its gates, as one statement beside others: a stored command, which the sweep
 * delivers. Its own watch is the net (`POLICY_TUT_WATCH`). `soon`: at once, for a signal; else together with whatever else is told within
 * a second, so that hundreds of corrections at a time are a few looks. `when`: a condition on the facts as they were before.
 */
export function tellingReopening(at: Date, { soon, when }: { soon: boolean; when?: Prisma.Sql }): Prisma.Sql {
  const { createdAt, notAfter } = toldAt(at);
  const key = newId();
  // the sweep takes what is older than its grace, which is longer than a transaction
  const since = soon ? createdAt : at;
  const told = new Date(at.getTime() - TOGETHER_MS);
  return Prisma.sql`
    INSERT INTO command (id, actor_id, key, body_hash, process_id, act, actor, not_after, created_at)
      SELECT left(md5(${key} || p.id), 24), ${PROCESS_ACTOR.id}, ${`look:${key}:`} || p.id, '', p.id, ${JSON.stringify(LOOK)}::jsonb,
          ${JSON.stringify(PROCESS_ACTOR)}::jsonb, ${notAfter}, ${since}
        FROM ${foundBy('process', 'type', Prisma.sql`'tuteurReopening'`)} p
        WHERE p.closed_at IS NULL AND p.workflow_started_at IS NOT NULL
          AND ${when ?? Prisma.sql`true`}
          AND (${soon} OR NOT EXISTS (
            SELECT 1 FROM command c WHERE c.process_id = p.id AND c.act ->> 'type' = 'look' AND c.told_at IS NULL AND c.outcome IS NULL AND c.created_at >= ${told}))`;
}
