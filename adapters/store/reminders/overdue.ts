import { type Overdue, overdueTold, TASKS_NAMED, tellOverdue } from '../../../domain/reminders/overdueTasks.ts';
import { enqueueMails } from '../journal.ts';
import type { Database } from '../prisma.ts';
import type { ReminderSettings } from './telling.ts';

/**
 * Overdue tasks, to the Caf they belong to (§4.5): the day after another one has passed its due date, and every week while any is left. Marked
 * and mailed in one transaction (R2). On a Sunday or public holiday it waits for the next day. False: every Caf was looked at.
 */
export async function remindOverdueTasks(
  database: Database,
  { policy, mailboxOf }: ReminderSettings,
  at: Date,
): Promise<boolean> {
  const told = overdueTold(at, policy);
  if (told === null) return false;
  await database.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('OVERDUE', 0))`;
      const overdue = await tx.$queryRaw<Overdue[]>`
        WITH late AS (
          SELECT t.caf, t.kind, p.label AS about, CASE WHEN t.subject ~ '^[0-9]+$' THEN t.subject END AS line, t.due,
              row_number() OVER (PARTITION BY t.caf ORDER BY t.due, t.id) AS rank
            FROM task t JOIN process p ON p.id = t.process_id WHERE t.state = 'OUVERTE' AND t.due <= ${at}
        )
        SELECT l.caf, count(*)::int AS total,
            jsonb_agg(jsonb_build_object('kind', kind, 'about', about, 'line', line, 'due', due) ORDER BY rank) FILTER (WHERE rank <= ${TASKS_NAMED}) AS tasks
          FROM late l LEFT JOIN reminder_mark k ON k.rule = 'OVERDUE' AND k.subject = l.caf
          GROUP BY l.caf, k.at HAVING k.at IS NULL OR max(l.due) > k.at OR k.at <= ${told.toldBefore} ORDER BY l.caf`;
      await tx.$executeRaw`
        INSERT INTO reminder_mark (rule, subject, at) SELECT 'OVERDUE', caf, ${at} FROM unnest(${overdue.map(({ caf }) => caf)}::text[]) AS caf
          ON CONFLICT (rule, subject) DO UPDATE SET at = excluded.at`;
      for (const one of overdue)
        await enqueueMails(tx, [tellOverdue(one, mailboxOf, at)], { at: told.leaves, processId: null, caf: one.caf });
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
  return false;
}
