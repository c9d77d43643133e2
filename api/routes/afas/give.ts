import { z } from 'zod';
import { afasProfileById, openAfasProfiles } from '../../../adapters/queries/afas.ts';
import { afasWarnings } from '../../../domain/organisation/afas.ts';
import { notFound, PARTNER_SIDE } from '../../access.ts';
import { actOnPeople } from '../../people.ts';
import { route } from '../../route.ts';
import { afasProfileGivenOut, afasRole, presentAfasProfile } from '../../shapes/afas.ts';
import { id, idParams } from '../../shapes/common.ts';

export const giveAfasRole = route({
  method: 'post',
  path: '/partners/{id}/afas/profiles',
  tag: 'Afas',
  summary: 'Donner un rôle Afas à un membre de AFAS-DECLARER',
  description: 'Par l’administrateur, un gestionnaire ou un membre de AFAS-HABILITER (RGT-13).',
  roles: PARTNER_SIDE,
  params: idParams,
  body: z.strictObject({ userId: id, role: afasRole }),
  responses: { 201: { description: 'Donné', schema: afasProfileGivenOut } },
  errors: ['HORS_AFAS_DECLARER', 'FDA_MAX', 'FDF_MAX', 'DEJA_FAIT', 'COMPTE_CLOS'],
  async handler(call) {
    const { deps, params, body } = call;
    const profileId = await actOnPeople(call, params.id, { type: 'giveAfasRole', ...body });
    const profile = await afasProfileById(deps.db, params.id, profileId);
    if (profile === null) throw notFound();
    const warnings = afasWarnings(await openAfasProfiles(deps.db, params.id));
    return { status: 201, body: { ...presentAfasProfile(profile), warnings } };
  },
});
