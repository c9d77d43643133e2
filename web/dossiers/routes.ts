import { z } from 'zod';
import { accessTo, CAF, hasRole } from '../../api/access.ts';
import type { Route } from '../../api/route.ts';
import { getAccessRequest } from '../../api/routes/accessRequests/get.ts';
import { processMails, resendMailRoute } from '../../api/routes/journal/mails.ts';
import { addNoteRoute } from '../../api/routes/notes/add.ts';
import { listNotes } from '../../api/routes/notes/list.ts';
import { withdrawNoteRoute } from '../../api/routes/notes/withdraw.ts';
import { batchProcesses } from '../../api/routes/processes/batch.ts';
import { cancelProcess } from '../../api/routes/processes/cancel.ts';
import { processColleagues } from '../../api/routes/processes/colleagues.ts';
import { getCourse, getExecution } from '../../api/routes/processes/course.ts';
import { getProcess } from '../../api/routes/processes/get.ts';
import { listProcessesRoute } from '../../api/routes/processes/list.ts';
import { remindProcess } from '../../api/routes/processes/remind.ts';
import { retryProcessRoute } from '../../api/routes/processes/retry.ts';
import { getTimeline } from '../../api/routes/processes/timeline.ts';
import { colleaguesOut } from '../../api/routes/tasks/assign.ts';
import { listTasksRoute } from '../../api/routes/tasks/list.ts';
import { courseOut, executionOut } from '../../api/shapes/course.ts';
import { processOut } from '../../api/shapes/process.ts';
import { requestOut } from '../../api/shapes/request.ts';
import { DomainError } from '../../domain/errors.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { isTicked, list, optional, text } from '../kit/body.ts';
import { caseElements } from '../kit/caseElements.ts';
import { dossierDocuments } from '../kit/dossierDocuments.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { NOTES, PROCESS_MAILS, PROCESSES, TASKS, TIMELINE } from '../kit/lists.ts';
import { allMatching, type Matching } from '../kit/matching.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import { requestFacts } from '../kit/requestFacts.ts';
import type { ProcessView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { CoursePage } from './coursePage.tsx';
import { type BatchLine, DossiersPage } from './listPage.tsx';
import { DossierPage } from './onePage.tsx';
import { BATCH_ACTIONS, type BatchAction, BatchRecapPage } from './recapPage.tsx';
import { stepsOf } from './steps.ts';

const CANCEL = 'annuler';
const REMIND = 'relancer';
const NOTE = 'note';
const BATCH = 'lot-dossiers';
const BATCH_OUT = z.object({
  items: z.array(
    z.object({ processId: z.string(), status: z.enum(['done', 'refused']), message: z.string().nullable() }),
  ),
});

/** Dossiers: list, several at once, one, and what may be done with it. */
export function dossierPages(pages: Pages): void {
  pages.get('/dossiers', async (visit) => showList(visit, [], freshForm(BATCH), 200));

  pages.post('/dossiers/lot', batch);

  pages.get('/dossiers/:id', async (visit) => showOne(visit, {}, 200));
  pages.get('/dossiers/:id/deroule', showCourse);
  pages.post('/dossiers/:id/relancer', async (visit) =>
    answerForm(
      visit,
      REMIND,
      () =>
        visit.send(remindProcess, {
          params: { id: param(visit.request, 'id') },
          body: isTicked(visit.body, 'insist') ? { insist: true } : {},
        }),
      () => visit.go(pathOf(visit), 'Le partenaire est relancé.'),
      (form, status) => showOne(visit, { remind: form }, status),
    ),
  );
  act(pages, 'reprendre', retryProcessRoute, 'Le dossier reprend.');
  pages.post('/dossiers/:id/courriels/:mail', async (visit) =>
    answerForm(
      visit,
      CANCEL,
      () => visit.send(resendMailRoute, { params: { id: param(visit.request, 'mail') } }),
      () => visit.go(pathOf(visit), 'Le courriel est renvoyé.'),
      (form, status) => showOne(visit, { cancel: form }, status),
    ),
  );

  pages.post(
    '/dossiers/:id/notes',
    async (visit) => {
      const { file } = visit;
      const sent = {
        params: { id: param(visit.request, 'id') },
        body: { text: text(visit.body, 'text') },
        file: file === null || file.size === 0 ? null : file,
      };
      await answerForm(
        visit,
        NOTE,
        () => visit.send(addNoteRoute, sent),
        () => visit.go(`${pathOf(visit)}#notes`, 'La note est ajoutée.'),
        (form, status) => showOne(visit, { note: form }, status),
      );
    },
    { upload: addNoteRoute },
  );
  pages.post('/dossiers/:id/notes/:note/retirer', async (visit) =>
    answerForm(
      visit,
      CANCEL,
      () =>
        visit.send(withdrawNoteRoute, {
          params: { id: param(visit.request, 'id'), noteId: param(visit.request, 'note') },
        }),
      () => visit.go(`${pathOf(visit)}#notes`, 'La note est retirée.'),
      (form, status) => showOne(visit, { cancel: form }, status),
    ),
  );

  pages.post('/dossiers/:id/annuler', async (visit) =>
    answerForm(
      visit,
      CANCEL,
      () =>
        visit.send(cancelProcess, {
          params: { id: param(visit.request, 'id') },
          body: { reason: text(visit.body, 'reason') },
        }),
      () => visit.go(pathOf(visit), 'Le dossier est annulé.'),
      (form, status) => showOne(visit, { cancel: form }, status),
    ),
  );
}

/** An act without anything to fill: done, or told on the dossier. */
function act(pages: Pages, name: string, route: Route, done: string): void {
  pages.post(`/dossiers/:id/${name}`, async (visit) =>
    answerForm(
      visit,
      CANCEL,
      () => visit.send(route, { params: { id: param(visit.request, 'id') } }),
      () => visit.go(pathOf(visit), done),
      (form, status) => showOne(visit, { cancel: form }, status),
    ),
  );
}

const pathOf = (visit: Visit): string => `/dossiers/${encodeURIComponent(param(visit.request, 'id'))}`;

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

async function showList(visit: Visit, report: readonly BatchLine[], fault: FormState, status: number): Promise<void> {
  const query = filters(visit.request, FILTERS);
  const processes = await visit.read(PROCESSES, listProcessesRoute, { query: askedOf(query) });
  const named = await Promise.all(report.map((line) => withLabel(visit, line, processes.items)));
  const may = visit.person !== null && hasRole(visit.person, 'agent', 'cafAdmin', 'operator');
  await visit.show(DossiersPage({ view: visit.view, processes, query, may, report: named, fault }), status);
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
          ok: line.status === 'done',
          message: line.message ?? 'fait',
        })),
        freshForm(BATCH),
        200,
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

