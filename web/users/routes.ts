import { CAF, hasRole } from '../../api/access.ts';
import { assertAudience } from '../../api/authenticate.ts';
import { me } from '../../api/routes/auth/me.ts';
import { listGroupsRoute } from '../../api/routes/groups/list.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { askRepairRoute } from '../../api/routes/users/askRepair.ts';
import { connectionSheetRoute, sheetOf } from '../../api/routes/users/connectionSheet.ts';
import { createUserRoute } from '../../api/routes/users/create.ts';
import { diagnosisOut, getDiagnosis } from '../../api/routes/users/diagnosis.ts';
import { getUser } from '../../api/routes/users/get.ts';
import { listUsersRoute } from '../../api/routes/users/list.ts';
import { reactivateUserRoute } from '../../api/routes/users/reactivate.ts';
import { updateUser } from '../../api/routes/users/update.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { SERVICE_CODES } from '../../domain/service/services.ts';
import { isFrozen } from '../groups/words.ts';
import { type FormBody, isTicked, list, optional, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { GROUPS, ME, USER, USER_WITH_ACTIONS, USERS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { offeredPeople, peopleQuery } from '../kit/peopleChoice.tsx';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { asksCaf } from './asksCaf.ts';
import { assertCreates } from './creates.ts';
import { DiagnosisPage } from './diagnosisPage.tsx';
import { NewUserPage, UserPage, UsersPage } from './pages.tsx';
import { userPath, usersPath } from './paths.ts';
import { personInput } from './personFields.tsx';
import { SheetPage } from './sheetPage.tsx';

const NEW = 'compte';

/** People of a partner: list, make, one account, its diagnosis. */
export function userPages(pages: Pages): void {
  pages.get('/utilisateurs', async (visit) => {
    const own = visit.person?.partnerId ?? null;
    visit.go(own === null ? '/' : usersPath(own)); // Caf-side people have no organisme of their own
  });
  pages.get('/partenaires/:id/utilisateurs', showList);
  pages.get('/partenaires/:id/utilisateurs/nouveau', async (visit) => {
    await assertCreates(visit);
    await showNew(visit, freshForm(NEW), 200);
  });
  pages.post('/partenaires/:id/utilisateurs', (visit) =>
    answerForm(
      visit,
      NEW,
      () =>
        visit.read(USER, createUserRoute, { params: { id: param(visit.request, 'id') }, body: newUser(visit.body) }),
      (user) => visit.go(userPath(user.id), 'Le compte est créé, les deux courriels partent.'),
      (form, status) => showNew(visit, form, status),
    ),
  );

  pages.get('/comptes/:id', (visit) => showOne(visit, {}, 200));
  act(pages, '', 'modifier', changedUser, 'Le compte est modifié.');
  act(pages, '/clore', 'clore', closing, 'La clôture est enregistrée.');
  pages.post('/comptes/:id/reactiver', (visit) => {
    const params = { id: param(visit.request, 'id') };
    return answerForm(
      visit,
      'reactiver',
      () => visit.send(reactivateUserRoute, { params }),
      () => visit.go(userPath(params.id), 'Le compte est réactivé.'),
      (form, status) => showOne(visit, { reactiver: form }, status),
    );
  });

  pages.get('/comptes/:id/fiche', async (visit) => {
    const params = { id: param(visit.request, 'id') };
    assertAudience(connectionSheetRoute, visit.person);
    const user = await visit.read(USER_WITH_ACTIONS, getUser, { params });
    await visit.show(SheetPage({ view: visit.view, userId: user.id, sheet: await sheetOf(visit.deps, user) }));
  });

  pages.get('/comptes/:id/diagnostic', showDiagnosis);
  pages.post('/comptes/:id/diagnostic', async (visit) => {
    const params = { id: param(visit.request, 'id') };
    const service = text(visit.body, 'service');
    const { broken } = await visit.read(diagnosisOut, getDiagnosis, { params, query: { service } });
    await visit.send(askRepairRoute, { params, body: { service } });
    visit.go(
      `${userPath(params.id)}/diagnostic?${new URLSearchParams({ service })}`,
      broken?.ask === 'DEJA_DEMANDE' ? "C'était déjà demandé aujourd'hui." : 'La demande est partie.',
    );
  });
}

/** One change of an account from its page. */
function act(pages: Pages, path: string, formId: string, bodyOf: (body: FormBody) => unknown, done: string): void {
  pages.post(`/comptes/:id${path}`, (visit) => {
    const params = { id: param(visit.request, 'id') };
    return answerForm(
      visit,
      formId,
      async () => visit.send(updateUser, { params, body: bodyOf(visit.body) }),
      () => visit.go(userPath(params.id), done),
      (form, status) => showOne(visit, { [formId]: form }, status),
    );
  });
}

function closing(body: FormBody) {
  return {
    closesOn: text(body, 'closesOn'),
    reason: optional(body, 'reason'),
    replacementId: optional(body, 'replacementId'),
    withoutManager: isTicked(body, 'withoutManager'),
    confirmed: isTicked(body, CONFIRMED),
  };
}

function newUser(body: FormBody) {
  return { ...personInput(body), confirmed: isTicked(body, 'confirmed'), groupIds: list(body, 'groupIds') };
}

/** The form has no address where it is not to be changed (RGT-9). */
function changedUser(body: FormBody) {
  const { email, ...others } = personInput(body);
  return { ...others, ...(body.email === undefined ? {} : { email }), confirmed: isTicked(body, 'confirmed') };
}

async function showList(visit: Visit): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const query = filters(visit.request, ['q', 'state', 'sort', 'cursor']);
  const [partner, users, known] = await Promise.all([
    visit.read(partnerOut, getPartner, { params }),
    visit.read(USERS, listUsersRoute, { params, query }),
    visit.read(ME, me),
  ]);
  await visit.show(
    UsersPage({
      view: visit.view,
      partner,
      users,
      query,
      asks: asksCaf(known),
      tells: visit.person !== null && hasRole(visit.person, ...CAF),
      imports: visit.person !== null && hasRole(visit.person, ...CAF, 'administrateur', 'gestionnaire'),
    }),
  );
}

async function showNew(visit: Visit, form: FormState, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const [partner, groups] = await Promise.all([
    visit.read(partnerOut, getPartner, { params }),
    visit.read(GROUPS, listGroupsRoute, { params, query: { limit: '200' } }),
  ]);
  await visit.show(
    NewUserPage({
      view: visit.view,
      partner,
      groups: groups.items.filter((group) => !isFrozen(group)),
      grouped: visit.person !== null && !hasRole(visit.person, ...CAF, 'administrateur'),
      form,
    }),
    status,
  );
}

async function showOne(visit: Visit, forms: Record<string, FormState>, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const [user, known] = await Promise.all([visit.read(USER_WITH_ACTIONS, getUser, { params }), visit.read(ME, me)]);
  const { q } = filters(visit.request, ['q']);
  const offered =
    user.manages.length === 0
      ? { people: [], search: null }
      : offeredPeople(
          await visit.read(USERS, listUsersRoute, { params: { id: user.partnerId }, query: peopleQuery(q) }),
          q,
        );
  await visit.show(
    UserPage({
      view: visit.view,
      user,
      ...offered,
      asks: asksCaf(known),
      data: visit.person !== null && hasRole(visit.person, ...CAF),
      forms,
    }),
    status,
  );
}

async function showDiagnosis(visit: Visit): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const asked = filters(visit.request, ['service']).service;
  const service = SERVICE_CODES.find((code) => code === asked) ?? SERVICE_CODES[0];
  const [user, diagnosis] = await Promise.all([
    visit.read(USER, getUser, { params }),
    visit.read(diagnosisOut, getDiagnosis, { params, query: { service } }),
  ]);
  await visit.show(DiagnosisPage({ view: visit.view, user, service, diagnosis }));
}
