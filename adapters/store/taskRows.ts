import type { Task } from '../../domain/task/kinds.ts';
import type { Transaction } from './prisma.ts';
import { fromTask } from './rows.ts';

/** Writes the tasks of a process that are new or changed. */
export async function saveTasks(
  tx: Transaction,
  processId: string,
  before: readonly Task[],
  after: readonly Task[],
): Promise<void> {
  const known = new Set(before.map((task) => JSON.stringify(fromTask(processId, task))));
  const rows = after.map((task) => fromTask(processId, task)).filter((row) => !known.has(JSON.stringify(row)));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO task SELECT * FROM jsonb_populate_recordset(null::task, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (id) DO UPDATE SET assignee_id = excluded.assignee_id, state = excluded.state, outcome = excluded.outcome,
      fields = excluded.fields, completed_by = excluded.completed_by, completed_at = excluded.completed_at`;
}
