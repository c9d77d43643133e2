import { z } from 'zod';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { DEMARCHE_CODES } from '../../../domain/protege/demarches.ts';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { route } from '../../route.ts';
import { demarcheFormOut, presentForm } from '../../shapes/demarche.ts';

export const listDemarcheForms = route({
  method: 'get',
  path: '/tuteur/demarches/forms',
  tag: 'Espace Tuteur',
  summary: 'Les treize formulaires des démarches, leurs champs et leurs contrôles',
  description: 'TUT-14. Lesquelles sont ouvertes pour un protégé, sa fiche le dit (TUT-18).',
  roles: [...CAF, ...PARTNER_SIDE],
  responses: { 200: { description: 'Formulaires', schema: z.object({ items: z.array(demarcheFormOut) }) } },
  async handler({ at }) {
    const today = parisDate(at);
    return { status: 200, body: { items: DEMARCHE_CODES.map((code) => presentForm(code, today)) } };
  },
});
