import type { MailDraft } from '../mail/draft.ts';
import { frenchDate, parisDate, shiftOutOfQuietHours } from '../policy/calendar.ts';
import { DAY_MS } from '../policy/durations.ts';
import type { Policy } from '../policy/policy.ts';
import { type TaskKind, taskKind } from '../task/kinds.ts';

/** While no other task becomes overdue, a Caf is told of the same ones so often. */
const AGAIN_MS = 7 * DAY_MS;

/** A mail names the longest overdue ones; the list has them all. */
export const TASKS_NAMED = 10;

/** Overdue tasks of a Caf: the first ones by name. */
export interface Overdue {
  caf: string;
  total: number;
  /** `about`: its dossier; `line`: the row of a campaign's file; `due`: the end of its day */
  tasks: readonly { kind: TaskKind; about: string; line: string | null; due: string }[];
}

/**
 * When Cafs are told of their overdue tasks (§4.5), and until when they were told last if the same ones are told again. Null: on a Sunday or
 * public holiday it waits for the next day.
 */
export function overdueTold(
  at: Date,
  { quietHours }: Pick<Policy, 'quietHours'>,
): { leaves: Date; toldBefore: Date } | null {
  const leaves = shiftOutOfQuietHours(at, DAY_MS, null, quietHours);
  if (parisDate(leaves) !== parisDate(at)) return null;
  return { leaves, toldBefore: new Date(at.getTime() - AGAIN_MS) };
}

/** The digest of a Caf's overdue tasks. */
export function tellOverdue({ caf, total, tasks }: Overdue, mailboxOf: (caf: string) => string, at: Date): MailDraft {
  return {
    key: `MAIL-75:${caf}:${at.toISOString()}`,
    to: mailboxOf(caf),
    toName: `Caf ${caf}`,
    params: {
      template: 'MAIL-75',
      caf,
      tasks: tasks.map(overdueWords),
      total,
      link: { kind: 'page', path: '/taches?late=true' },
    },
  };
}

function overdueWords({ kind, about, line, due }: Overdue['tasks'][number]): string {
  const row = line === null ? '' : `, ligne ${line}`;
  // it is due at the end of a day: the instant is already the next one
  const lastDay = frenchDate(new Date(Date.parse(due) - 1));
  return `${taskKind(kind).label} – ${about}${row}, échue le ${lastDay}`;
}