async function showOne(
  visit: Visit,
  refused: { cancel?: FormState; remind?: FormState; note?: FormState },
  status: number,
): Promise<void> {
  const id = param(visit.request, 'id');
  const { process, partner, documents, services } = await dossierDocuments(visit, id);
  if (process.type === 'tuteurReopening') return visit.go(`/reouvertures/${encodeURIComponent(process.id)}`);
  if (process.type === 'esatCampaign') return visit.go(`/campagnes/${encodeURIComponent(process.businessKey)}`);
  // a case's words are the Caf's and the partner's: an operator sees where it stands
  const ofCaf = visit.person !== null && hasRole(visit.person, ...CAF);
  const readsMails = visit.person !== null && hasRole(visit.person, ...CAF, 'operator');
  const { notes: cursor } = filters(visit.request, ['notes']);
  const [tasks, timeline, mails, request, ofCase, notes] = await Promise.all([
    visit.read(TASKS, listTasksRoute, { query: { dossier: id, state: 'TOUTES', limit: '200' } }),
    visit.read(TIMELINE, getTimeline, { params: { id }, query: { limit: '200' } }),
    readsMails ? visit.read(PROCESS_MAILS, processMails, { params: { id }, query: { limit: '200' } }) : null,
    process.type === 'accessRequest' ? visit.read(requestOut, getAccessRequest, { params: { id } }) : null,
    ofCaf ? caseElements(visit, process.type, id) : null,
    ofCaf
      ? visit.read(NOTES, listNotes, {
          params: { id },
          query: { limit: '20', ...(cursor === undefined ? {} : { cursor }) },
        })
      : null,
  ]);
  const { person } = visit;
  const may = person !== null && (hasRole(person, 'operator') || accessTo(person, process) === 'act');
  const data = {
    process,
    steps: stepsOf(visit.deps.stories, { ...process, ended: process.closedAt !== null }),
    documents,
    services,
    tasks: tasks.items,
    timeline: timeline.items,
    mails: mails?.items ?? [],
    partner,
    facts: request === null ? (ofCase?.facts ?? []) : requestFacts(request),
    casePage: ofCase?.home ?? null,
    may,
    cancel: refused.cancel ?? freshForm(CANCEL),
    remind: refused.remind ?? freshForm(REMIND),
    notes,
    note: person !== null && accessTo(person, process) === 'act' ? (refused.note ?? freshForm(NOTE)) : null,
  };
  await visit.show(DossierPage({ view: visit.view, data }), status);
}

/** The course of any process, for whoever may read it; what the engine waits for, for an operator. */
async function showCourse(visit: Visit): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const operator = visit.person !== null && hasRole(visit.person, 'operator');
  const [process, course, timeline, execution] = await Promise.all([
    visit.read(processOut, getProcess, { params }),
    visit.read(courseOut, getCourse, { params }),
    visit.read(TIMELINE, getTimeline, { params, query: { limit: '200' } }),
    operator ? visit.read(executionOut, getExecution, { params }).catch(unlessRefused) : undefined,
  ]);
  await visit.show(CoursePage({ view: visit.view, process, course, timeline: timeline.items, execution }));
}

/** Temporal is away, or has forgotten it: the page says so. */
function unlessRefused(error: unknown): null {
  if (error instanceof DomainError) return null;
  throw error;
}
