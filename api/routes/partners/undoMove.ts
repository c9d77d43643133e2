import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { CAF } from '../../access.ts';
import { undoMove } from '../../cnaTransfer.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';

export const undoMoveRoute = route({
  method: 'post',
  path: '/partners/{id}/cna/undo',
  tag: 'Partenaires',
  summary: 'Rendre à sa Caf un partenaire confié par erreur',
  description:
    'Par le Centre national d’appui, tant qu’aucun bulletin en vigueur ne porte sur plusieurs départements (DEL-8) : chaque dossier revient à la Caf qui le menait.',
  roles: CAF,
  params: idParams,
  body: z.strictObject({ reason: prose(500).meta({ description: 'Motif, tel que le lisent les personnes' }) }),
  responses: { 204: { description: 'Partenaire rendu' } },
  errors: ['ETAT_INCOMPATIBLE', 'PORTEE_MULTI_DEPARTEMENTALE'],
  async handler(call) {
    await undoMove(call);
    return { status: 204 };
  },
});
