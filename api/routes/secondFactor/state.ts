import { z } from 'zod';
import { isDemanded } from '../../../adapters/identity/demandedFactor.ts';
import { ROLES } from '../../access.ts';
import { route } from '../../route.ts';
import { isoOrNull } from '../../shapes/common.ts';

export const secondFactorOut = z
  .object({
    on: z.boolean(),
    since: z.string().nullable(),
    recoveryCodesLeft: z.int(),
    demanded: z.boolean().meta({ description: 'La Caf la demande : elle ne se retire pas' }),
    byPassword: z.boolean().meta({ description: 'La personne a un mot de passe ; sinon elle n’entre que par la Caf' }),
  })
  .meta({ id: 'SecondFactor' });

export const secondFactorState = route({
  method: 'get',
  path: '/auth/second-factor',
  tag: 'Session',
  summary: 'Ma double authentification',
  roles: ROLES,
  whileEnrolling: true,
  responses: { 200: { description: 'Où elle en est', schema: secondFactorOut } },
  async handler({ deps, person }) {
    const [state, user, demanded] = await Promise.all([
      deps.secondFactors.state(person.id),
      deps.db.user.findUniqueOrThrow({ where: { id: person.id }, select: { passwordHash: true } }),
      isDemanded(deps.db, person.id),
    ]);
    return {
      status: 200,
      body: {
        on: state !== null,
        since: isoOrNull(state?.since ?? null),
        recoveryCodesLeft: state?.codesLeft ?? 0,
        demanded,
        byPassword: user.passwordHash !== null,
      },
    };
  },
});
