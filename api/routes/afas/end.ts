import { z } from 'zod';
import { afasProfileById } from '../../../adapters/store/queries/afas.ts';
import { DomainError } from '../../../domain/errors.ts';
import { notFound, PARTNER_SIDE } from '../../access.ts';
import { actOnPeople, readerOf } from '../../people.ts';
import { route } from '../../route.ts';
import { id } from '../../shapes/common.ts';

export const endAfasRole = route({
  method: 'delete',
  path: '/partners/{id}/afas/profiles/{profileId}',
  tag: 'Afas',
  summary: 'Retirer un rôle Afas',
  roles: PARTNER_SIDE,
  params: z.strictObject({ id, profileId: id }),
  responses: { 204: { description: 'Retiré' } },
  errors: ['ETAT_INCOMPATIBLE'],
  async handler(call) {
    const { deps, params } = call;
    await readerOf(call, params.id, 'afas.configure');
    const profile = await afasProfileById(deps.db, params.id, params.profileId);
    if (profile === null) throw notFound();
    if (profile.until !== null)
      throw new DomainError('ETAT_INCOMPATIBLE', 'Ce rôle est déjà terminé.', { rule: 'RGT-13' });
    const { userId, role } = profile;
    await actOnPeople(call, params.id, { type: 'endAfasRole', userId, role });
    return { status: 204 };
  },
});
