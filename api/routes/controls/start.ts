import { z } from 'zod';
import { CAF } from '../../access.ts';
import { controlView, readableControl, startControl } from '../../annualControls.ts';
import { route } from '../../route.ts';
import { annualControlOut } from '../../shapes/annualControl.ts';
import { idParams } from '../../shapes/common.ts';

export const startAnnualControl = route({
  method: 'post',
  path: '/partners/{id}/annual-controls',
  tag: 'Contrôle annuel',
  summary: 'Commencer un contrôle annuel',
  description:
    'Un échantillon de personnes est tiré, le même pour un partenaire et une année ; les pièces sont demandées aux administrateurs (OBL-15).',
  roles: CAF,
  params: idParams,
  body: z.strictObject({
    year: z.int().min(2020).max(2100).meta({ example: 2026 }),
    sampleSize: z.int().min(1).max(200).meta({ description: 'Personnes à regarder', example: 5 }),
  }),
  responses: {
    202: { description: 'Commencé', schema: annualControlOut, headers: { Location: 'Adresse du processus' } },
  },
  errors: ['PROCESSUS_EN_COURS', 'SANS_HABILITE', 'ANNEE_A_VENIR'],
  async handler(call) {
    const processId = await startControl(call, call.params.id, call.body);
    const body = await controlView(call, await readableControl(call, processId));
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body };
  },
});
