import { z } from 'zod';
import { documentsOfPartner } from '../../../adapters/store/queries/documents.ts';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { documentActorOf, mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams, pageOf, pageQuery } from '../../shapes/common.ts';
import { documentOut, presentDocument } from '../../shapes/document.ts';

export const partnerDocuments = route({
  method: 'get',
  path: '/partners/{id}/documents',
  tag: 'Documents',
  summary: "Documents contractuels d'un partenaire",
  roles: [...STAFF, 'administrateur'],
  params: idParams,
  query: z.strictObject(pageQuery),
  responses: { 200: { description: 'Documents, du plus ancien au plus récent', schema: pageOf(documentOut) } },
  async handler({ deps, person, params, query }) {
    const partner = mayRead(person, await partnerById(deps.db, params.id));
    const page = await documentsOfPartner(deps.db, partner.id, query);
    return {
      status: 200,
      body: { ...page, items: page.items.map((row) => presentDocument(row, documentActorOf(person, partner))) },
    };
  },
});
