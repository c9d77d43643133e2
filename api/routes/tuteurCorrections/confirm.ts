import { z } from 'zod';
import { BULK_MAX } from '../../../domain/siretCorrection/bulk.ts';
import { CAF } from '../../access.ts';
import { confirmTogether, readableCorrections } from '../../corrections.ts';
import { route } from '../../route.ts';
import { id, idParams } from '../../shapes/common.ts';
import { bulkOut } from '../../shapes/correction.ts';

export const confirmCorrections = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/corrections',
  tag: 'Espace Tuteur',
  summary: 'Confirmer en masse les corrections sûres de sa Caf (même SIREN)',
  description: `Chaque ligne a son issue ; une ligne refusée n'arrête pas les autres. Sans \`corrections\`, toutes celles qui attendent, ${BULK_MAX} à la fois.`,
  roles: CAF,
  params: idParams,
  body: z.strictObject({
    corrections: z.array(id).min(1).max(BULK_MAX).optional().meta({ description: 'Corrections à confirmer' }),
  }),
  responses: { 200: { description: 'Le compte rendu, ligne par ligne', schema: bulkOut } },
  errors: ['CORRECTION_A_EXAMINER', 'SIRET_DEJA_TENU', 'SIRET_CHANGE', 'TACHE_PRISE', 'ETAT_INCOMPATIBLE'],
  async handler(call) {
    await readableCorrections(call, call.params.id);
    const body = await confirmTogether(call, call.params.id, call.body.corrections ?? null);
    return { status: 200, body, unfinished: body.items.some(({ outcome }) => outcome === 'EN_COURS') };
  },
});
