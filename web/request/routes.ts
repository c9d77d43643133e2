import { createAccessRequest } from '../../api/routes/accessRequests/create.ts';
import { type FormBody, list, split, text, yesNo } from '../kit/body.ts';
import { freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
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
        (reply) =>
          visit.go(
            `/demande/envoyee?${new URLSearchParams({ numero: (reply.body as { reference: string }).reference })}`,
          ),
        (form, status) => visit.show(RequestPage({ view: visit.view, form }), status),
      ),
    { beforeRules: true },
  );

  pages.get(
    '/demande/envoyee',
    async (visit) => {
      const { numero } = visit.request.query;
      const reference = typeof numero === 'string' && /^[\w-]{1,40}$/.test(numero) ? numero : null;
      return visit.show(RequestReceivedPage({ view: visit.view, reference }));
    },
    { beforeRules: true },
  );
}

/** The form in the API's names; a question without an answer stays without one. */
function requestInput(body: FormBody): Record<string, unknown> {
  return {
    raisonSociale: text(body, 'raisonSociale'),
    siret: text(body, 'siret'),
    address: text(body, 'address'),
    email: text(body, 'email'),
    phone: text(body, 'phone'),
    caf: text(body, 'caf'),
    profiles: list(body, 'profiles'),
    otherNeed: text(body, 'otherNeed'),
    cafproOtherDepartment: yesNo(body, 'cafproOtherDepartment'),
    cafproDepartments: split(body, 'cafproDepartments'),
    otherCafNeed: yesNo(body, 'otherCafNeed'),
    motivation: text(body, 'motivation'),
    otherCafDepartments: split(body, 'otherCafDepartments'),
  };
}
