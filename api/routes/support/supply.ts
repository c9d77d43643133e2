import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { actorOf, CAF, hasRole, mayAct } from '../../access.ts';
import { perform } from '../../perform.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentSupport, supportOut } from '../../shapes/support.ts';
import { readableSupport } from '../../support.ts';

export const supplySupportRequest = route({
  method: 'post',
  path: '/support-requests/{id}/supply',
  tag: 'Support',
  summary: 'Apporter le complément demandé, ou dire que le gestionnaire est remplacé',
  description: 'Par qui a fait la demande ou l’administrateur ; la Caf saisit ce qui lui vient par courriel.',
  roles: [...CAF, 'administrateur', 'gestionnaire'],
  params: idParams,
  body: z.strictObject({ text: prose(4_000).meta({ description: 'Sans donnée d’allocataire' }) }),
  responses: { 200: { description: 'La demande', schema: supportOut } },
  errors: ['ETAT_INCOMPATIBLE', 'DOSSIER_TERMINE', 'GESTIONNAIRE_EN_CHARGE'],
  async handler(call) {
    const { person, params, body, ip, at } = call;
    const row = await readableSupport(call, params.id);
    if (hasRole(person, ...CAF)) mayAct(person, row);
    await perform(
      call,
      { id: row.id, type: 'supportRequest' },
      { type: 'supply', text: body.text },
      actorOf(person, ip),
    );
    return { status: 200, body: presentSupport(await readableSupport(call, params.id), at) };
  },
});
