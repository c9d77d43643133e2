import { z } from 'zod';
import { actOnSchedule, listSchedules } from '../../api/routes/operations/schedules.ts';
import { operationStatus } from '../../api/routes/operations/status.ts';
import { listTroubles } from '../../api/routes/operations/troubles.ts';
import { scheduleOut, statusOut } from '../../api/shapes/operation.ts';
import { DomainError } from '../../domain/errors.ts';
import { optional, text } from '../kit/body.ts';
import type { FormState } from '../kit/form.tsx';
import { TROUBLES } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { OperationsPage } from './page.tsx';
import { SchedulesPage } from './schedulesPage.tsx';
import { OPERATIONS, SCHEDULES } from './words.ts';

const SCHEDULE_LIST = z.object({ items: z.array(scheduleOut) });
const DONE: Readonly<Record<string, string>> = {
  trigger: 'La tâche est lancée.',
  pause: 'La tâche est suspendue.',
  resume: 'La tâche reprend.',
};

/** What an operator looks after (§4). */
export function operationPages(pages: Pages): void {
  pages.get(OPERATIONS, async (visit) => {
    const [status, troubles] = await Promise.all([
      visit.read(statusOut, operationStatus),
      visit.read(TROUBLES, listTroubles),
    ]);
    const follow = filters(visit.request, ['suivi']).suivi !== 'non';
    await visit.show(OperationsPage({ view: visit.view, status, troubles: troubles.items, follow }));
  });

  pages.get(SCHEDULES, (visit) => showSchedules(visit, null, 200));
  pages.post(`${SCHEDULES}/:id`, (visit) => {
    const [id, act] = [param(visit.request, 'id'), text(visit.body, 'act')];
    return answerForm(
      visit,
      `${act}-${id}`,
      () => visit.send(actOnSchedule, { params: { id }, body: { act, reason: optional(visit.body, 'reason') } }),
      () => visit.go(SCHEDULES, DONE[act]),
      (form, status) => showSchedules(visit, form, status),
    );
  });
}

async function showSchedules(visit: Visit, refused: FormState | null, status: number): Promise<void> {
  const schedules = await visit.read(SCHEDULE_LIST, listSchedules).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'INDISPONIBLE') return null;
    throw error;
  });
  await visit.show(SchedulesPage({ view: visit.view, schedules: schedules?.items ?? null, refused }), status);
}
