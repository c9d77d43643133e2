import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { actorOf, PARTNER_SIDE } from '../../access.ts';
import { caseRow } from '../../cases.ts';
import { readableDemarche, withSealedWords } from '../../demarches.ts';
import { perform } from '../../perform.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { demarcheStateOut, presentState } from '../../shapes/demarche.ts';

export const supplyDemarche = route({
  method: 'post',
  path: '/tuteur/demarches/{id}/complement',
  tag: 'Espace Tuteur',
  summary: 'Apporter le complément que la Caf a demandé',
  roles: PARTNER_SIDE,
  params: idParams,
  body: z.strictObject({ text: prose(4_000).meta({ description: 'Gardé scellé, lu par la Caf en charge' }) }),
  responses: { 200: { description: 'La démarche', schema: demarcheStateOut } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE', 'ETAT_INCOMPATIBLE', 'DOSSIER_TERMINE'],
  async handler(call) {
    const { person, params, body, ip, at } = call;
    const { id } = await readableDemarche(call, params.id);
    await withSealedWords(call, id, [body.text], ([wordsId = '']) =>
      perform(call, { id, type: 'demarche' }, { type: 'supply', wordsId }, actorOf(person, ip)),
    );
    return { status: 200, body: presentState(await caseRow(call, 'demarche', id), at) };
  },
});
