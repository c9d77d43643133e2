import { z } from 'zod';
import { CAF } from '../../access.ts';
import { askEnd } from '../../conventionEnd.ts';
import { route } from '../../route.ts';
import { calendarDate, idParams, reason } from '../../shapes/common.ts';

export const endConvention = route({
  method: 'post',
  path: '/partners/{id}/convention-end',
  tag: 'Partenaires',
  summary: 'Mettre fin à la convention : l’organisme part',
  description:
    'Par un administrateur, avec un préavis (30 jours si rien d’autre n’est réglé : POLICY_CONV_13), ou par la Caf, à partir du jour même. L’organisme, ses administrateurs et la Caf sont prévenus ; au jour dit, à 0 h, convention, contrat, bulletins et services sont clos, groupes gelés (CONV-13). Jusque-là on peut y renoncer.',
  roles: [...CAF, 'administrateur'],
  params: idParams,
  body: z.strictObject({
    endsOn: calendarDate.meta({ description: 'Premier jour sans convention' }),
    reason,
  }),
  responses: {
    202: {
      description: 'Fin demandée',
      schema: z.object({ processId: z.string() }),
      headers: { Location: 'Adresse du dossier' },
    },
  },
  errors: ['SANS_CONVENTION', 'PROCESSUS_EN_COURS', 'CHAMP_INVALIDE'],
  async handler(call) {
    const processId = await askEnd(call);
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: { processId } };
  },
});
