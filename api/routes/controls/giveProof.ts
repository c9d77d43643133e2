import { z } from 'zod';
import { TITRES } from '../../../domain/account/types.ts';
import { numeroInstructeurSchema } from '../../../domain/formats/schemas.ts';
import { controlView, giveProof } from '../../annualControls.ts';
import { route } from '../../route.ts';
import { annualControlOut } from '../../shapes/annualControl.ts';
import { id } from '../../shapes/common.ts';

export const giveControlProof = route({
  method: 'post',
  path: '/annual-controls/{id}/items/{itemId}/proof',
  tag: 'Contrôle annuel',
  summary: 'Apporter une pièce',
  description:
    "Par l'administrateur : T1, le diplôme dans le champ « file » ; T4, le numéro d'instructeur ; T9, le titre et sa pièce. PDF, PNG ou JPEG, 10 Mo au plus.",
  roles: ['administrateur'],
  upload: true,
  params: z.strictObject({ id, itemId: id }),
  body: z.strictObject({
    numeroInstructeur: numeroInstructeurSchema.optional(),
    titre: z.enum(TITRES).optional(),
  }),
  responses: { 200: { description: 'Le contrôle', schema: annualControlOut } },
  errors: [
    'CHAMP_OBLIGATOIRE',
    'FICHIER_TROP_GROS',
    'FICHIER_TYPE_REFUSE',
    'RIEN_A_FOURNIR',
    'ETAT_INCOMPATIBLE',
    'DOSSIER_TERMINE',
  ],
  async handler(call) {
    const { params, body } = call;
    const given = { numeroInstructeur: body.numeroInstructeur ?? null, titre: body.titre ?? null };
    return { status: 200, body: await controlView(call, await giveProof(call, params.id, params.itemId, given)) };
  },
});
