import { CAF, hasRole } from '../../api/access.ts';
import { getAnnualControl } from '../../api/routes/controls/get.ts';
import { giveControlProof } from '../../api/routes/controls/giveProof.ts';
import { listAnnualControls } from '../../api/routes/controls/list.ts';
import { startAnnualControl } from '../../api/routes/controls/start.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { listTasksRoute } from '../../api/routes/tasks/list.ts';
import { annualControlOut } from '../../api/shapes/annualControl.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { isAskedFor } from '../../domain/annualControl/items.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { optional, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { CONTROLS, TASKS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { controlElements } from './elements.ts';
import { ControlsPage, controlPath } from './listPage.tsx';
import { ControlPage } from './page.tsx';

const START = 'controle';

/** Yearly controls: those of a partner, one, and the evidence given for it. */
export function controlPages(pages: Pages): void {
  pages.elements('annualControl', controlElements);
  pages.get('/partenaires/:id/controles', (visit) => showList(visit, null, 200));

  pages.post('/partenaires/:id/controles', (visit) => {
    const params = { id: param(visit.request, 'id') };
    const body = { year: Number(text(visit.body, 'year')), sampleSize: Number(text(visit.body, 'sampleSize')) };
    return answerForm(
      visit,
      START,
      () => visit.read(annualControlOut, startAnnualControl, { params, body }),
      ({ id }) => visit.go(controlPath(id), 'Le contrôle est commencé : les pièces sont demandées.'),
      (form, status) => showList(visit, form, status),
    );
  });

  pages.get('/controles/:id', (visit) => showOne(visit, null, 200));

  pages.post(
    '/controles/:id/pieces/:itemId',
    (visit) => {
      const params = { id: param(visit.request, 'id'), itemId: param(visit.request, 'itemId') };
      const { file } = visit;
      const sent = {
        params,
        body: { numeroInstructeur: optional(visit.body, 'numeroInstructeur'), titre: optional(visit.body, 'titre') },
        file: file === null || file.size === 0 ? null : file,
      };
      return answerForm(
        visit,
        formOf(params.itemId),
        () => visit.send(giveControlProof, sent),
        () => visit.go(controlPath(params.id), 'La pièce est apportée.'),
        (form, status) => showOne(visit, form, status),
      );
    },
    { upload: giveControlProof },
  );
}

const formOf = (itemId: string): string => `piece-${itemId}`;

async function showList(visit: Visit, form: FormState | null, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const query = filters(visit.request, ['sort', 'cursor']);
  const [partner, controls] = await Promise.all([
    visit.read(partnerOut, getPartner, { params }),
    visit.read(CONTROLS, listAnnualControls, { params, query }),
  ]);
  const { deps, person } = visit;
  const year = parisDate(visit.view.now).slice(0, 4);
  const fresh = freshForm(START, { year, sampleSize: String(deps.policy.controlSample) });
  const starts = person !== null && hasRole(person, ...CAF);
  const props = { view: visit.view, partner, controls, query, form: starts ? (form ?? fresh) : null };
  await visit.show(ControlsPage(props), status);
}

async function showOne(visit: Visit, typed: FormState | null, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const control = await visit.read(annualControlOut, getAnnualControl, { params });
  const ofCaf = visit.person !== null && hasRole(visit.person, ...CAF);
  const tasks = ofCaf
    ? await visit.read(TASKS, listTasksRoute, { query: { dossier: control.id, limit: '200' } })
    : null;
  const forms = control.items.flatMap((item) => {
    if (ofCaf || !isAskedFor(control.state, item)) return [];
    const form = typed?.id === formOf(item.id) ? typed : freshForm(formOf(item.id));
    return [{ item, again: control.state === 'PIECES_DEMANDEES' && item.proof !== null, form }];
  });
  await visit.show(
    ControlPage({ view: visit.view, control, forms, fault: typed, tasks: tasks?.items ?? null }),
    status,
  );
}
