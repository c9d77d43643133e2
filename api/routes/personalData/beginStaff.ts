import { z } from 'zod';
import { prose, sought } from '../../../domain/formats/schemas.ts';
import { DATA_WISHES } from '../../../domain/personalData/types.ts';
import { beginStaffData, readablePersonalData } from '../../personalData.ts';
import { route } from '../../route.ts';
import { personalDataOut, presentPersonalData } from '../../shapes/personalData.ts';

export const beginStaffDataRoute = route({
  method: 'post',
  path: '/data-requests',
  tag: 'Données personnelles',
  summary:
    'Préparer la copie des données d’une personne de la Caf ou de la Cnaf, ou prévoir leur effacement, à sa demande',
  description:
    'Pour une personne de sa propre Caf, ou, par la Cnaf, pour l’une des siennes ou de l’exploitation, par son identifiant ou son adresse ; le reste comme pour les personnes des partenaires. L’effacement est celui d’un compte clos : les actes d’un agent en fonction sont ceux d’un service public.',
  roles: ['cafAdmin', 'national'],
  body: z.strictObject({
    login: sought(320).min(1).meta({ example: 'agent@caf93.example' }),
    wish: z.enum(DATA_WISHES),
    asked: prose(1_000).meta({ description: 'Comment la personne l’a demandé : courrier du…, identité vérifiée par…' }),
  }),
  responses: { 202: { description: 'Commencé', schema: personalDataOut, headers: { Location: 'Adresse du dossier' } } },
  errors: ['PERSONNE_INCONNUE', 'ETAT_INCOMPATIBLE'],
  async handler(call) {
    const id = await beginStaffData(call, call.body.login, call.body);
    const body = presentPersonalData(await readablePersonalData(call, id));
    return { status: 202, headers: { Location: `/api/v1/processes/${id}` }, body };
  },
});
