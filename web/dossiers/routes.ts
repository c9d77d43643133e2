import { accessTo, CAF, hasRole } from '../../api/access.ts';
import type { Route } from '../../api/route.ts';
import { getAccessRequest } from '../../api/routes/accessRequests/get.ts';
import { processMails, resendMailRoute } from '../../api/routes/journal/mails.ts';
import { addNoteRoute } from '../../api/routes/notes/add.ts';
import { listNotes } from '../../api/routes/notes/list.ts';
import { withdrawNoteRoute } from '../../api/routes/notes/withdraw.ts';
import { cancelProcess } from '../../api/routes/processes/cancel.ts';
import { getCourse, getExecution } from '../../api/routes/processes/course.ts';
import { getProcess } from '../../api/routes/processes/get.ts';
import { remindProcess } from '../../api/routes/processes/remind.ts';
import { retryProcessRoute } from '../../api/routes/processes/retry.ts';
import { getTimeline } from '../../api/routes/processes/timeline.ts';
import { listTasksRoute } from '../../api/routes/tasks/list.ts';
import { courseOut, executionOut } from '../../api/shapes/course.ts';
import { processOut } from '../../api/shapes/process.ts';
import { requestOut } from '../../api/shapes/request.ts';
import { DomainError } from '../../domain/errors.ts';
import { isTicked, text } from '../kit/body.ts';
import { caseElements } from '../kit/caseElements.ts';
import { dossierDocuments } from '../kit/dossierDocuments.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { NOTES, PROCESS_MAILS, TASKS, TIMELINE } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import { requestFacts } from '../kit/requestFacts.ts';
import type { Visit } from '../kit/visit.ts';
import { CoursePage } from './coursePage.tsx';
import { dossierListPages } from './listRoutes.ts';
import { DossierPage } from './onePage.tsx';
import { stepsOf } from './steps.ts';

const CANCEL = 'annuler';
const REMIND = 'relancer';
const NOTE = 'note';
/** Dossiers: list, several at once, one, and what may be done with it. */
export function dossierPages(pages: Pages): void {
  dossierListPages(pages);
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
