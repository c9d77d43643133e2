import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { DATA_WISHES } from '../../../domain/personalData/types.ts';
import { CAF } from '../../access.ts';
import { beginPersonalData, readablePersonalData } from '../../personalData.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { personalDataOut, presentPersonalData } from '../../shapes/personalData.ts';

export const beginPersonalDataRoute = route({
  method: 'post',
  path: '/users/{id}/data-requests',
  tag: 'Données personnelles',
  summary: 'Préparer la copie des données d’une personne, ou prévoir leur effacement, à sa demande',
  description:
    'La copie attend, scellée, derrière un lien envoyé à la personne (POLICY_DATA_COPY). L’effacement lui est annoncé, avec ce qui reste et pourquoi, puis a lieu (POLICY_DATA_ERASURE) ; le compte est clos d’abord.',
  roles: CAF,
  params: idParams,
  body: z.strictObject({
    wish: z.enum(DATA_WISHES),
    asked: prose(1_000).meta({ description: 'Comment la personne l’a demandé : courrier du…, identité vérifiée par…' }),
  }),
  responses: { 202: { description: 'Commencé', schema: personalDataOut, headers: { Location: 'Adresse du dossier' } } },
  errors: ['ETAT_INCOMPATIBLE'],
  async handler(call) {
    const id = await beginPersonalData(call, call.params.id, call.body);
    const body = presentPersonalData(await readablePersonalData(call, id));
    return { status: 202, headers: { Location: `/api/v1/processes/${id}` }, body };
  },
});
