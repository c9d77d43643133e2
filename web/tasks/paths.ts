import type { FormState } from '../kit/form.tsx';
import type { TaskView } from '../kit/views.ts';
import type { TaskElements } from './facts.ts';

/** Filters and order that stand in the list's address. */
export const TASK_FILTERS = ['kind', 'state', 'assignee', 'late', 'available', 'sort', 'cursor'] as const;

/** Leads to the most urgent one that this person may take, after the given one. */
export function nextPath(kind?: string, after?: string): string {
  const query = new URLSearchParams({
    ...(kind === undefined ? {} : { kind }),
    ...(after === undefined ? {} : { apres: after }),
  });
  return query.size === 0 ? '/taches/suivante' : `/taches/suivante?${query}`;
}

/** A task with what it is judged by, and its forms. */
export interface TaskPageData extends TaskElements {
  task: TaskView;
  /** outcome → its form, with what was typed and what is wrong with it */
  forms: Readonly<Record<string, FormState>>;
  /** may this person decide it */
  may: boolean;
  mine: boolean;
  /** one after the other: the next comes when this one is done */
  queued: boolean;
  /** to whom it may be given; none: this person gives it to nobody */
  colleagues: readonly { id: string; name: string }[];
  /** the form that gives it to a colleague */
  assign: FormState;
}
