import { route } from '../../route.ts';
import { supportIn, supportRoutedOut } from '../../shapes/support.ts';
import { askByForm } from '../../support.ts';

export const createSupportRequest = route({
  method: 'post',
  path: '/support-requests',
  tag: 'Support',
  summary: 'Demander de l’aide à la Caf, signaler un incident ou un départ',
  description:
    "Par l'administrateur (RGT-11) ; un gestionnaire signale aussi incidents et départs. L'objet « SERVICE CONVENTION ORGANISME » est fait par le système (FMT-11).",
  roles: ['administrateur', 'gestionnaire'],
  body: supportIn,
  responses: {
    202: { description: 'Reçue', schema: supportRoutedOut, headers: { Location: 'Adresse du processus' } },
  },
  errors: ['HORS_CANAL', 'SANS_CONVENTION', 'HORS_AFAS_DECLARER', 'DEJA_FAIT', 'PROCESSUS_EN_COURS'],
  async handler(call) {
    const routed = await askByForm(call, call.body);
    return { status: 202, headers: { Location: `/api/v1/processes/${routed.processId}` }, body: routed };
  },
});
