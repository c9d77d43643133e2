import { z } from 'zod';
import { accessTo, hasRole } from '../../api/access.ts';
import { isAudience } from '../../api/authenticate.ts';
import { listGroupsRoute } from '../../api/routes/groups/list.ts';
import { changeMode } from '../../api/routes/partners/changeMode.ts';
import { getConventionEnd } from '../../api/routes/partners/conventionEnd.ts';
import { createPartner } from '../../api/routes/partners/create.ts';
import { partnerDocuments } from '../../api/routes/partners/documents.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { listPartnersRoute } from '../../api/routes/partners/list.ts';
import { getMode, modeOut } from '../../api/routes/partners/mode.ts';
import { moveToCnaRoute } from '../../api/routes/partners/moveToCna.ts';
import { listObligationsRoute } from '../../api/routes/partners/obligations.ts';
import { resumePartnerService } from '../../api/routes/partners/resumeService.ts';
import { partnerServices } from '../../api/routes/partners/services.ts';
import { startConventionnement } from '../../api/routes/partners/startConventionnement.ts';
import { suspendPartnerService } from '../../api/routes/partners/suspendService.ts';
import { undoMoveRoute } from '../../api/routes/partners/undoMove.ts';
import { updatePartnerRoute } from '../../api/routes/partners/update.ts';
import { listProcessesRoute } from '../../api/routes/processes/list.ts';
import { partnerCorrections } from '../../api/routes/tuteurCorrections/ofPartner.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { type FormBody, isTicked, list, optional, split, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { DOCUMENTS, GROUPS, OBLIGATIONS, PARTNER_CORRECTIONS, PARTNERS, PROCESSES, SERVICES_OF } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { amendForms, amendPages } from './amendRoutes.ts';
import { contactOf } from './contactForm.tsx';
import { eligibilityInput } from './eligibility.tsx';
import { PartnersPage } from './listPage.tsx';
import { PartnerPage } from './pages.tsx';
import { transferElements } from './transferElements.ts';

const NEW = 'partenaire';
const START = 'conventionnement';
const MODE = 'mode';
const NATURE = 'nature';
const CONTACT = 'coordonnees';
const SUSPEND = 'suspendre';
const RESUME = 'rouvrir';
const MOVE = 'cna';
const STARTED = z.object({ processId: z.string() });

/** Partners: list, record, one, start a conventionnement. */
export function partnerPages(pages: Pages): void {
  pages.elements('cnaTransfer', transferElements);
  amendPages(pages, showOne);

  pages.get('/partenaires', async (visit) => showList(visit, freshForm(NEW), 200));

  pages.post('/partenaires', async (visit) =>
    answerForm(
      visit,
      NEW,
      () => visit.read(partnerOut, createPartner, { body: partnerInput(visit.body) }),
      (partner) => visit.go(pathOf(partner.id), 'Le partenaire est enregistré.'),
      (form, status) => showList(visit, form, status),
    ),
  );

  pages.get('/partenaires/:id', async (visit) => showOne(visit, {}, 200));

  pages.post('/partenaires/:id/mode', async (visit) =>
    answerForm(
      visit,
      MODE,
      () =>
        visit.read(STARTED, changeMode, { params: { id: param(visit.request, 'id') }, body: modeInput(visit.body) }),
      ({ processId }) => visit.go(`/dossiers/${encodeURIComponent(processId)}`, 'Le changement de mode est commencé.'),
      (form, status) => showOne(visit, { [MODE]: form }, status),
    ),
  );

  pages.post('/partenaires/:id/services/suspendre', async (visit) => {
    const id = param(visit.request, 'id');
    const { body } = visit;
    const wished = { reason: text(body, 'reason'), until: optional(body, 'until') };
    return answerForm(
      visit,
      SUSPEND,
      () => visit.read(STARTED, suspendPartnerService, { params: { id, code: text(body, 'service') }, body: wished }),
      () => visit.go(pathOf(id), 'Le service est suspendu, le partenaire est prévenu.'),
      (form, status) => showOne(visit, { [SUSPEND]: form }, status),
    );
  });

  pages.post('/partenaires/:id/services/rouvrir', async (visit) => {
    const id = param(visit.request, 'id');
    const params = { id, code: text(visit.body, 'service') };
    return answerForm(
      visit,
      RESUME,
      () => visit.send(resumePartnerService, { params, body: { reason: text(visit.body, 'reason') } }),
      () => visit.go(pathOf(id), 'La suspension est levée, le partenaire est prévenu.'),
      (form, status) => showOne(visit, { [RESUME]: form }, status),
    );
  });

  pages.post('/partenaires/:id/cna', async (visit) => {
    const id = param(visit.request, 'id');
    const body = { departments: split(visit.body, 'departments'), reason: text(visit.body, 'reason') };
    return answerForm(
      visit,
      MOVE,
      () => visit.read(STARTED, moveToCnaRoute, { params: { id }, body }),
      () => visit.go(pathOf(id), "Le partenaire passe au Centre national d'appui."),
      (form, status) => showOne(visit, { [MOVE]: form }, status),
    );
  });

  pages.post('/partenaires/:id/cna/annuler', async (visit) => {
    const id = param(visit.request, 'id');
    return answerForm(
      visit,
      MOVE,
      () => visit.send(undoMoveRoute, { params: { id }, body: { reason: text(visit.body, 'reason') } }),
      () => visit.go(pathOf(id), 'Le partenaire est rendu à sa Caf.'),
      (form, status) => showOne(visit, { [MOVE]: form }, status),
    );
  });

  pages.post('/partenaires/:id/coordonnees', async (visit) => {
    const id = param(visit.request, 'id');
    const { body } = visit;
    const ifMatch = `"${text(body, 'version')}"`;
    return answerForm(
      visit,
      CONTACT,
      () => visit.read(partnerOut, updatePartnerRoute, { params: { id }, body: contactInput(body), ifMatch }),
      () => visit.go(pathOf(id), 'Les coordonnées du partenaire sont enregistrées.'),
      (form, status) => showOne(visit, { [CONTACT]: form }, status),
    );
  });

  pages.post('/partenaires/:id/nature', async (visit) => {
    const id = param(visit.request, 'id');
    return answerForm(
      visit,
      NATURE,
      () =>
        visit.read(partnerOut, updatePartnerRoute, {
          params: { id },
          body: {
            nature: optional(visit.body, 'nature') ?? '',
            typeOrganisme: optional(visit.body, 'typeOrganisme'),
          },
        }),
      () => visit.go(pathOf(id), 'L’identité du partenaire est enregistrée.'),
      (form, status) => showOne(visit, { [NATURE]: form }, status),
    );
  });

  pages.post('/partenaires/:id/conventionnements', async (visit) =>
    answerForm(
      visit,
      START,
      () =>
        visit.read(STARTED, startConventionnement, {
          params: { id: param(visit.request, 'id') },
          body: startInput(visit.body),
        }),
      ({ processId }) => visit.go(`/dossiers/${encodeURIComponent(processId)}`, 'Le conventionnement est commencé.'),
      (form, status) => showOne(visit, { [START]: form }, status),
    ),
  );
}

