import { me } from '../../api/routes/auth/me.ts';
import { listGroupsRoute } from '../../api/routes/groups/list.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { createUserRequest } from '../../api/routes/userRequests/create.ts';
import { getUserRequest } from '../../api/routes/userRequests/get.ts';
import { listUserRequests } from '../../api/routes/userRequests/list.ts';
import { getUser } from '../../api/routes/users/get.ts';
import { listUsersRoute } from '../../api/routes/users/list.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { userRequestOut } from '../../api/shapes/userRequest.ts';
import type { AskedWhat } from '../../domain/userRequest/types.ts';
import { isFrozen } from '../groups/words.ts';
import { type FormBody, isTicked, list, optional, text } from '../kit/body.ts';
import { type FormState, freshForm, typedIn } from '../kit/form.tsx';
import { GROUPS, ME, USER, USER_REQUESTS, USERS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { offeredPeople, peopleQuery } from '../kit/peopleChoice.tsx';
import { filters, param } from '../kit/query.ts';
import type { UserView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { asksCaf } from '../users/asksCaf.ts';
import { personInput, personTyped } from '../users/personFields.tsx';
import { userRequestElements } from './elements.ts';
import {
  AskAccountPage,
  AskClosingPage,
  AskEditPage,
  AskGroupsPage,
  type AskProps,
  AskReactivationPage,
} from './formPages.tsx';
import { UserRequestPage, UserRequestsPage } from './pages.tsx';
import { requestPath } from './words.ts';

const FORM = 'demande';

interface Asking {
  path: string;
  page: (props: AskProps) => JSX.Element;
  input: (body: FormBody) => object;
  /** people whose account is closed are offered */
  closed?: true;
}

const ASKINGS: Record<AskedWhat, Asking> = {
  create: {
    path: 'creer',
    page: AskAccountPage,
    input: (body) => ({
      person: personInput(body, 'person.'),
      confirmed: isTicked(body, 'confirmed'),
      groupIds: list(body, 'groupIds'),
    }),
  },
  edit: {
    path: 'corriger',
    page: AskEditPage,
    input: (body) => ({
      userId: text(body, 'userId'),
      person: personInput(body, 'person.'),
      confirmed: isTicked(body, 'confirmed'),
    }),
  },
  close: {
    path: 'clore',
    page: AskClosingPage,
    input: (body) => ({
      userId: text(body, 'userId'),
      closesOn: optional(body, 'closesOn'),
      replacementId: optional(body, 'replacementId'),
      closingReason: optional(body, 'closingReason'),
      confirmed: isTicked(body, 'confirmed'),
    }),
  },
  move: {
    path: 'groupes',
    page: AskGroupsPage,
    input: (body) => ({ userId: text(body, 'userId'), join: list(body, 'join'), leave: list(body, 'leave') }),
  },
  reactivate: {
    path: 'reactiver',
    page: AskReactivationPage,
    input: (body) => ({ userId: text(body, 'userId') }),
    closed: true,
  },
};

/** What a partner in mode centralisé asks of its Caf about people: list, ask, one. */
export function userRequestPages(pages: Pages): void {
  pages.elements('userRequest', userRequestElements);
  pages.get('/partenaires/:id/demandes', showList);
  pages.get('/demandes-utilisateurs/:id', async (visit) => {
    const params = { id: param(visit.request, 'id') };
    const request = await visit.read(userRequestOut, getUserRequest, { params });
    await visit.show(UserRequestPage({ view: visit.view, request }));
  });
  for (const [what, asking] of Object.entries(ASKINGS)) {
    const path = `/partenaires/:id/demandes/${asking.path}`;
    pages.get(path, (visit) => showForm(visit, asking, freshForm(FORM), 200));
    pages.post(path, (visit) => {
      const params = { id: param(visit.request, 'id') };
      const body = { what, ...asking.input(visit.body), reason: optional(visit.body, 'reason') };
      return answerForm(
        visit,
        FORM,
        () => visit.read(userRequestOut, createUserRequest, { params, body }),
        ({ id }) => visit.go(requestPath(id), 'La demande est envoyée à la Caf.'),
        (form, status) => showForm(visit, asking, form, status),
      );
    });
  }
}

async function showList(visit: Visit): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const query = filters(visit.request, ['state', 'sort', 'cursor']);
  const [partner, requests, known] = await Promise.all([
    visit.read(partnerOut, getPartner, { params }),
    visit.read(USER_REQUESTS, listUserRequests, { params, query }),
    visit.read(ME, me),
  ]);
  await visit.show(UserRequestsPage({ view: visit.view, partner, requests, query, asks: asksCaf(known) }));
}

async function showForm(visit: Visit, asking: Asking, form: FormState, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const { q, userId = typedIn(form, 'userId') } = filters(visit.request, ['q', 'userId']);
  const closed = asking.closed === true;
  const [partner, groups, people, chosen] = await Promise.all([
    visit.read(partnerOut, getPartner, { params }),
    visit.read(GROUPS, listGroupsRoute, { params, query: { limit: '200' } }),
    visit.read(USERS, listUsersRoute, { params, query: { ...peopleQuery(q), ...(closed ? { state: 'CLOS' } : {}) } }),
    userId === '' ? null : visit.read(USER, getUser, { params: { id: userId } }),
  ]);
  const open = groups.items.filter((group) => group.state !== 'FERME' && !isFrozen(group));
  const offered = offeredPeople(people, q, ({ state }) => closed === (state === 'CLOS'));
  const others = offered.people.filter(({ id }) => id !== chosen?.id);
  const props = {
    ...{ view: visit.view, partner, groups: open, chosen, search: offered.search },
    people: chosen === null ? others : [chosen, ...others],
    // as it was typed, or as the account of the person is now
    form: chosen === null || status !== 200 ? form : freshForm(FORM, startOf(chosen)),
  };
  await visit.show(asking.page(props), status);
}

function startOf(chosen: UserView): FormState['values'] {
  return { userId: chosen.id, ...personTyped(chosen, 'person.') };
}
