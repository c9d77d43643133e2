import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import type { SystemAct } from '../../../domain/process/acts.ts';
import { newId } from '../ids.ts';
import type { Transaction } from '../prisma.ts';
import { toldAt } from '../processCommand.ts';

const LOOK: SystemAct = { type: 'look' };

/**
 * Tells the open corrections of a reopening to look again, in the transaction that ends it or that judges its tuteurs anew: a stored command
 * each, by one statement, which the sweep delivers. They see by themselves whether they are needed still (domain/siretCorrection/over.ts).
 */
export async function tellCorrections(tx: Transaction, reopeningId: string, at: Date): Promise<void> {
  const { createdAt, notAfter } = toldAt(at);
  const key = newId();
  await tx.$executeRaw`
    INSERT INTO command (id, actor_id, key, body_hash, process_id, act, actor, not_after, created_at)
      SELECT left(md5(${key} || p.id), 24), ${PROCESS_ACTOR.id}, ${`look:${key}:`} || p.id, '', p.id, ${JSON.stringify(LOOK)}::jsonb,
        ${JSON.stringify(PROCESS_ACTOR)}::jsonb, ${notAfter}, ${createdAt}
      FROM tuteur_check c JOIN process p ON p.id = c.correction_id
      WHERE c.process_id = ${reopeningId} AND p.closed_at IS NULL AND p.workflow_started_at IS NOT NULL`;
}
