import { CAF, hasRole, PARTNER_SIDE } from '../../api/access.ts';
import { createSupportRequest } from '../../api/routes/support/create.ts';
import { enterSupportMail } from '../../api/routes/support/enterMail.ts';
import { getSupportRequest } from '../../api/routes/support/get.ts';
import { listSupportRequests } from '../../api/routes/support/list.ts';
import { supplySupportRequest } from '../../api/routes/support/supply.ts';
import { listUsersRoute } from '../../api/routes/users/list.ts';
import { supportOut, supportRoutedOut } from '../../api/shapes/support.ts';
import { SUPPORT_KINDS } from '../../domain/supportRequest/types.ts';
import { changePath } from '../afas/profilesPage.tsx';
import { incidentPath } from '../incidents/page.tsx';
import { type FormBody, isTicked, list, optional, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { SUPPORT, USERS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { offeredPeople, peopleQuery } from '../kit/peopleChoice.tsx';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { supportElements } from './elements.ts';
import { NewSupportPage, SupportMailPage } from './formPages.tsx';
import { SupportListPage, SupportPage, supportPath } from './pages.tsx';
import { ROUTED_WORDS } from './words.ts';

const NEW = 'support';
const MAIL = 'courriel';
const SUPPLY = 'complement';

/** Requests of partners to their Caf: ask, enter a mail, list, one. */
export function supportPages(pages: Pages): void {
  pages.elements('supportRequest', supportElements);
  pages.get('/support', showList);
  pages.get('/support/nouvelle', (visit) => showNew(visit, freshForm(NEW), 200));
  pages.get('/support/courriel', (visit) => showMail(visit, freshForm(MAIL, { kind: 'AIDE' }), 200));

  pages.post('/support', (visit) =>
    answerForm(
      visit,
      NEW,
      () => visit.read(supportRoutedOut, createSupportRequest, { body: requestInput(visit.body) }),
      ({ id, outcome, processId }) => {
        const home = processId === null ? '/' : outcome === 'SIGNALE' ? incidentPath(processId) : changePath(processId);
        visit.go(id === null ? home : supportPath(id), ROUTED_WORDS[outcome]);
      },
      (form, status) => showNew(visit, form, status),
    ),
  );

  pages.post('/support/courriel', (visit) =>
    answerForm(
      visit,
      MAIL,
      () => visit.read(supportRoutedOut, enterSupportMail, { body: mailInput(visit.body) }),
      ({ id, outcome }) => visit.go(id === null ? '/support' : supportPath(id), ROUTED_WORDS[outcome]),
      (form, status) => showMail(visit, form, status),
    ),
  );

  pages.get('/support/:id', (visit) => showOne(visit, freshForm(SUPPLY), 200));
  pages.post('/support/:id/complement', (visit) => {
    const params = { id: param(visit.request, 'id') };
    return answerForm(
      visit,
      SUPPLY,
      () => visit.send(supplySupportRequest, { params, body: { text: text(visit.body, 'text') } }),
      () => visit.go(supportPath(params.id), 'C’est noté, et la Caf le voit.'),
      (form, status) => showOne(visit, form, status),
    );
  });
}

function requestInput(body: FormBody) {
  return {
    kind: optional(body, 'kind'),
    service: optional(body, 'service'),
    what: text(body, 'what'),
    userId: optional(body, 'userId'),
    userIds: list(body, 'userIds'),
    aboutBeneficiary: isTicked(body, 'aboutBeneficiary'),
  };
}

function mailInput(body: FormBody) {
  return {
    from: text(body, 'from'),
    subject: text(body, 'subject'),
    text: text(body, 'text'),
    kind: optional(body, 'kind'),
    aboutBeneficiary: isTicked(body, 'aboutBeneficiary'),
  };
}

async function showList(visit: Visit): Promise<void> {
  const { person } = visit;
  // a gestionnaire signals, and has no list
  if (person !== null && hasRole(person, 'gestionnaire') && !hasRole(person, 'administrateur'))
    return visit.go('/support/nouvelle');
  const query = filters(visit.request, ['state', 'open', 'late', 'sort', 'cursor']);
  const requests = await visit.read(SUPPORT, listSupportRequests, { query });
  const asks = person === null ? null : hasRole(person, ...CAF) ? 'mail' : person.partnerId === null ? null : 'request';
  await visit.show(SupportListPage({ view: visit.view, requests, query, asks }));
}

async function showNew(visit: Visit, form: FormState, status: number): Promise<void> {
  const { person } = visit;
  const params = { id: person?.partnerId ?? 'none' };
  const { q } = filters(visit.request, ['q']);
  const people = await visit.read(USERS, listUsersRoute, { params, query: peopleQuery(q) });
  const whole = person !== null && hasRole(person, 'administrateur');
  const kinds = SUPPORT_KINDS.filter((kind) => whole || kind === 'INCIDENT' || kind.startsWith('DEPART_'));
  await visit.show(NewSupportPage({ view: visit.view, kinds, ...offeredPeople(people, q, () => true), form }), status);
}

async function showMail(visit: Visit, form: FormState, status: number): Promise<void> {
  // the list's audience is wider: what only a Caf enters is refused to others at once
  if (visit.person === null || !hasRole(visit.person, ...CAF)) return visit.go('/support');
  await visit.show(SupportMailPage({ view: visit.view, form }), status);
}

async function showOne(visit: Visit, form: FormState, status: number): Promise<void> {
  const request = await visit.read(supportOut, getSupportRequest, { params: { id: param(visit.request, 'id') } });
  const { person } = visit;
  const writes = person !== null && hasRole(person, ...CAF, ...PARTNER_SIDE);
  await visit.show(SupportPage({ view: visit.view, request, form: writes ? form : null }), status);
}
