import { z } from 'zod';
import { accessTo, hasRole } from '../../api/access.ts';
import { getConventionEnd } from '../../api/routes/partners/conventionEnd.ts';
import { endConvention } from '../../api/routes/partners/endConvention.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { renounceEndRoute } from '../../api/routes/partners/renounceEnd.ts';
import { conventionEndOut } from '../../api/shapes/conventionEnd.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { ConventionEndPage, conventionEndPath } from './page.tsx';

const END = 'fin-convention';
const RENOUNCE = 'renoncer';
const STARTED = z.object({ processId: z.string() });

/** An administrateur, or the Caf for the organisme, ends the convention and may take that back. */
export function conventionEndPages(pages: Pages): void {
  pages.get('/partenaires/:id/fin-convention', async (visit) => show(visit, {}, 200));

  pages.post('/partenaires/:id/fin-convention', async (visit) => {
    const id = param(visit.request, 'id');
    const body = { endsOn: text(visit.body, 'endsOn'), reason: text(visit.body, 'reason') };
    return answerForm(
      visit,
      END,
      () => visit.read(STARTED, endConvention, { params: { id }, body }),
      () => visit.go(conventionEndPath(id), 'La fin de la convention est demandée.'),
      (form, status) => show(visit, { end: form }, status),
    );
  });

  pages.post('/partenaires/:id/fin-convention/renoncer', async (visit) => {
    const id = param(visit.request, 'id');
    const body = { reason: text(visit.body, 'reason') };
    return answerForm(
      visit,
      RENOUNCE,
      () => visit.send(renounceEndRoute, { params: { id }, body }),
      () => visit.go(conventionEndPath(id), 'La convention reste en vigueur.'),
      (form, status) => show(visit, { renounce: form }, status),
    );
  });
}

async function show(visit: Visit, faulty: { end?: FormState; renounce?: FormState }, status: number): Promise<void> {
  const id = param(visit.request, 'id');
  const [end, partner] = [
    await visit.read(conventionEndOut, getConventionEnd, { params: { id } }),
    await visit.read(partnerOut, getPartner, { params: { id } }),
  ];
  const { person } = visit;
  const may =
    person !== null &&
    (hasRole(person, 'administrateur') || accessTo(person, { caf: partner.caf, partnerId: partner.id }) === 'act');
  await visit.show(
    ConventionEndPage({
      view: visit.view,
      partnerId: id,
      end,
      form: faulty.end ?? freshForm(END),
      renounce: may ? (faulty.renounce ?? freshForm(RENOUNCE)) : null,
    }),
    status,
  );
}
