import { accessTo } from '../../api/access.ts';
import { claimTaskRoute } from '../../api/routes/tasks/claim.ts';
import { completeTaskRoute } from '../../api/routes/tasks/complete.ts';
import { getTask } from '../../api/routes/tasks/get.ts';
import { listTasksRoute } from '../../api/routes/tasks/list.ts';
import { releaseTaskRoute } from '../../api/routes/tasks/release.ts';
import { taskOut } from '../../api/shapes/task.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { TASKS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { TaskView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { elementsOf } from './facts.ts';
import { outcomeFields } from './outcomeInput.ts';
import { TaskPage, type TaskPageData, TasksPage } from './pages.tsx';

/** Work of a Caf: list, one task, and its outcomes. */
export function taskPages(pages: Pages): void {
  pages.get('/taches', async (visit) => {
    const query = filters(visit.request, ['kind', 'state', 'assignee', 'late', 'cursor']);
    const tasks = await visit.read(TASKS, listTasksRoute, { query });
    return visit.show(TasksPage({ view: visit.view, tasks, query }));
  });

  pages.get('/taches/:id', async (visit) => {
    const task = await visit.read(taskOut, getTask, { params: { id: param(visit.request, 'id') } });
    return visit.show(TaskPage({ view: visit.view, data: await dataOf(visit, task, {}) }));
  });

  pages.post('/taches/:id/prendre', async (visit) => {
    await visit.send(claimTaskRoute, { params: { id: param(visit.request, 'id') } });
    visit.go(pathOf(param(visit.request, 'id')), 'La tâche est à vous.');
  });

  pages.post('/taches/:id/liberer', async (visit) => {
    await visit.send(releaseTaskRoute, { params: { id: param(visit.request, 'id') } });
    visit.go(pathOf(param(visit.request, 'id')), 'La tâche est de nouveau à prendre.');
  });

  pages.post('/taches/:id/issue', async (visit) => {
    const id = param(visit.request, 'id');
    const outcome = text(visit.body, 'outcome');
    const task = await visit.read(taskOut, getTask, { params: { id } });
    return answerForm(
      visit,
      `issue-${outcome}`,
      () =>
        visit.send(completeTaskRoute, {
          params: { id },
          body: { outcome, ...outcomeFields(task.kind, outcome, visit.body) },
        }),
      () =>
        visit.go(
          task.dossierType === 'esatCampaign' ? '/taches' : `/dossiers/${encodeURIComponent(task.dossier)}`,
          `Tâche faite : ${task.outcomeForms.find((one) => one.outcome === outcome)?.label.toLowerCase() ?? outcome}.`,
        ),
      async (form, status) => {
        const fresh = await visit.read(taskOut, getTask, { params: { id } });
        return visit.show(
          TaskPage({ view: visit.view, data: await dataOf(visit, fresh, { [outcome]: form }) }),
          status,
        );
      },
    );
  });
}

const pathOf = (id: string): string => `/taches/${encodeURIComponent(id)}`;

/** Forms that are filled beforehand. */
function filledForms(values: TaskPageData['values'] = {}): Record<string, FormState> {
  return Object.fromEntries(
    Object.entries(values).map(([outcome, given]) => [outcome, freshForm(`issue-${outcome}`, given)]),
  );
}

async function dataOf(visit: Visit, task: TaskView, forms: Record<string, FormState>): Promise<TaskPageData> {
  const elements = await elementsOf(visit, task);
  const { profiles, services } = elements;
  return {
    ...elements,
    task,
    forms: {
      ...filledForms(elements.values),
      ...(profiles.length + services.length === 0 ? {} : { accept: freshForm('issue-accept', { profiles, services }) }),
      ...forms,
    },
    may: visit.person !== null && accessTo(visit.person, task) === 'act',
    mine: task.assignee !== null && task.assignee.id === visit.person?.id,
  };
}
