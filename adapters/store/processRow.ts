import type { WaitingFor } from '../../domain/decision/waiting.ts';
import type { Transaction } from './prisma.ts';

/** What every process shows of itself (architecture.md « projection »), whatever its type. */
export interface ProcessProjection {
  state: string;
  waitingFor: WaitingFor | null;
  nextActionAt: Date | null;
  dueAt: Date | null;
  ended: boolean;
}

/** Writes where a process stands; one that has ended stays as it ended. */
export async function saveProcessRow(
  tx: Transaction,
  processId: string,
  { state, waitingFor, nextActionAt, dueAt, ended }: ProcessProjection,
  own: { facts: unknown; incident: string | null },
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE process SET state = ${state}, since = CASE WHEN state = ${state} THEN since ELSE ${at} END,
      waiting_on = ${waitingFor?.who ?? null},
      waiting_for = ${waitingFor === null ? null : JSON.stringify(waitingFor)}::jsonb,
      next_action_at = ${nextActionAt}, due_at = ${dueAt}, incident = ${own.incident}, facts = ${JSON.stringify(own.facts)}::jsonb,
      version = version + 1, workflow_started_at = coalesce(workflow_started_at, ${at}), closed_at = ${ended ? at : null}
    WHERE id = ${processId} AND closed_at IS NULL`;
}
