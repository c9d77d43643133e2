import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { ROLES } from '../../access.ts';
import { confirmPassword } from '../../ownPassword.ts';
import { route } from '../../route.ts';

export const beginOut = z.object({
  key: z.string().meta({ description: 'En base 32, à saisir dans l’application' }),
  uri: z.string().meta({ description: '`otpauth://totp/…`, la même sous forme d’adresse' }),
});

export const beginSecondFactor = route({
  method: 'post',
  path: '/auth/second-factor',
  tag: 'Session',
  summary: 'Préparer ma double authentification',
  description:
    'Rend une fois la clé à saisir dans une application d’authentification (TOTP, SHA-1, six chiffres, trente secondes). Sans effet tant qu’un premier code ne l’a pas confirmée ; recommencer donne une autre clé.',
  roles: ROLES,
  whileEnrolling: true,
  idempotent: false,
  body: z.strictObject({ password: z.string().min(1).max(1_000) }),
  responses: { 200: { description: 'La clé', schema: beginOut } },
  errors: ['MOT_DE_PASSE_REFUSE', 'DOUBLE_AUTH_ACTIVE'],
  async handler({ deps, person, body, at }) {
    const { forget } = await confirmPassword(deps, person, { path: 'password', password: body.password }, at);
    await forget();
    const begun = await deps.secondFactors.begin(person.id, person.login, at);
    if (begun === null) throw new DomainError('DOUBLE_AUTH_ACTIVE', 'Votre double authentification est déjà active.');
    return { status: 200, body: begun };
  },
});