const pathOf = (id: string): string => `/partenaires/${encodeURIComponent(id)}`;

function partnerInput(body: FormBody) {
  return {
    ...contactInput(body),
    siret: text(body, 'siret'),
    nature: optional(body, 'nature'),
    typeOrganisme: optional(body, 'typeOrganisme'),
  };
}

function contactInput(body: FormBody) {
  return {
    raisonSociale: text(body, 'raisonSociale'),
    address: text(body, 'address'),
    email: text(body, 'email'),
    phone: text(body, 'phone'),
    departments: split(body, 'departments'),
    ...(isTicked(body, 'confirmed') ? { confirmed: true } : {}),
  };
}

/** Fields left blank are left out: the API has its own defaults for them. */
function startInput(body: FormBody) {
  const some = (values: string[]) => (values.length === 0 ? undefined : values);
  return {
    services: list(body, 'services'),
    profiles: list(body, 'profiles'),
    eligibility: eligibilityInput(body),
    delegationMode: optional(body, 'delegationMode'),
    departments: some(split(body, 'departments')),
    missions: some(split(body, 'missions')),
    opensOn: optional(body, 'opensOn'),
    confirmed: isTicked(body, CONFIRMED),
  };
}

function modeInput(body: FormBody) {
  return { mode: text(body, 'mode'), opensOn: optional(body, 'opensOn'), confirmed: isTicked(body, CONFIRMED) };
}

async function showList(visit: Visit, form: FormState, status: number): Promise<void> {
  const query = filters(visit.request, ['q', 'department', 'sort', 'cursor']);
  const partners = await visit.read(PARTNERS, listPartnersRoute, { query });
  const may = visit.person !== null && hasRole(visit.person, 'agent', 'cafAdmin');
  await visit.show(PartnersPage({ view: visit.view, partners, query, form: may ? form : null }), status);
}

async function showOne(visit: Visit, faulty: Readonly<Record<string, FormState>>, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const partner = await visit.read(partnerOut, getPartner, { params });
  // a Caf that handed the partner over keeps reading its dossiers, not its people (DEL-7b)
  const access = visit.person === null ? 'none' : accessTo(visit.person, { caf: partner.caf, partnerId: partner.id });
  const staff = visit.person !== null && !hasRole(visit.person, 'administrateur');
  const [documents, services, obligations, groups, processes, corrections] = await Promise.all([
    visit.read(DOCUMENTS, partnerDocuments, { params, query: { limit: '200' } }),
    visit.read(SERVICES_OF, partnerServices, { params }),
    visit.read(OBLIGATIONS, listObligationsRoute, { params, query: filters(visit.request, ['cursor']) }),
    access === 'none' ? null : visit.read(GROUPS, listGroupsRoute, { params, query: { limit: '1' } }),
    staff
      ? visit.read(PROCESSES, listProcessesRoute, { query: { partnerId: partner.id } })
      : { items: [], nextCursor: null },
    visit.read(PARTNER_CORRECTIONS, partnerCorrections, { params }),
  ]);
  const may = access === 'act';
  const form = may ? (faulty[START] ?? freshForm(START, { departments: partner.departments })) : null;
  const inForce = may ? await visit.read(modeOut, getMode, { params }) : null;
  await visit.show(
    PartnerPage({
      view: visit.view,
      partner,
      documents: documents.items,
      services: services.items,
      processes: processes.items,
      corrections: corrections.items,
      staff,
      readsEnd: isAudience(getConventionEnd, visit.person),
      obligations,
      groups,
      form,
      nature: may
        ? (faulty[NATURE] ??
          freshForm(NATURE, { nature: partner.nature ?? '', typeOrganisme: partner.typeOrganisme ?? '' }))
        : null,
      contact: may ? (faulty[CONTACT] ?? freshForm(CONTACT, contactOf(partner))) : null,
      amend: may && inForce?.mode != null ? amendForms(faulty) : null,
      cna: may ? (faulty[MOVE] ?? freshForm(MOVE)) : null,
      suspending: may
        ? { suspend: faulty[SUSPEND] ?? freshForm(SUSPEND), resume: faulty[RESUME] ?? freshForm(RESUME) }
        : null,
      mode: inForce === null ? null : { inForce, form: faulty[MODE] ?? freshForm(MODE) },
    }),
    status,
  );
}
