import { z } from 'zod';
import type { Person } from '../../../adapters/identity/sessions.ts';
import { mailedCode, sought } from '../../../domain/formats/schemas.ts';
import { sessionCookie } from '../../authenticate.ts';
import { route } from '../../route.ts';
import { id, instant, iso } from '../../shapes/common.ts';
import { signIn } from '../../signIn.ts';

export const login = route({
  method: 'post',
  path: '/auth/login',
  tag: 'Session',
  summary: 'Se connecter',
  description:
    'Rend un jeton valable douze heures (`Authorization: Bearer`) et dépose le même dans un cookie pour les pages. La réponse à un identifiant inconnu, bloqué ou à un mot de passe faux est la même. `mustChangePassword` : connecté par un mot de passe temporaire, il ne reste qu’à choisir le sien (`auth/password`). `mustEnrolSecondFactor` : la Caf demande une double authentification et la personne n’en a pas ; il ne reste qu’à l’activer (`auth/second-factor`), et la même session devient complète. À qui a la double authentification, 401 `CODE_REQUIS` demande de recommencer avec `code`.',
  roles: 'public',
  idempotent: false,
  body: z.strictObject({
    login: sought(320).min(1).meta({ example: 'agent@caf93.example' }),
    password: z.string().min(1).max(1_000),
    code: mailedCode.optional().meta({ description: 'De l’application d’authentification, ou de secours' }),
  }),
  responses: {
    200: {
      description: 'Connecté',
      schema: z.object({
        token: z.string(),
        expiresAt: instant,
        mustChangePassword: z.boolean(),
        mustEnrolSecondFactor: z.boolean(),
        user: z.object({
          id,
          login: z.string(),
          firstName: z.string(),
          lastName: z.string(),
          email: z.string(),
          roles: z.array(z.string()),
          caf: z.string().nullable(),
          partnerId: z.string().nullable(),
        }),
      }),
    },
  },
  errors: ['IDENTIFIANTS_REFUSES', 'MDP_EXPIRE', 'CODE_REQUIS', 'CODE_INCORRECT', 'TROP_DE_TENTATIVES'],
  async handler({ deps, body, ip, userAgent, at }) {
    const { token, expiresAt, person } = await signIn(deps, body, { ip, userAgent });
    return {
      status: 200,
      headers: { 'Set-Cookie': sessionCookie(deps, token, expiresAt.getTime() - at.getTime()) },
      body: {
        token,
        expiresAt: iso(expiresAt),
        mustChangePassword: person.restricted,
        mustEnrolSecondFactor: person.enrolling,
        user: userOf(person),
      },
    };
  },
});

function userOf({ id: userId, login: own, firstName, lastName, email, roles, caf, partnerId }: Person) {
  return { id: userId, login: own, firstName, lastName, email, roles, caf, partnerId };
}
