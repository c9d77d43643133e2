import { CAF, hasRole } from '../../api/access.ts';
import { createActivityChange } from '../../api/routes/activityChanges/create.ts';
import { getActivityChange } from '../../api/routes/activityChanges/get.ts';
import { changesOut, listActivityChanges } from '../../api/routes/activityChanges/list.ts';
import { withdrawActivityChange } from '../../api/routes/activityChanges/withdraw.ts';
import { knownWorkersOut, listEsatWorkers } from '../../api/routes/activityChanges/workers.ts';
import { changeOut, changeStateOut } from '../../api/shapes/activityChange.ts';
import { CHANGE_FIELD_NAMES } from '../../domain/activityChange/types.ts';
import { DomainError, notFound } from '../../domain/errors.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { isTicked, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { date } from '../kit/words.ts';
import { CHANGE_FORM, ChangeFormPage } from './formPage.tsx';
import { ChangePage, ChangesPage } from './pages.tsx';
import { CHANGES_PATH, changePath, NEW_CHANGE } from './paths.ts';
import type { WorkerView } from './views.ts';

/** Changes of activity (ESAT-9): an Esat declares them all year; the worker's own Caf reads and treats them. */
export function activityChangePages(pages: Pages): void {
  pages.elements('activityChange', changeElements);
  pages.get(CHANGES_PATH, async (visit) => {
    const query = filters(visit.request, ['sort', 'cursor']);
    const changes = await visit.read(changesOut, listActivityChanges, { query });
    const workers = isCaf(visit) ? null : (await visit.read(knownWorkersOut, listEsatWorkers)).items;
    await visit.show(ChangesPage({ view: visit.view, changes, workers, query }));
  });
  // before the one of an id, whose path would take it
  pages.get(NEW_CHANGE, async (visit) => {
    const { travailleur } = filters(visit.request, ['travailleur']);
    await showForm(visit, await workerOf(visit, travailleur ?? ''), freshForm(CHANGE_FORM), 200);
  });
  pages.post(NEW_CHANGE, async (visit) => {
    const worker = await workerOf(visit, text(visit.body, 'worker'));
    await answerForm(
      visit,
      CHANGE_FORM,
      () => visit.read(changeStateOut, createActivityChange, { body: typedIn(visit, worker) }),
      ({ id, number }) =>
        visit.go(changePath(id), `Le changement ${number} est transmis. Son récépissé est ci-dessous.`),
      (form, status) => showForm(visit, worker, form, status),
    );
  });
  pages.get(`${CHANGES_PATH}/:id`, async (visit) => {
    const change = await visit.read(changeOut, getActivityChange, { params: { id: param(visit.request, 'id') } });
    await visit.show(ChangePage({ view: visit.view, change, caf: isCaf(visit) }));
  });
  pages.post(`${CHANGES_PATH}/:id/retirer`, async (visit) => {
    const params = { id: param(visit.request, 'id') };
    await visit.send(withdrawActivityChange, { params });
    visit.go(changePath(params.id), 'Le changement est retiré.');
  });
}

const isCaf = ({ person }: Visit): boolean => person !== null && hasRole(person, ...CAF);

/** The worker whom the Esat has declared; '': somebody else. */
async function workerOf(visit: Visit, ref: string): Promise<WorkerView | null> {
  const { items } = await visit.read(knownWorkersOut, listEsatWorkers);
  if (ref === '') return null;
  const worker = items.find((one) => one.ref === ref);
  if (worker === undefined) throw notFound();
  return worker;
}

/** What was typed, and who a worker is that the Esat has declared. */
function typedIn(visit: Visit, worker: WorkerView | null) {
  const typed = Object.fromEntries(CHANGE_FIELD_NAMES.map((name) => [name, text(visit.body, name)]));
  const { number, lastName, firstName, caf } = worker ?? {};
  return {
    ...typed,
    ...(worker === null ? {} : { number, lastName, firstName, caf, birthDate: date(worker.birthDate) }),
    [CONFIRMED]: isTicked(visit.body, CONFIRMED),
  };
}

async function showForm(visit: Visit, worker: WorkerView | null, form: FormState, status: number): Promise<void> {
  await visit.show(ChangeFormPage({ view: visit.view, worker, form }), status);
}

/** What the worker's Caf decides on; to whoever else reads the dossier, nothing of it. */
async function changeElements(visit: Visit, id: string): Promise<CaseElements> {
  try {
    const { title, number, worker, declared } = await visit.read(changeOut, getActivityChange, { params: { id } });
    return {
      facts: [
        ['Changement', `${title} – ${number}`],
        ...[...worker, ...declared.filter(({ label }) => label !== 'Changement')].map(
          ({ label, value }) => [label, value] as const,
        ),
      ],
      home: changePath(id),
    };
  } catch (error) {
    if (!(error instanceof DomainError) || (error.code !== 'ACTION_NON_PERMISE' && error.code !== 'INTROUVABLE'))
      throw error;
    return { facts: [], home: `/dossiers/${encodeURIComponent(id)}` };
  }
}
