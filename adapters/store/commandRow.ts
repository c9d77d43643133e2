import type { ActOf } from '../../domain/command/acts.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { type Database, execute, UNFLUSHED } from './prisma.ts';

export interface NewCommand {
  id: string;
  actorId: string;
  key: string;
  bodyHash: string;
  processId: string;
  act: ActOf<ProcessType>;
  actor: Actor;
  notAfter: Date;
  createdAt: Date;
}

/**
 * Stores a person's act before its process is told; false when this person's key has one already (R8). It does not wait for the disk:
 * the outcome is committed after it, and nobody is told anything before.
 */
export async function insertCommand(database: Database, command: NewCommand): Promise<boolean> {
  const { id, actorId, key, bodyHash, processId, act, actor, notAfter, createdAt } = command;
  const rows = await execute(
    database,
    Prisma.sql`
      INSERT INTO command (id, actor_id, key, body_hash, process_id, act, actor, not_after, created_at)
      VALUES (${id}, ${actorId}, ${key}, ${bodyHash}, ${processId}, ${JSON.stringify(act)}::jsonb, ${JSON.stringify(actor)}::jsonb, ${notAfter}, ${createdAt})
      ON CONFLICT DO NOTHING RETURNING id, ${UNFLUSHED}`,
  );
  return rows.length === 1;
}

/** The same for many, by one statement; those whose key has one already are left out. */
export async function insertCommands(database: Database, commands: readonly NewCommand[]): Promise<void> {
  const rows = commands.map(({ id, actorId, key, bodyHash, processId, act, actor, notAfter, createdAt }) => ({
    ...{ id, key, act, actor, actor_id: actorId, body_hash: bodyHash, process_id: processId },
    ...{ not_after: notAfter.toISOString(), created_at: createdAt.toISOString() },
  }));
  await execute(
    database,
    Prisma.sql`
      INSERT INTO command (id, actor_id, key, body_hash, process_id, act, actor, not_after, created_at)
      SELECT id, actor_id, key, body_hash, process_id, act, actor, not_after, created_at
        FROM jsonb_populate_recordset(null::command, ${JSON.stringify(rows)}::jsonb)
      ON CONFLICT DO NOTHING RETURNING id, ${UNFLUSHED}`,
  );
}
