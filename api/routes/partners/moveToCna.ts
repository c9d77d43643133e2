import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { CAF } from '../../access.ts';
import { moveToCna } from '../../cnaTransfer.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { departments } from '../../shapes/partner.ts';

export const moveToCnaRoute = route({
  method: 'post',
  path: '/partners/{id}/cna',
  tag: 'Partenaires',
  summary: "Confier un partenaire de plusieurs départements au Centre national d'appui",
  description:
    'Sur place (DEL-7, DEL-8) : convention, contrat, bulletins, services, dossiers en cours, comptes, groupes et identifiants restent les mêmes, rien n’est signé à nouveau. La Caf qui le gérait garde la lecture ; le partenaire, elle et le Centre national d’appui sont prévenus.',
  roles: CAF,
  params: idParams,
  body: z.strictObject({
    departments: departments.meta({ description: 'Départements où le partenaire intervient aussi' }),
    reason: prose(500).meta({ description: 'Motif, tel que le lisent les personnes' }),
  }),
  responses: {
    202: {
      description: 'Passage commencé',
      schema: z.object({ processId: z.string() }),
      headers: { Location: 'Adresse du dossier' },
    },
  },
  errors: ['ETAT_INCOMPATIBLE', 'PROCESSUS_EN_COURS', 'CHAMP_INVALIDE'],
  async handler(call) {
    const processId = await moveToCna(call);
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: { processId } };
  },
});
