import { createAccessRequest } from '../../api/routes/accessRequests/create.ts';
import { PROFILED } from '../../domain/service/services.ts';
import { type FormBody, list, optional, split, text, yesNo } from '../kit/body.ts';
import { freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { eligibilityInput } from '../partners/eligibility.tsx';
import { RequestPage, RequestReceivedPage } from './form.tsx';

const FORM = 'demande';

/** The public access request. */
export function requestPages(pages: Pages): void {
  pages.get('/demande', async (visit) => visit.show(RequestPage({ view: visit.view, form: freshForm(FORM) })), {
    beforeRules: true,
  });

  pages.post(
    '/demande',
    async (visit) =>
      answerForm(
        visit,
        FORM,
        () => visit.send(createAccessRequest, { body: requestInput(visit.body) }),
        (reply) => {
          const { reference, state } = reply.body as { reference: string; state: string };
          const redirected: Record<string, string> = state === 'REORIENTEE' ? { circuit: 'autre' } : {};
          return visit.go(`/demande/envoyee?${new URLSearchParams({ numero: reference, ...redirected })}`);
        },
        (form, status) => visit.show(RequestPage({ view: visit.view, form }), status),
      ),
    { beforeRules: true },
  );

  pages.get(
    '/demande/envoyee',
    async (visit) => {
      const { numero, circuit } = visit.request.query;
      const reference = typeof numero === 'string' && /^[\w-]{1,40}$/.test(numero) ? numero : null;
      return visit.show(RequestReceivedPage({ view: visit.view, reference, redirected: circuit === 'autre' }));
    },
    { beforeRules: true },
  );
}

/** The form in the API's names; a question without an answer stays without one, and what stands under a box that is not ticked is not asked. */
function requestInput(body: FormBody): Record<string, unknown> {
  const services = list(body, 'services');
  const eligibility = Object.entries(eligibilityInput(body)).filter(([service]) => services.includes(service));
  const others = services.some((service) => service !== PROFILED);
  return {
    raisonSociale: text(body, 'raisonSociale'),
    siret: text(body, 'siret'),
    address: text(body, 'address'),
    email: text(body, 'email'),
    phone: text(body, 'phone'),
    caf: text(body, 'caf'),
    services,
    otherNeed: text(body, 'otherNeed'),
    ...(others ? { nature: optional(body, 'nature'), typeOrganisme: optional(body, 'typeOrganisme') } : {}),
    eligibility: Object.fromEntries(eligibility),
    ...(services.includes(PROFILED) ? profiledInput(body) : {}),
  };
}

function profiledInput(body: FormBody): Record<string, unknown> {
  return {
    profiles: list(body, 'profiles'),
    cafproOtherDepartment: yesNo(body, 'cafproOtherDepartment'),
    cafproDepartments: split(body, 'cafproDepartments'),
    otherCafNeed: yesNo(body, 'otherCafNeed'),
    motivation: text(body, 'motivation'),
    otherCafDepartments: split(body, 'otherCafDepartments'),
  };
}
