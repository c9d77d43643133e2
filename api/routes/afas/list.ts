import { z } from 'zod';
import { declarantsOf, listAfasProfiles, openAfasProfiles } from '../../../adapters/store/queries/afas.ts';
import { hasRole, PARTNER_SIDE, STAFF } from '../../access.ts';
import { readerOf } from '../../people.ts';
import { route } from '../../route.ts';
import { afasProfilesOut, afasState, presentAfasProfiles } from '../../shapes/afas.ts';
import { idParams, pageQuery } from '../../shapes/common.ts';

export const listAfasProfilesRoute = route({
  method: 'get',
  path: '/partners/{id}/afas/profiles',
  tag: 'Afas',
  summary: 'Rôles Afas d’un partenaire, les plus récents d’abord',
  description:
    'Deux FDA, deux FDF, un approbateur (AFAS-5) ; lus par qui les configure (RGT-13) et par la Caf gestionnaire.',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  query: z.strictObject({ ...pageQuery, state: afasState.optional() }),
  responses: { 200: { description: 'Rôles Afas', schema: afasProfilesOut } },
  async handler(call) {
    const { deps, person, params, query } = call;
    await readerOf(call, params.id, hasRole(person, ...PARTNER_SIDE) ? 'afas.configure' : 'users.read');
    const [page, open, declarants] = await Promise.all([
      listAfasProfiles(deps.db, params.id, query),
      openAfasProfiles(deps.db, params.id),
      declarantsOf(deps.db, params.id),
    ]);
    return { status: 200, body: presentAfasProfiles(page, open, declarants) };
  },
});
