import { hasRole, STAFF } from '../../api/access.ts';
import type { Route } from '../../api/route.ts';
import { addMember } from '../../api/routes/groups/addMember.ts';
import { appointManager } from '../../api/routes/groups/appointManager.ts';
import { attachRole } from '../../api/routes/groups/attachRole.ts';
import { closeGroupRoute } from '../../api/routes/groups/close.ts';
import { createGroupRoute } from '../../api/routes/groups/create.ts';
import { detachRole } from '../../api/routes/groups/detachRole.ts';
import { getGroup } from '../../api/routes/groups/get.ts';
import { listGroupsRoute } from '../../api/routes/groups/list.ts';
import { listMembers } from '../../api/routes/groups/members.ts';
import { removeMember } from '../../api/routes/groups/removeMember.ts';
import { updateGroup } from '../../api/routes/groups/update.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { listUsersRoute } from '../../api/routes/users/list.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { type FormBody, isTicked, optional, split, text } from '../kit/body.ts';
import { type FormState, freshForm, typedIn } from '../kit/form.tsx';
import { GROUP, GROUP_WITH_ACTIONS, GROUPS, MEMBERS, USERS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { offeredPeople, peopleQuery } from '../kit/peopleChoice.tsx';
import { filters, param } from '../kit/query.ts';
import type { GroupsView, GroupView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { personInput } from '../users/personFields.tsx';
import { NewGroupPage } from './newPage.tsx';
import { GroupPage, GroupsPage } from './pages.tsx';
import { groupPath } from './paths.ts';
import { isFrozen } from './words.ts';

const NEW = 'groupe';

/** Groups: list, make, one with its role, its gestionnaire and its members. */
export function groupPages(pages: Pages): void {
  pages.get('/partenaires/:id/groupes', showList);
  pages.get('/partenaires/:id/groupes/nouveau', showBegun);
  pages.post('/partenaires/:id/groupes', (visit) =>
    answerForm(
      visit,
      NEW,
      () =>
        visit.read(GROUP, createGroupRoute, { params: { id: param(visit.request, 'id') }, body: input(visit.body) }),
      (group) => visit.go(groupPath(group.id), 'Le groupe est créé : donnez-lui un rôle.'),
      (form, status) => showNew(visit, form, status),
    ),
  );

  pages.get('/groupes/:id', (visit) => showOne(visit, {}, 200));
  act(pages, 'role', 'role', attachRole, (body) => ({ role: text(body, 'role') }), 'Le rôle est attaché.');
  act(pages, 'role/detacher', 'role', detachRole, () => undefined, 'Le rôle est détaché.');
  act(pages, 'membres', 'membre', addMember, (body) => ({ userId: text(body, 'userId') }), 'La personne est ajoutée.');
  act(pages, 'membres/:userId/retirer', 'membre', removeMember, () => undefined, 'La personne est retirée.');
  act(pages, 'libelle', 'libelle', updateGroup, (body) => ({ label: text(body, 'label') }), 'Le libellé est changé.');
  const exchanged = (body: FormBody) => ({ exclusiveT9: text(body, 'exclusiveT9') === 'true' });
  act(pages, 'echange', 'echange', updateGroup, exchanged, 'Le choix est enregistré.');
  const limited = (body: FormBody) => ({ establishments: split(body, 'establishments') });
  act(pages, 'etablissements', 'etablissements', updateGroup, limited, 'Les établissements sont enregistrés.');
  act(
    pages,
    'gestionnaire',
    'gestionnaire',
    appointManager,
    (body) => ({ managerId: text(body, 'managerId') }),
    'Le gestionnaire est nommé.',
  );
  act(pages, 'fermer', 'fermer', closeGroupRoute, (body) => ({ reason: text(body, 'reason') }), 'Le groupe est fermé.');
}

/** One thing that may be done to a group from its page. */
function act(
  pages: Pages,
  path: string,
  formId: string,
  route: Route,
  bodyOf: (body: FormBody) => unknown,
  done: string,
): void {
  pages.post(`/groupes/:id/${path}`, (visit) => {
    const userId = param(visit.request, 'userId');
    const id = param(visit.request, 'id');
    const params = { id, ...(userId === '' ? {} : { userId }) };
    return answerForm(
      visit,
      formId,
      () => visit.send(route, { params, body: bodyOf(visit.body) }),
      () => visit.go(groupPath(id), done),
      (form, status) => showOne(visit, { [formId]: form }, status),
    );
  });
}

function input(body: FormBody) {
  const managerId = optional(body, 'managerId');
  return {
    service: text(body, 'service'),
    code: text(body, 'code'),
    label: text(body, 'label'),
    parentId: optional(body, 'parentId'),
    ...(managerId === undefined ? { manager: personInput(body, 'manager.') } : { managerId }),
    confirmed: isTicked(body, 'confirmed'),
  };
}

/** A new group's form, begun below a group, or for a role that no group carries yet (CDAP-2): its label starts with it (FMT-19). */
async function showBegun(visit: Visit): Promise<void> {
  const { service, role, parent } = filters(visit.request, ['service', 'role', 'parent']);
  const above = parent === undefined ? null : await visit.read(GROUP, getGroup, { params: { id: parent } });
  const start = above?.profile ?? role;
  const values = {
    service: above?.service ?? service ?? '',
    parentId: above?.id ?? '',
    label: start === undefined ? '' : `${start} `,
  };
  await showNew(visit, freshForm(NEW, values), 200);
}

async function showList(visit: Visit): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const query = filters(visit.request, ['service', 'sort', 'cursor']);
  const [partner, groups] = await Promise.all([
    visit.read(partnerOut, getPartner, { params }),
    visit.read(GROUPS, listGroupsRoute, { params, query }),
  ]);
  await visit.show(GroupsPage({ view: visit.view, partner, groups, query }));
}

async function showNew(visit: Visit, form: FormState, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const { q } = filters(visit.request, ['q']);
  const [partner, people, groups] = await Promise.all([
    visit.read(partnerOut, getPartner, { params }),
    visit.read(USERS, listUsersRoute, { params, query: peopleQuery(q) }),
    visit.read(GROUPS, listGroupsRoute, { params, query: { limit: '200' } }),
  ]);
  await visit.show(
    NewGroupPage({
      view: visit.view,
      partner,
      mayCreate: groups.mayCreate,
      parents: await parentsOf(visit, groups, typedIn(form, 'parentId')),
      ...offeredPeople(people, q),
      form,
    }),
    status,
  );
}

/** Groups that a subgroup may stand under; the chosen one too where there are more than a choice offers. */
async function parentsOf(visit: Visit, { items, mayCreate }: GroupsView, chosen: string): Promise<GroupView[]> {
  const known = chosen === '' || items.some(({ id }) => id === chosen);
  const all = known ? items : [await visit.read(GROUP, getGroup, { params: { id: chosen } }), ...items];
  return all.filter((group) => mayCreate.subgroups.includes(group.service) && !isFrozen(group));
}

async function showOne(visit: Visit, forms: Record<string, FormState>, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const { q, ...query } = filters(visit.request, ['sort', 'cursor', 'q']);
  const group = await visit.read(GROUP_WITH_ACTIONS, getGroup, { params });
  const partner = { id: group.partnerId };
  const [members, subgroups, people] = await Promise.all([
    visit.read(MEMBERS, listMembers, { params, query }),
    visit.read(GROUPS, listGroupsRoute, { params: partner, query: { parentId: group.id, limit: '200' } }),
    group.actions.length === 0
      ? { items: [], nextCursor: null }
      : visit.read(USERS, listUsersRoute, { params: partner, query: peopleQuery(q) }),
  ]);
  const roles = group.offeredRoles.filter((role) => group.profile === null || role === group.profile);
  await visit.show(
    GroupPage({
      view: visit.view,
      group,
      members,
      query,
      subgroups: subgroups.items,
      // a gestionnaire may be in charge of the subgroup alone
      readsAbove: visit.person !== null && hasRole(visit.person, ...STAFF, 'administrateur'),
      ...offeredPeople(people, q),
      roles,
      forms,
    }),
    status,
  );
}
