import { BATCH_MAX } from '../../api/batch.ts';
import { batchTasks, taskBatchOut } from '../../api/routes/tasks/batch.ts';
import { getTask } from '../../api/routes/tasks/get.ts';
import { listTasksRoute } from '../../api/routes/tasks/list.ts';
import { taskOut } from '../../api/shapes/task.ts';
import { batchOutcome } from '../../domain/task/batch.ts';
import { list, text } from '../kit/body.ts';
import { sendingOf } from '../kit/goOn.tsx';
import { TASKS } from '../kit/lists.ts';
import { allMatching, type Matching } from '../kit/matching.ts';
import type { Pages } from '../kit/pages.ts';
import type { TaskView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { TaskRecapPage, TaskReportPage } from './batchPages.tsx';
import { TASK_FILTERS } from './paths.ts';

/** Many tasks of one kind at once: what is about to be decided, then what became of each (U5). */
export function taskBatchPages(pages: Pages): void {
  pages.post('/taches/lot', async (visit) => {
    const matching = text(visit.body, 'which') === 'match' ? await matchingTasks(visit) : null;
    const found = matching?.items ?? (await chosenTasks(visit));
    const outcome = batchOutcome(found[0]?.kind ?? '') ?? '';
    const tasks = found.filter((task: TaskView) => task.state === 'OUVERTE' && batchOutcome(task.kind) === outcome);
    return visit.show(TaskRecapPage({ view: visit.view, tasks, matching, outcome, list: listOf(visit) }));
  });

  pages.post('/taches/lot/decider', async (visit) => {
    const body = { ids: list(visit.body, 'ids'), outcome: text(visit.body, 'outcome') };
    const report = await visit.read(taskBatchOut, batchTasks, { body });
    return visit.show(TaskReportPage({ view: visit.view, report, list: listOf(visit), sending: sendingOf(visit) }));
  });
}

/** Those of the page, or those whose boxes were ticked. */
function chosenTasks(visit: Visit): Promise<TaskView[]> {
  const ids = list(visit.body, text(visit.body, 'which') === 'all' ? 'page' : 'ids');
  const read = (id: string) => visit.read(taskOut, getTask, { params: { id } });
  return Promise.all([...new Set(ids)].slice(0, BATCH_MAX).map(read));
}

/** Those of the list that was come from, on all of its pages. */
function matchingTasks(visit: Visit): Promise<Matching<TaskView>> {
  const { searchParams } = new URL(listOf(visit), 'http://passerelle');
  const query = Object.fromEntries([...searchParams].filter(([name]) => TASK_FILTERS.some((one) => one === name)));
  return allMatching(visit, TASKS, listTasksRoute, { query });
}

/** The list that was come from; nothing but a list of tasks. */
function listOf(visit: Visit): string {
  const typed = text(visit.body, 'list');
  return /^\/taches(\?[\w=&%.~+-]*)?$/.test(typed) ? typed : '/taches';
}
