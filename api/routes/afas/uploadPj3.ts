import { givePj3, pj3Purged } from '../../approverChanges.ts';
import { route } from '../../route.ts';
import { approverChangeOut, presentApproverChange } from '../../shapes/approverChange.ts';
import { idParams } from '../../shapes/common.ts';

export const uploadPj3 = route({
  method: 'post',
  path: '/afas/approver-changes/{id}/pj3',
  tag: 'Afas',
  summary: 'Déposer la PJ 3',
  description: 'Par l’administrateur : un PDF ou une image PNG ou JPEG de 10 Mo au plus, champ « file » (AFAS-9).',
  roles: ['administrateur'],
  upload: true,
  params: idParams,
  responses: { 200: { description: 'Le changement', schema: approverChangeOut } },
  errors: ['CHAMP_OBLIGATOIRE', 'FICHIER_TROP_GROS', 'FICHIER_TYPE_REFUSE', 'ETAT_INCOMPATIBLE', 'DOSSIER_TERMINE'],
  async handler(call) {
    const row = await givePj3(call, call.params.id);
    return { status: 200, body: presentApproverChange(row, pj3Purged(call, row)) };
  },
});
