import { z } from 'zod';
import { isDemanded } from '../../../adapters/identity/demandedFactor.ts';
import { removeSecondFactor } from '../../../adapters/identity/secondFactors.ts';
import { DomainError, invalid } from '../../../domain/errors.ts';
import { mailedCode } from '../../../domain/formats/schemas.ts';
import { actorOf, ROLES } from '../../access.ts';
import { confirmPassword } from '../../ownPassword.ts';
import { route } from '../../route.ts';
import { tellSecondFactor } from '../../secondFactor.ts';

export const turnOffSecondFactor = route({
  method: 'post',
  path: '/auth/second-factor/off',
  tag: 'Session',
  summary: 'Retirer ma double authentification',
  description:
    'Par le mot de passe et un code, de l’application ou de secours. Une erreur compte comme un essai de connexion.',
  roles: ROLES,
  idempotent: false,
  body: z.strictObject({ password: z.string().min(1).max(1_000), code: mailedCode }),
  responses: { 204: { description: 'Retirée' } },
  errors: ['MOT_DE_PASSE_REFUSE', 'CODE_INCORRECT', 'DOUBLE_AUTH_ABSENTE', 'DOUBLE_AUTH_EXIGEE'],
  async handler({ deps, person, body, ip, at }) {
    if ((await deps.secondFactors.state(person.id)) === null) throw absent();
    if (await isDemanded(deps.db, person.id))
      throw new DomainError(
        'DOUBLE_AUTH_EXIGEE',
        'Votre Caf demande une double authentification : la vôtre ne peut pas être retirée.',
      );
    const { forget } = await confirmPassword(deps, person, { path: 'password', password: body.password }, at);
    if (!(await deps.secondFactors.take(person.id, body.code, at)))
      throw invalid([
        {
          path: 'code',
          code: 'CODE_INCORRECT',
          message: 'Code refusé. Un code ne sert qu’une fois : attendez le suivant.',
        },
      ]);
    await forget();
    await deps.db.$transaction(async (tx) => {
      if (!(await removeSecondFactor(tx, person.id))) throw absent();
      await tellSecondFactor(tx, 'RETIREE', person, actorOf(person, ip), at);
    });
    return { status: 204 };
  },
});

export function absent(): DomainError {
  return new DomainError('DOUBLE_AUTH_ABSENTE', "La double authentification n'est pas active.");
}
