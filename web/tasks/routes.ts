import { accessTo, CAF, hasRole } from '../../api/access.ts';
import { assignTaskRoute, colleaguesOut, taskColleagues } from '../../api/routes/tasks/assign.ts';
import { claimTaskRoute } from '../../api/routes/tasks/claim.ts';
import { completeTaskRoute } from '../../api/routes/tasks/complete.ts';
import { getTask } from '../../api/routes/tasks/get.ts';
import { listTasksRoute } from '../../api/routes/tasks/list.ts';
import { releaseTaskRoute } from '../../api/routes/tasks/release.ts';
import { taskOut } from '../../api/shapes/task.ts';
import { withinSentence } from '../../domain/formats/typography.ts';
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
import { TaskPage, TasksPage } from './pages.tsx';
import { nextPath, TASK_FILTERS, type TaskPageData } from './paths.ts';

/** Work of a Caf: list, one task, and its outcomes. */
export function taskPages(pages: Pages): void {
  pages.get('/taches', async (visit) => {
    const query = filters(visit.request, TASK_FILTERS);
    const tasks = await visit.read(TASKS, listTasksRoute, { query });
    const may = visit.person !== null && hasRole(visit.person, ...CAF);
    return visit.show(TasksPage({ view: visit.view, tasks, query, may }));
  });

  // before `:id`: one after the other, the most urgent first, those of the same kind before the others
  pages.get('/taches/suivante', async (visit) => {
    const next = await nextTask(visit, filters(visit.request, ['kind', 'apres']));
    const told = visit.view.flash ?? undefined;
    if (next === null)
      return visit.go('/taches', `${told === undefined ? '' : `${told} `}Aucune autre tâche ne vous attend.`);
    visit.go(`${pathOf(next.id)}?file=1`, told);
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

  pages.post('/taches/:id/confier', async (visit) => {
    const id = param(visit.request, 'id');
    return answerForm(
      visit,
      ASSIGN,
      () =>
        visit.read(taskOut, assignTaskRoute, { params: { id }, body: { assigneeId: text(visit.body, 'assigneeId') } }),
      (task) => visit.go(pathOf(id), `La tâche est à ${task.assignee?.name ?? 'un collègue'}.`),
      async (form, status) => {
        const task = await visit.read(taskOut, getTask, { params: { id } });
        return visit.show(TaskPage({ view: visit.view, data: await dataOf(visit, task, {}, form) }), status);
      },
    );
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
          isQueued(visit)
            ? nextPath(task.kind, task.id)
            : task.dossierType === 'esatCampaign'
              ? '/taches'
              : `/dossiers/${encodeURIComponent(task.dossier)}`,
          `Tâche faite : ${withinSentence(task.outcomeForms.find((one) => one.outcome === outcome)?.label ?? outcome)}.`,
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

const ASSIGN = 'confier';

/** Tasks are gone through one after the other: the next comes when one is done. */
const isQueued = (visit: Visit): boolean => visit.request.query.file === '1';

/** The most urgent open task, after the one just seen, of its kind first, then from the beginning: what this person has before what nobody has. */
async function nextTask(visit: Visit, { kind, apres }: Record<string, string>): Promise<TaskView | null> {
  const after: Record<string, string> = apres === undefined ? {} : { after: apres };
  const ofKind: Record<string, string> = kind === undefined ? {} : { kind };
  for (const query of [{ ...ofKind, ...after }, ofKind, {}])
    for (const [whose, value] of [
      ['assignee', 'me'],
      ['available', 'true'],
    ] as const) {
      const { items } = await visit.read(TASKS, listTasksRoute, { query: { ...query, [whose]: value, limit: '2' } });
      const found = items.find(({ id }) => id !== apres);
      if (found !== undefined) return found;
    }
  return null;
}

const pathOf = (id: string): string => `/taches/${encodeURIComponent(id)}`;

/** Forms that are filled beforehand. */
function filledForms(values: TaskPageData['values'] = {}): Record<string, FormState> {
  return Object.fromEntries(
    Object.entries(values).map(([outcome, given]) => [outcome, freshForm(`issue-${outcome}`, given)]),
  );
}

async function dataOf(
  visit: Visit,
  task: TaskView,
  forms: Record<string, FormState>,
  assign: FormState = freshForm(ASSIGN),
): Promise<TaskPageData> {
  const elements = await elementsOf(visit, task);
  const may = visit.person !== null && accessTo(visit.person, task) === 'act';
  const people =
    may && task.state === 'OUVERTE'
      ? await visit.read(colleaguesOut, taskColleagues, { params: { id: task.id } })
      : { items: [] };
  return {
    ...elements,
    task,
    forms: { ...filledForms(elements.values), ...forms },
    may,
    queued: isQueued(visit),
    colleagues: people.items,
    assign,
    mine: task.assignee !== null && task.assignee.id === visit.person?.id,
  };
}
