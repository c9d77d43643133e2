import { z } from 'zod';
import { afasProfileById, openAfasProfiles } from '../../../adapters/store/queries/afas.ts';
import { afasWarnings } from '../../../domain/people/afas.ts';
import { notFound, PARTNER_SIDE } from '../../access.ts';
import { approverProcess } from '../../approverChanges.ts';
import { actOnPeople } from '../../people.ts';
import { route } from '../../route.ts';
import { afasProfileGivenOut, afasRole, presentAfasProfile } from '../../shapes/afas.ts';
import { id, idParams } from '../../shapes/common.ts';

export const giveAfasRole = route({
  method: 'post',
  path: '/partners/{id}/afas/profiles',
  tag: 'Afas',
  summary: 'Donner un rôle Afas à un membre d’AFAS-DECLARER',
  description:
    'Par l’administrateur, un gestionnaire ou un membre d’AFAS-HABILITER (RGT-13). Un approbateur n’a aucun pouvoir avant que la Caf l’ait validé dans MAIA : 202, et un changement à suivre (AFAS-9).',
  roles: PARTNER_SIDE,
  params: idParams,
  body: z.strictObject({ userId: id, role: afasRole }),
  responses: {
    201: { description: 'Donné', schema: afasProfileGivenOut },
    202: {
      description: 'Approbateur nommé : la PJ 3 est attendue',
      schema: afasProfileGivenOut,
      headers: { Location: 'Adresse du processus' },
    },
  },
  errors: ['HORS_AFAS_DECLARER', 'FDA_MAX', 'FDF_MAX', 'DEJA_FAIT', 'COMPTE_CLOS', 'PROCESSUS_EN_COURS'],
  async handler(call) {
    const { deps, params, body } = call;
    const profileId = await actOnPeople(call, params.id, { type: 'giveAfasRole', ...body });
    const profile = await afasProfileById(deps.db, params.id, profileId);
    if (profile === null) throw notFound();
    const processId = await approverProcess(call, params.id, profileId);
    const warnings = afasWarnings(await openAfasProfiles(deps.db, params.id));
    const given = { ...presentAfasProfile(profile), warnings };
    if (processId === null) return { status: 201, body: given };
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: given };
  },
});
