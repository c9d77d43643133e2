import { z } from 'zod';
import { countPartners, listPartners, PARTNER_SORTS } from '../../../adapters/store/queries/partners.ts';
import { departementSchema, sought } from '../../../domain/formats/schemas.ts';
import { STAFF, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { listOf, sortedQuery } from '../../shapes/common.ts';
import { partnerOut, presentPartner } from '../../shapes/partner.ts';

export const listPartnersRoute = route({
  method: 'get',
  path: '/partners',
  tag: 'Partenaires',
  summary: 'Chercher des partenaires',
  roles: [...STAFF, 'administrateur'],
  query: z.strictObject({
    ...sortedQuery(PARTNER_SORTS, 'raisonSociale'),
    q: sought(200).optional().meta({ description: 'Mots du nom, sans casse ni accents, ou début de SIRET' }),
    siret: z
      .string()
      .regex(/^\d{14}$/)
      .optional(),
    siren: z
      .string()
      .regex(/^\d{9}$/)
      .optional(),
    caf: z.string().min(1).max(3).optional(),
    department: departementSchema.optional(),
  }),
  responses: { 200: { description: 'Partenaires, par nom', schema: listOf(partnerOut) } },
  async handler({ deps, person, query }) {
    const [page, total] = await Promise.all([
      listPartners(deps.db, scopeOf(person), query),
      countPartners(deps.db, scopeOf(person), query),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map(presentPartner) } };
  },
});
