import { CAF, hasRole } from '../../api/access.ts';
import { endAfasRole } from '../../api/routes/afas/end.ts';
import { getApproverChange } from '../../api/routes/afas/getChange.ts';
import { giveAfasRole } from '../../api/routes/afas/give.ts';
import { listAfasProfilesRoute } from '../../api/routes/afas/list.ts';
import { uploadPj3 } from '../../api/routes/afas/uploadPj3.ts';
import { me } from '../../api/routes/auth/me.ts';
import { listGroupsRoute } from '../../api/routes/groups/list.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { createUserRoute } from '../../api/routes/users/create.ts';
import { afasProfileGivenOut, afasProfilesOut } from '../../api/shapes/afas.ts';
import { approverChangeOut } from '../../api/shapes/approverChange.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { DECLARERS, isDeclarerGroup } from '../../domain/service/services.ts';
import { isTicked, optional } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { GROUPS, ME } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { GroupView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { personInput } from '../users/personFields.tsx';
import { ApproverChangePage } from './changePage.tsx';
import { approverElements } from './elements.ts';
import { changeNames } from './names.ts';
import { AfasProfilesPage, afasPath, changePath } from './profilesPage.tsx';

const GIVE = 'role-afas';
const NEW = 'declarant';
const PJ3 = 'piece';

/** Afas roles of a partner, and the change of its approbateur. */
export function afasPages(pages: Pages): void {
  pages.elements('approverChange', approverElements);
  pages.get('/partenaires/:id/afas', (visit) => showProfiles(visit, {}, 200));

  pages.post('/partenaires/:id/afas', (visit) => {
    const params = { id: param(visit.request, 'id') };
    const body = { userId: optional(visit.body, 'userId'), role: optional(visit.body, 'role') };
    return answerForm(
      visit,
      GIVE,
      () => visit.read(afasProfileGivenOut, giveAfasRole, { params, body }),
      ({ processId }) =>
        processId === null
          ? visit.go(afasPath(params.id), 'Le rôle est donné.')
          : visit.go(changePath(processId), "L'approbateur est proposé : la PJ 3 est attendue."),
      (give, status) => showProfiles(visit, { give }, status),
    );
  });

  pages.post('/partenaires/:id/afas/declarants', (visit) => {
    const params = { id: param(visit.request, 'id') };
    return answerForm(
      visit,
      NEW,
      async () => {
        const declarer = await declarerOf(visit, params.id);
        const confirmed = isTicked(visit.body, 'confirmed');
        const body = { ...personInput(visit.body), confirmed, groupIds: declarer === null ? [] : [declarer.id] };
        await visit.send(createUserRoute, { params, body });
      },
      () => visit.go(afasPath(params.id), 'Le compte du déclarant est créé, les deux courriels partent.'),
      (newDeclarant, status) => showProfiles(visit, { newDeclarant }, status),
    );
  });

  pages.post('/partenaires/:id/afas/:profileId/retirer', (visit) => {
    const params = { id: param(visit.request, 'id'), profileId: param(visit.request, 'profileId') };
    return answerForm(
      visit,
      GIVE,
      () => visit.send(endAfasRole, { params }),
      () => visit.go(afasPath(params.id), 'Le rôle est retiré.'),
      (give, status) => showProfiles(visit, { give }, status),
    );
  });

  pages.get('/afas/changements/:id', (visit) => showChange(visit, freshForm(PJ3), 200));

  pages.post(
    '/afas/changements/:id/pj3',
    (visit) => {
      const params = { id: param(visit.request, 'id') };
      return answerForm(
        visit,
        PJ3,
        () => visit.send(uploadPj3, { params, file: visit.file }),
        () => visit.go(changePath(params.id), 'La PJ 3 est déposée : la Caf la valide dans MAIA.'),
        (form, status) => showChange(visit, form, status),
      );
    },
    { upload: uploadPj3 },
  );
}

/** AFAS-DECLARER, for who may see it (RGT-10, ACT-7). */
async function declarerOf(visit: Visit, partnerId: string): Promise<GroupView | null> {
  if (DECLARERS === undefined) return null;
  const query = { service: DECLARERS.service, limit: '200' };
  const groups = await visit.read(GROUPS, listGroupsRoute, { params: { id: partnerId }, query });
  return groups.items.find(isDeclarerGroup) ?? null;
}

async function showProfiles(
  visit: Visit,
  forms: { give?: FormState; newDeclarant?: FormState },
  status: number,
): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const profiles = await visit.read(afasProfilesOut, listAfasProfilesRoute, { params, query: { limit: '200' } });
  const known = await visit.read(ME, me);
  const partner = known.partner ?? (await visit.read(partnerOut, getPartner, { params }));
  const declarer = await declarerOf(visit, params.id);
  const makesDeclarants = known.partner !== null && declarer !== null && known.rights.includes('users.create');
  const props = {
    view: visit.view,
    partner,
    profiles,
    form: known.partner === null ? null : (forms.give ?? freshForm(GIVE)),
    declarer,
    newDeclarant: makesDeclarants ? (forms.newDeclarant ?? freshForm(NEW)) : null,
    makesGroups: known.roles.includes('cafAdmin'),
  };
  await visit.show(AfasProfilesPage(props), status);
}

async function showChange(visit: Visit, form: FormState, status: number): Promise<void> {
  const change = await visit.read(approverChangeOut, getApproverChange, { params: { id: param(visit.request, 'id') } });
  const { person } = visit;
  const gives = person !== null && hasRole(person, 'administrateur') && change.state === 'PJ3_ATTENDUE';
  await visit.show(
    ApproverChangePage({
      view: visit.view,
      change,
      names: await changeNames(visit, change),
      form: gives ? form : null,
      maySave: person !== null && hasRole(person, ...CAF),
    }),
    status,
  );
}
