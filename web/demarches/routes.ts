import { CAF, hasRole } from '../../api/access.ts';
import { createDemarche } from '../../api/routes/demarches/create.ts';
import { listDemarcheForms } from '../../api/routes/demarches/forms.ts';
import { getDemarche } from '../../api/routes/demarches/get.ts';
import { listDemarchesRoute } from '../../api/routes/demarches/list.ts';
import { supplyDemarche } from '../../api/routes/demarches/supply.ts';
import { takeDemarche } from '../../api/routes/demarches/take.ts';
import { withdrawDemarche } from '../../api/routes/demarches/withdraw.ts';
import { getProtege } from '../../api/routes/proteges/get.ts';
import { demarcheOut, demarcheStateOut } from '../../api/shapes/demarche.ts';
import { protegeOut } from '../../api/shapes/protege.ts';
import { notFound } from '../../domain/errors.ts';
import { isTicked, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { DEMARCHE_FORM_LIST, DEMARCHES } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { FormView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { inSpace } from '../proteges/inSpace.ts';
import { demarcheElements } from './elements.ts';
import { DemarcheFormPage } from './formPage.tsx';
import { answersIn } from './input.ts';
import { DemarchePage, DemarchesPage } from './pages.tsx';
import { demarchePath, LIST } from './paths.ts';

const FORM = 'demarche';
const SUPPLY = 'complement';

/** What a tuteur declares online (TUT-14): a form for a protégé, the list, one; and the same as the Caf sees them. */
export function demarchePages(pages: Pages): void {
  pages.elements('demarche', demarcheElements);

  const form = '/tuteur/proteges/:ref/demarches/:form';
  pages.get(
    form,
    inSpace((visit) => showForm(visit, freshForm(FORM), 200)),
  );
  pages.post(
    form,
    inSpace(async (visit) => {
      const { code, fields } = await formOf(visit);
      const { body } = visit;
      const sent = {
        protege: param(visit.request, 'ref'),
        form: code,
        answers: answersIn(fields, body),
        confirmed: isTicked(body, 'confirmed'),
      };
      await answerForm(
        visit,
        FORM,
        () => visit.read(demarcheStateOut, createDemarche, { body: sent }),
        ({ id, number }) =>
          visit.go(demarchePath(id), `La démarche ${number} est déposée. Son récépissé est ci-dessous.`),
        (typed, status) => showForm(visit, typed, status),
      );
    }),
  );

  pages.get(
    LIST,
    inSpace(async (visit) => {
      const query = filters(visit.request, ['state', 'sort', 'cursor']);
      const demarches = await visit.read(DEMARCHES, listDemarchesRoute, { query });
      await visit.show(DemarchesPage({ view: visit.view, demarches, query, caf: isCaf(visit) }));
    }),
  );
  pages.get(
    `${LIST}/:id`,
    inSpace((visit) => showOne(visit, freshForm(SUPPLY), 200)),
  );
  pages.post(
    `${LIST}/:id/complement`,
    inSpace((visit) => {
      const params = { id: param(visit.request, 'id') };
      const sent = { params, body: { text: text(visit.body, 'text') }, file: visit.file };
      return answerForm(
        visit,
        SUPPLY,
        () => visit.send(supplyDemarche, sent),
        () => visit.go(demarchePath(params.id), 'Le complément est envoyé : la Caf reprend la démarche.'),
        (typed, status) => showOne(visit, typed, status),
      );
    }),
    { upload: supplyDemarche },
  );
  const acts = [
    ['retirer', withdrawDemarche, 'La démarche est retirée.'],
    ['prendre', takeDemarche, 'La démarche est prise en charge.'],
  ] as const;
  for (const [path, route, done] of acts)
    pages.post(
      `${LIST}/:id/${path}`,
      inSpace((visit) => {
        const params = { id: param(visit.request, 'id') };
        return answerForm(
          visit,
          SUPPLY,
          () => visit.send(route, { params }),
          () => visit.go(demarchePath(params.id), done),
          (typed, status) => showOne(visit, typed, status),
        );
      }),
    );
}

const isCaf = ({ person }: Visit): boolean => person !== null && hasRole(person, ...CAF);

/** The form that the address names. */
async function formOf(visit: Visit): Promise<FormView> {
  const { items } = await visit.read(DEMARCHE_FORM_LIST, listDemarcheForms);
  const found = items.find(({ code }) => code === param(visit.request, 'form'));
  if (found === undefined) throw notFound();
  return found;
}

/** Only what the protégé's measure opens is shown (TUT-18). */
async function showForm(visit: Visit, form: FormState, status: number): Promise<void> {
  const protege = await visit.read(protegeOut, getProtege, { params: { ref: param(visit.request, 'ref') } });
  const declared = await formOf(visit);
  if (protege.demarches.every(({ code }) => code !== declared.code)) throw notFound();
  await visit.show(DemarcheFormPage({ view: visit.view, protege, declared, form }), status);
}

async function showOne(visit: Visit, form: FormState, status: number): Promise<void> {
  const demarche = await visit.read(demarcheOut, getDemarche, { params: { id: param(visit.request, 'id') } });
  await visit.show(DemarchePage({ view: visit.view, demarche, form, caf: isCaf(visit) }), status);
}
