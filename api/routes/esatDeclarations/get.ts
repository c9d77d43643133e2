import { PARTNER_SIDE } from '../../access.ts';
import { esatOf, presentDeclaration } from '../../esatDeclarations.ts';
import { route } from '../../route.ts';
import { etag } from '../../shapes/common.ts';
import { esatDeclarationOut, yearParams } from '../../shapes/esatDeclaration.ts';

export const getEsatDeclaration = route({
  method: 'get',
  path: '/esat/declarations/{year}',
  tag: 'Esat',
  summary: 'Rémunérations garanties d’une année : brouillon, fautes, ce qui a été transmis',
  description: 'ESAT-7, ESAT-10. L’`ETag` nomme la version du brouillon.',
  roles: PARTNER_SIDE,
  params: yearParams,
  responses: { 200: { description: 'La déclaration', schema: esatDeclarationOut, headers: { ETag: 'Version' } } },
  errors: ['SERVICE_NON_OUVERT'],
  async handler(call) {
    const body = await presentDeclaration(call, await esatOf(call));
    return { status: 200, headers: { ETag: etag(body.draft.version) }, body };
  },
});
