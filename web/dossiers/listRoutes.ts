import { z } from 'zod';
import { hasRole } from '../../api/access.ts';
import { batchStatus } from '../../api/batch.ts';
import { batchProcesses } from '../../api/routes/processes/batch.ts';
import { processColleagues } from '../../api/routes/processes/colleagues.ts';
import { getProcess } from '../../api/routes/processes/get.ts';
import { listProcessesRoute } from '../../api/routes/processes/list.ts';
import { colleaguesOut } from '../../api/routes/tasks/assign.ts';
import { processOut } from '../../api/shapes/process.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { isTicked, list, optional, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { NOT_CONFIRMED, type Sending, sendingOf } from '../kit/goOn.tsx';
import { PROCESSES } from '../kit/lists.ts';
import { allMatching, type Matching } from '../kit/matching.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters } from '../kit/query.ts';
import type { ProcessView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { type BatchLine, DossiersPage } from './listPage.tsx';
import { BATCH_ACTIONS, type BatchAction, BatchRecapPage } from './recapPage.tsx';

const BATCH = 'lot-dossiers';
const BATCH_OUT = z.object({
  items: z.array(z.object({ processId: z.string(), status: batchStatus, message: z.string().nullable() })),
});

/** Dossiers: the list, and several of them at once. */
export function dossierListPages(pages: Pages): void {
  pages.get('/dossiers', async (visit) => showList(visit, [], freshForm(BATCH), 200));
  pages.post('/dossiers/lot', batch);
}

/** The filters of the list, as its API takes them. */
const askedOf = (query: Record<string, string>): Record<string, string> =>
  query.businessKey === undefined ? query : { ...query, businessKey: query.businessKey.replace(/[\s.]/g, '') };

/** Dossiers of the list that was come from, on all of its pages; the follow-up of one account is none. */
async function matchingDossiers(visit: Visit): Promise<Matching<ProcessView>> {
  const { items, total } = await allMatching(visit, PROCESSES, listProcessesRoute, {
    query: askedOf(filters(visit.request, FILTERS)),
  });
  return { items: items.filter(({ type }) => !followsAccount(type)), total };
}

const FILTERS = [
  'type',
  'status',
  'waitingFor',
  'late',
  'incident',
  'businessKey',
  'campaignId',
  'sort',
  'cursor',
] as const;

async function showList(
  visit: Visit,
  report: readonly BatchLine[],
  fault: FormState,
  status: number,
  sending: Sending | null = null,
): Promise<void> {
  const query = filters(visit.request, FILTERS);
  const processes = await visit.read(PROCESSES, listProcessesRoute, { query: askedOf(query) });
  const named = await Promise.all(report.map((line) => withLabel(visit, line, processes.items)));
  const may = visit.person !== null && hasRole(visit.person, 'agent', 'cafAdmin', 'operator');
  await visit.show(DossiersPage({ view: visit.view, processes, query, may, report: named, sending, fault }), status);
}

/** Several dossiers at once: told first (recap), done once it was confirmed, told one by one (U5). */
async function batch(visit: Visit): Promise<void> {
  const matching = isTicked(visit.body, 'match') ? await matchingDossiers(visit) : null;
  const ids = matching?.items.map(({ id }) => id) ?? list(visit.body, 'ids');
  const action = BATCH_ACTIONS.find((one) => one === text(visit.body, 'action'));
  const reason = optional(visit.body, 'reason');
  // nothing chosen, or no reason to cancel: the list says so
  const fits = ids.length > 0 && (action !== 'cancel' || reason !== undefined);
  if (action !== undefined && fits && !isTicked(visit.body, 'confirme'))
    return showRecap(visit, { ids, matching }, action, freshForm(BATCH), 200);
  return answerForm(
    visit,
    BATCH,
    () =>
      visit.read(BATCH_OUT, batchProcesses, {
        body: {
          ...{ ids, action: text(visit.body, 'action') },
          ...(action === 'cancel' ? { reason } : {}),
          ...(action === 'assign' ? { assigneeId: optional(visit.body, 'assigneeId') } : {}),
          ...(isTicked(visit.body, 'insist') ? { insist: true } : {}),
        },
      }),
    (report) =>
      showList(
        visit,
        report.items.map((line) => ({
          id: line.processId,
          label: line.processId,
          status: line.status,
          message: line.status === 'pending' ? NOT_CONFIRMED : (line.message ?? 'fait'),
        })),
        freshForm(BATCH),
        200,
        sendingOf(visit),
      ),
    (form, status) =>
      action === 'assign' && ids.length > 0
        ? showRecap(visit, { ids, matching }, action, form, status)
        : showList(visit, [], form, status),
  );
}

/** To whom and to how many it happens is told before it does. */
async function showRecap(
  visit: Visit,
  { ids, matching }: { ids: readonly string[]; matching: Matching<ProcessView> | null },
  action: BatchAction,
  form: FormState,
  status: number,
): Promise<void> {
  const processes =
    matching?.items ?? (await Promise.all(ids.map((id) => visit.read(processOut, getProcess, { params: { id } }))));
  const { search } = new URL(visit.request.originalUrl, 'http://passerelle');
  const ofOneCaf = new Set(processes.map(({ caf }) => caf)).size === 1;
  const [first] = ids;
  const colleagues =
    action === 'assign' && ofOneCaf && first !== undefined
      ? (await visit.read(colleaguesOut, processColleagues, { params: { id: first } })).items
      : [];
  await visit.show(
    BatchRecapPage({
      ...{ view: visit.view, list: `/dossiers${search}`, action, processes, matching, colleagues, form },
      ...{ reason: optional(visit.body, 'reason') ?? '', insist: isTicked(visit.body, 'insist') },
    }),
    status,
  );
}

/** What was just acted on may fit the filter no more. */
async function withLabel(visit: Visit, line: BatchLine, shown: readonly ProcessView[]): Promise<BatchLine> {
  const found = shown.find((one) => one.id === line.id);
  const { label } = found ?? (await visit.read(processOut, getProcess, { params: { id: line.id } }));
  return { ...line, label };
}
