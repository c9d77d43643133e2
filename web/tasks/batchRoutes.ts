import { batchTasks, taskBatchOut } from '../../api/routes/tasks/batch.ts';
import { getTask } from '../../api/routes/tasks/get.ts';
import { taskOut } from '../../api/shapes/task.ts';
import { batchOutcome } from '../../domain/task/batch.ts';
import { list, text } from '../kit/body.ts';
import type { Pages } from '../kit/pages.ts';
import type { TaskView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { TaskRecapPage, TaskReportPage } from './batchPages.tsx';

const MAX = 100;

/** Many tasks of one kind at once: what is about to be decided, then what became of each (U5). */
export function taskBatchPages(pages: Pages): void {
  pages.post('/taches/lot', async (visit) => {
    const ids = list(visit.body, text(visit.body, 'which') === 'all' ? 'page' : 'ids');
    const found = await Promise.all(
      [...new Set(ids)].slice(0, MAX).map((id) => visit.read(taskOut, getTask, { params: { id } })),
    );
    const outcome = batchOutcome(found[0]?.kind ?? '') ?? '';
    const tasks = found.filter((task: TaskView) => task.state === 'OUVERTE' && batchOutcome(task.kind) === outcome);
    return visit.show(TaskRecapPage({ view: visit.view, tasks, outcome, list: listOf(visit) }));
  });

  pages.post('/taches/lot/decider', async (visit) => {
    const body = { ids: list(visit.body, 'ids'), outcome: text(visit.body, 'outcome') };
    const report = await visit.read(taskBatchOut, batchTasks, { body });
    return visit.show(TaskReportPage({ view: visit.view, report, list: listOf(visit) }));
  });
}

/** The list that was come from; nothing but a list of tasks. */
function listOf(visit: Visit): string {
  const typed = text(visit.body, 'list');
  return /^\/taches(\?[\w=&%.~+-]*)?$/.test(typed) ? typed : '/taches';
}
