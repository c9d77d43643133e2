import type { MailDraft } from '../../../domain/mail/draft.ts';
import { frenchDate, parisDate, shiftOutOfQuietHours } from '../../../domain/policy/calendar.ts';
import { DAY_MS } from '../../../domain/policy/durations.ts';
import { type TaskKind, taskKind } from '../../../domain/task/kinds.ts';
import { enqueueMails } from '../journal.ts';
import type { Database } from '../prisma.ts';
import type { ReminderSettings } from './telling.ts';

/** While no other task becomes overdue, a Caf is told of the same ones so often. */
const AGAIN_MS = 7 * DAY_MS;
const NAMED = 10;

interface Overdue {
  caf: string;
  total: number;
  tasks: { kind: TaskKind; about: string; due: string }[];
}

/**
 * Overdue tasks, to the Caf they belong to (§4.5): the day after another one has passed its due date, and every week while any is left. Marked
 * and mailed in one transaction (R2). On a Sunday or public holiday it waits for the next day. False: every Caf was looked at.
 */
export async function remindOverdueTasks(
  database: Database,
  { policy, mailboxOf }: ReminderSettings,
  at: Date,
): Promise<boolean> {
  const leaves = shiftOutOfQuietHours(at, DAY_MS, null, policy.quietHours);
  if (parisDate(leaves) !== parisDate(at)) return false;
  const again = new Date(at.getTime() - AGAIN_MS);
  await database.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('OVERDUE', 0))`;
      const overdue = await tx.$queryRaw<Overdue[]>`
        WITH late AS (
          SELECT t.caf, t.kind, p.label || CASE WHEN t.subject ~ '^[0-9]+$' THEN ', ligne ' || t.subject ELSE '' END AS about, t.due,
              row_number() OVER (PARTITION BY t.caf ORDER BY t.due, t.id) AS rank
            FROM task t JOIN process p ON p.id = t.process_id WHERE t.state = 'OUVERTE' AND t.due <= ${at}
        )
        SELECT l.caf, count(*)::int AS total,
            jsonb_agg(jsonb_build_object('kind', kind, 'about', about, 'due', due) ORDER BY rank) FILTER (WHERE rank <= ${NAMED}) AS tasks
          FROM late l LEFT JOIN reminder_mark k ON k.rule = 'OVERDUE' AND k.subject = l.caf
          GROUP BY l.caf, k.at HAVING k.at IS NULL OR max(l.due) > k.at OR k.at <= ${again} ORDER BY l.caf`;
      await tx.$executeRaw`
        INSERT INTO reminder_mark (rule, subject, at) SELECT 'OVERDUE', caf, ${at} FROM unnest(${overdue.map(({ caf }) => caf)}::text[]) AS caf
          ON CONFLICT (rule, subject) DO UPDATE SET at = excluded.at`;
      for (const one of overdue)
        await enqueueMails(tx, [digestOf(one, mailboxOf, at)], { at: leaves, processId: null, caf: one.caf });
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
  return false;
}

function digestOf({ caf, total, tasks }: Overdue, mailboxOf: ReminderSettings['mailboxOf'], at: Date): MailDraft {
  return {
    key: `MAIL-75:${caf}:${at.toISOString()}`,
    to: mailboxOf(caf),
    toName: `Caf ${caf}`,
    params: {
      template: 'MAIL-75',
      caf,
      tasks: tasks.map(({ kind, about, due }) => `${taskKind(kind).label} – ${about}, échue le ${lastDay(due)}`),
      total,
      link: { kind: 'page', path: '/taches?late=true' },
    },
  };
}

/** A task is due at the end of a day: the instant is already the next one. */
function lastDay(due: string): string {
  return frenchDate(new Date(Date.parse(due) - 1));
}
