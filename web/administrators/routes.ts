import { CAF, hasRole } from '../../api/access.ts';
import { listAdministrators } from '../../api/routes/administrators/list.ts';
import { replaceAdministrator } from '../../api/routes/administrators/replace.ts';
import { me } from '../../api/routes/auth/me.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { listUsersRoute } from '../../api/routes/users/list.ts';
import { administratorsOut } from '../../api/shapes/administrators.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { type FormBody, isTicked, optional } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { ME, USERS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { offeredPeople, peopleQuery } from '../kit/peopleChoice.tsx';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { personInput } from '../users/personFields.tsx';
import { AdministratorsPage, administratorsPath } from './page.tsx';

const ASK = 'annexe3';

/** Administrateurs of a partner, and the annexe 3 by which they change. */
export function administratorPages(pages: Pages): void {
  pages.get('/partenaires/:id/administrateurs', (visit) => show(visit, freshForm(ASK), 200));
  pages.post('/partenaires/:id/administrateurs', (visit) => {
    const params = { id: param(visit.request, 'id') };
    return answerForm(
      visit,
      ASK,
      () => visit.send(replaceAdministrator, { params, body: input(visit.body) }),
      () => visit.go(administratorsPath(params.id), "L'annexe 3 part à la signature du représentant."),
      (form, status) => show(visit, form, status),
    );
  });
}

function input(body: FormBody) {
  const incomingUserId = optional(body, 'incomingUserId');
  return {
    leavingUserId: optional(body, 'leavingUserId') ?? null,
    closesOn: optional(body, 'closesOn'),
    ...(incomingUserId === undefined ? { incoming: personInput(body, 'incoming.') } : { incomingUserId }),
    confirmed: isTicked(body, 'confirmed'),
  };
}

async function show(visit: Visit, form: FormState, status: number): Promise<void> {
  const { person } = visit;
  const params = { id: param(visit.request, 'id') };
  const { q } = filters(visit.request, ['q']);
  const administrators = await visit.read(administratorsOut, listAdministrators, { params });
  const known = await visit.read(ME, me);
  const partner = known.partner ?? (await visit.read(partnerOut, getPartner, { params }));
  const ofCaf = person !== null && hasRole(person, ...CAF);
  const asks = ofCaf || known.roles.includes('administrateur');
  const offers = asks && administrators.obstacle === null;
  const offered = offers
    ? offeredPeople(await visit.read(USERS, listUsersRoute, { params, query: peopleQuery(q) }), q)
    : { people: [], search: null };
  const props = { view: visit.view, partner, administrators, asks, form: offers ? form : null, followsDossier: ofCaf };
  await visit.show(AdministratorsPage({ ...props, ...offered }), status);
}
