import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { PARTNER_SIDE } from '../../access.ts';
import { caseRow } from '../../cases.ts';
import { readableDemarche, supplyComplement } from '../../demarches.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { demarcheStateOut, presentState } from '../../shapes/demarche.ts';

export const supplyDemarche = route({
  method: 'post',
  path: '/tuteur/demarches/{id}/complement',
  tag: 'Espace Tuteur',
  summary: 'Apporter le complément que la Caf a demandé',
  description:
    'Un texte, un fichier (PDF, PNG ou JPEG de 10 Mo au plus, champ `file`), ou les deux. Gardés scellés, effacés avec la démarche.',
  roles: PARTNER_SIDE,
  params: idParams,
  upload: 'optional',
  body: z.strictObject({
    text: prose(4_000)
      .or(z.literal(''))
      .default('')
      .meta({ description: 'Gardé scellé, lu par la Caf en charge ; vide quand un fichier dit tout' }),
  }),
  responses: { 200: { description: 'La démarche', schema: demarcheStateOut } },
  errors: [
    'SERVICE_NON_OUVERT',
    'AUTHENTIFICATION_DEDIEE',
    'ETAT_INCOMPATIBLE',
    'DOSSIER_TERMINE',
    'FICHIER_TROP_GROS',
    'FICHIER_TYPE_REFUSE',
  ],
  async handler(call) {
    const { params, body, at } = call;
    const row = await readableDemarche(call, params.id);
    await supplyComplement(call, row, body.text);
    return { status: 200, body: presentState(await caseRow(call, 'demarche', row.id), at) };
  },
});
