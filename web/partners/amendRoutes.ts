import { z } from 'zod';
import { amendConvention } from '../../api/routes/partners/amendConvention.ts';
import { type FormBody, split, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import type { AmendForms } from './amend.tsx';

const STARTED = z.object({ processId: z.string() });

/** Forms by the last part of their address; what each asks of the API. */
const ASKED = {
  siret: (body: FormBody) => ({ object: 'CHANGEMENT_SIRET', siret: text(body, 'siret') }),
  portee: (body: FormBody) => ({ object: 'EXTENSION_PORTEE', departments: split(body, 'departments') }),
  caf: () => ({ object: 'CHANGEMENT_CAF' }),
};
const NAMES = { siret: 'avenant-siret', portee: 'avenant-portee', caf: 'avenant-caf' };

/** The forms, each as it was refused or afresh. */
export function amendForms(faulty: Readonly<Record<string, FormState>>): AmendForms {
  const one = (name: string) => faulty[name] ?? freshForm(name);
  return { siret: one(NAMES.siret), reach: one(NAMES.portee), caf: one(NAMES.caf) };
}

/** An avenant to the convention is asked for on the partner's page (CONV-16). */
export function amendPages(
  pages: Pages,
  show: (visit: Visit, faulty: Readonly<Record<string, FormState>>, status: number) => Promise<void>,
): void {
  for (const what of ['siret', 'portee', 'caf'] as const)
    pages.post(`/partenaires/:id/avenants/${what}`, async (visit) => {
      const params = { id: param(visit.request, 'id') };
      const body = { ...ASKED[what](visit.body), reason: text(visit.body, 'reason') };
      return answerForm(
        visit,
        NAMES[what],
        () => visit.read(STARTED, amendConvention, { params, body }),
        ({ processId }) =>
          visit.go(`/dossiers/${encodeURIComponent(processId)}`, "L'avenant est envoyé à la signature."),
        (form, status) => show(visit, { [NAMES[what]]: form }, status),
      );
    });
}
