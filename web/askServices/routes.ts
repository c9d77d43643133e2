import { z } from 'zod';
import { getCafSettings } from '../../api/routes/cafSettings/get.ts';
import { askServices } from '../../api/routes/partners/askServices.ts';
import { listServiceRequests } from '../../api/routes/partners/listServiceRequests.ts';
import { cafSettingsOut } from '../../api/shapes/cafSettings.ts';
import { serviceRequestsOut } from '../../api/shapes/serviceRequest.ts';
import { type FormBody, list, optional } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { eligibilityInput } from '../partners/eligibility.tsx';
import { AskServicesPage, askServicesPath } from './page.tsx';

const FORM = 'services';
const ASKED = z.object({ processIds: z.array(z.string()) });

/** An administrateur asks for other services of the catalogue. */
export function askServicePages(pages: Pages): void {
  pages.get('/partenaires/:id/demander-un-service', async (visit) => show(visit, freshForm(FORM), 200));

  pages.post('/partenaires/:id/demander-un-service', async (visit) => {
    const id = param(visit.request, 'id');
    return answerForm(
      visit,
      FORM,
      () => visit.read(ASKED, askServices, { params: { id }, body: askedInput(visit.body) }),
      () => visit.go(askServicesPath(id), 'Votre demande est faite : elle est suivie ci-dessous.'),
      (form, status) => show(visit, form, status),
    );
  });
}

/** Only what belongs to the ticked boxes: what was answered under another is not asked. */
function askedInput(body: FormBody) {
  const services = list(body, 'services');
  const eligibility = Object.fromEntries(
    Object.entries(eligibilityInput(body)).filter(([service]) => services.includes(service)),
  );
  const profiles = list(body, 'profiles');
  return {
    services,
    eligibility,
    ...(profiles.length > 0 ? { profiles } : {}),
    nature: optional(body, 'nature'),
    typeOrganisme: optional(body, 'typeOrganisme'),
  };
}

async function show(visit: Visit, form: FormState, status: number): Promise<void> {
  const partnerId = param(visit.request, 'id');
  const [requests, caf] = [
    await visit.read(serviceRequestsOut, listServiceRequests, { params: { id: partnerId } }),
    await visit.read(cafSettingsOut, getCafSettings),
  ];
  await visit.show(AskServicesPage({ view: visit.view, partnerId, requests, caf, form }), status);
}
