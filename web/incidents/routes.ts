import { z } from 'zod';
import { accessTo } from '../../api/access.ts';
import { getIncident } from '../../api/routes/incidents/get.ts';
import { liftByIncident } from '../../api/routes/incidents/lift.ts';
import { suspendByIncident } from '../../api/routes/incidents/suspend.ts';
import { suspendServiceByIncident } from '../../api/routes/incidents/suspendService.ts';
import { partnerServices } from '../../api/routes/partners/services.ts';
import { listUsersRoute } from '../../api/routes/users/list.ts';
import { incidentOut } from '../../api/shapes/incident.ts';
import { list, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { SERVICES_OF, USERS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { offeredPeople, peopleQuery } from '../kit/peopleChoice.tsx';
import { filters, param } from '../kit/query.ts';
import type { IncidentView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { incidentElements } from './elements.ts';
import { IncidentPage, incidentPath } from './page.tsx';

const SUSPEND = 'suspension';
const ADD = 'ajout';
const LIFT = 'levee';
const SERVICE = 'service';

/** A security incident: followed by who declared it, acted on by the Caf. */
export function incidentPages(pages: Pages): void {
  pages.elements('securityIncident', incidentElements);
  pages.get('/incidents/:id', (visit) => showIncident(visit, {}, 200));
  for (const [path, form, route, done] of [
    ['suspendre', SUSPEND, suspendByIncident, 'Les comptes sont suspendus.'],
    ['ajouter', ADD, suspendByIncident, 'Les comptes sont suspendus.'],
    ['lever', LIFT, liftByIncident, 'Les suspensions sont levées.'],
  ] as const)
    pages.post(`/incidents/:id/${path}`, (visit) => {
      const params = { id: param(visit.request, 'id') };
      return answerForm(
        visit,
        form,
        () => visit.send(route, { params, body: { userIds: list(visit.body, 'userIds') } }),
        () => visit.go(incidentPath(params.id), done),
        (typed, status) => showIncident(visit, { [form]: typed }, status),
      );
    });
  pages.post('/incidents/:id/service', (visit) => {
    const params = { id: param(visit.request, 'id') };
    const body = { service: text(visit.body, 'service'), reason: text(visit.body, 'reason') };
    return answerForm(
      visit,
      SERVICE,
      () => visit.read(STARTED, suspendServiceByIncident, { params, body }),
      () => visit.go(incidentPath(params.id), 'Le service est suspendu.'),
      (typed, status) => showIncident(visit, { [SERVICE]: typed }, status),
    );
  });
}

const STARTED = z.object({ processId: z.string() });

async function showIncident(visit: Visit, forms: Record<string, FormState>, status: number): Promise<void> {
  const { person } = visit;
  const incident = await visit.read(incidentOut, getIncident, { params: { id: param(visit.request, 'id') } });
  const acts = person !== null && accessTo(person, incident) === 'act' && incident.state !== 'CLOS';
  // every account is ticked: one click suspends them all
  const ticked = incident.userIds.filter((id) => !incident.suspended.includes(id));
  await visit.show(
    IncidentPage({
      view: visit.view,
      incident,
      acts: acts
        ? {
            forms: {
              suspend: forms[SUSPEND] ?? freshForm(SUSPEND, { userIds: ticked }),
              add: forms[ADD] ?? freshForm(ADD),
              lift: forms[LIFT] ?? freshForm(LIFT),
              service: forms[SERVICE] ?? freshForm(SERVICE),
            },
            services: await openServices(visit, incident),
            others: await othersOf(visit, incident),
          }
        : null,
    }),
    status,
  );
}

async function openServices(visit: Visit, { partnerId }: IncidentView) {
  const services = await visit.read(SERVICES_OF, partnerServices, { params: { id: partnerId } });
  return services.items.filter(({ state }) => state === 'OUVERTE');
}

/** People of the organisme whom the incident does not cite (yet). */
async function othersOf(visit: Visit, { partnerId, userIds }: IncidentView) {
  const { q } = filters(visit.request, ['q']);
  const people = await visit.read(USERS, listUsersRoute, { params: { id: partnerId }, query: peopleQuery(q) });
  const offered = offeredPeople(people, q);
  return { ...offered, people: offered.people.filter(({ id }) => !userIds.includes(id)) };
}
