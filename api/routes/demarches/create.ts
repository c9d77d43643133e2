import { z } from 'zod';
import { answered } from '../../../domain/formats/schemas.ts';
import { PARTNER_SIDE } from '../../access.ts';
import { caseRow } from '../../cases.ts';
import { deposit } from '../../demarches.ts';
import { route } from '../../route.ts';
import { id } from '../../shapes/common.ts';
import { demarcheCode, demarcheStateOut, presentState } from '../../shapes/demarche.ts';

export const createDemarche = route({
  method: 'post',
  path: '/tuteur/demarches',
  tag: 'Espace Tuteur',
  summary: 'Déposer une démarche pour un protégé',
  description:
    'Une des treize démarches (TUT-14), parmi celles qu’ouvre la mesure (TUT-18) ; ses champs sont dans `tuteur/demarches/forms`. Tracée (TUT-13). 404 pour tout ce qui n’est pas confié ou pas ouvert, sans dire pourquoi. Ce qui est déclaré se relit par `tuteur/demarches/{id}` seulement.',
  roles: PARTNER_SIDE,
  body: z.strictObject({
    protege: id.meta({ description: 'Référence du protégé' }),
    form: demarcheCode,
    answers: z.record(z.string().max(60), answered),
    confirmed: z.boolean().default(false).meta({ description: 'La même existe ; celle-ci en est une autre' }),
  }),
  responses: {
    202: { description: 'Déposée', schema: demarcheStateOut, headers: { Location: 'Adresse de la démarche' } },
  },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE', 'DEMARCHE_DEJA_DEPOSEE', 'SAISIE_INVALIDE'],
  async handler(call) {
    const processId = await deposit(call, call.body);
    const row = await caseRow(call, 'demarche', processId);
    return {
      status: 202,
      headers: { Location: `/api/v1/tuteur/demarches/${processId}` },
      body: presentState(row, call.at),
    };
  },
});
