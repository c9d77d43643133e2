import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { mayRead, PARTNER_SIDE, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { etag, idParams } from '../../shapes/common.ts';
import { partnerOut, presentPartner } from '../../shapes/partner.ts';

export const getPartner = route({
  method: 'get',
  path: '/partners/{id}',
  tag: 'Partenaires',
  summary: 'Un partenaire',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'Le partenaire', schema: partnerOut, headers: { ETag: 'Version' } } },
  async handler({ deps, person, params }) {
    const partner = mayRead(person, await partnerById(deps.db, params.id));
    return { status: 200, headers: { ETag: etag(partner.version) }, body: presentPartner(partner) };
  },
});
