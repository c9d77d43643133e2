import { CAF, hasRole } from '../../api/access.ts';
import { linkedCopy } from '../../api/personalData.ts';
import { beginPersonalDataRoute } from '../../api/routes/personalData/begin.ts';
import { beginStaffDataRoute } from '../../api/routes/personalData/beginStaff.ts';
import { cancelPersonalDataRoute } from '../../api/routes/personalData/cancel.ts';
import { fetchDataCopy } from '../../api/routes/personalData/fetch.ts';
import { getPersonalData } from '../../api/routes/personalData/get.ts';
import { getUser } from '../../api/routes/users/get.ts';
import { personalDataOut } from '../../api/shapes/personalData.ts';
import { notFound } from '../../domain/errors.ts';
import { DATA_WISH_LABELS } from '../../domain/personalData/types.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { USER } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { DataCopyPage, DataRequestPage, DataWishesPage, dataPath, STAFF_DATA_PATH, StaffWishesPage } from './pages.tsx';

const COPY = 'copie';
const ERASE = 'effacement';
const CANCEL = 'annulation';
const WISHES = [
  [COPY, 'EXPORT', 'La copie est préparée : la personne reçoit son lien.'],
  [ERASE, 'EFFACEMENT', 'L’effacement est prévu : la personne en est prévenue.'],
] as const;

/** A person's data: the copy and the erasure, by the Caf at their request, and the page on which they fetch the copy (S7). */
export function personalDataPages(pages: Pages): void {
  pages.elements('personalData', dataElements);
  pages.get('/comptes/:id/donnees', (visit) => showWishes(visit, {}, 200));
  for (const [form, wish, done] of WISHES)
    pages.post(`/comptes/:id/donnees/${form}`, (visit) => {
      const params = { id: param(visit.request, 'id') };
      return answerForm(
        visit,
        form,
        () =>
          visit.read(personalDataOut, beginPersonalDataRoute, {
            params,
            body: { wish, asked: text(visit.body, 'asked') },
          }),
        ({ id }) => visit.go(dataPath(id), done),
        (typed, status) => showWishes(visit, { [form]: typed }, status),
      );
    });
  pages.get(STAFF_DATA_PATH, (visit) => showStaffWishes(visit, {}, 200));
  for (const [form, wish, done] of WISHES)
    pages.post(`${STAFF_DATA_PATH}/${form}`, (visit) => {
      const body = { wish, login: text(visit.body, 'login'), asked: text(visit.body, 'asked') };
      return answerForm(
        visit,
        form,
        () => visit.read(personalDataOut, beginStaffDataRoute, { body }),
        ({ id }) => visit.go(dataPath(id), done),
        (typed, status) => showStaffWishes(visit, { [form]: typed }, status),
      );
    });
  pages.get('/donnees/:id', (visit) => showRequest(visit, freshForm(CANCEL), 200));
  pages.post('/donnees/:id/annuler', (visit) => {
    const params = { id: param(visit.request, 'id') };
    return answerForm(
      visit,
      CANCEL,
      () => visit.send(cancelPersonalDataRoute, { params, body: { reason: text(visit.body, 'reason') } }),
      () => visit.go(dataPath(params.id), 'La demande est annulée.'),
      (typed, status) => showRequest(visit, typed, status),
    );
  });
  pages.get(
    '/mes-donnees/:token',
    async (visit) => {
      const token = param(visit.request, 'token');
      const { until } = await linkedCopy({ deps: visit.deps, at: visit.view.now }, token);
      await visit.show(DataCopyPage({ view: visit.view, until, path: `/mes-donnees/${encodeURIComponent(token)}` }));
    },
    { beforeRules: true },
  );
  pages.get('/mes-donnees/:token/fichier', sendCopy, { beforeRules: true });
}

async function sendCopy(visit: Visit): Promise<void> {
  const { body } = await visit.send(fetchDataCopy, { params: { token: param(visit.request, 'token') } });
  visit.response
    .setHeader('Cache-Control', 'no-store')
    .setHeader('Content-Disposition', 'attachment; filename="donnees.json"')
    .setHeader('X-Content-Type-Options', 'nosniff')
    .type('application/octet-stream')
    .send(body);
}

async function showWishes(visit: Visit, forms: Record<string, FormState>, status: number): Promise<void> {
  if (visit.person !== null && !hasRole(visit.person, ...CAF)) throw notFound();
  const user = await visit.read(USER, getUser, { params: { id: param(visit.request, 'id') } });
  await visit.show(DataWishesPage({ view: visit.view, user, forms: bothOf(forms) }), status);
}

async function showStaffWishes(visit: Visit, forms: Record<string, FormState>, status: number): Promise<void> {
  if (visit.person !== null && !hasRole(visit.person, 'cafAdmin', 'national')) throw notFound();
  const ofCnaf = visit.person !== null && hasRole(visit.person, 'national');
  await visit.show(StaffWishesPage({ view: visit.view, ofCnaf, forms: bothOf(forms) }), status);
}

const bothOf = (forms: Record<string, FormState>) => ({
  copy: forms[COPY] ?? freshForm(COPY),
  erase: forms[ERASE] ?? freshForm(ERASE),
});

async function showRequest(visit: Visit, cancel: FormState, status: number): Promise<void> {
  const request = await visit.read(personalDataOut, getPersonalData, { params: { id: param(visit.request, 'id') } });
  await visit.show(DataRequestPage({ view: visit.view, request, cancel }), status);
}

/** What there is to know of such a request, in the list of dossiers. */
async function dataElements(visit: Visit, id: string): Promise<CaseElements> {
  const { wish, asked } = await visit.read(personalDataOut, getPersonalData, { params: { id } });
  return {
    facts: [
      ['Demande', DATA_WISH_LABELS[wish]],
      ['Comment la personne l’a demandé', asked],
    ],
    home: dataPath(id),
  };
}
