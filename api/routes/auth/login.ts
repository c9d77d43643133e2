import { z } from 'zod';
import { sessionCookie } from '../../authenticate.ts';
import { route } from '../../route.ts';
import { id, instant, iso } from '../../shapes/common.ts';
import { SESSION_TTL_MS, signIn } from '../../signIn.ts';

export const login = route({
  method: 'post',
  path: '/auth/login',
  tag: 'Session',
  summary: 'Se connecter',
  description:
    'Rend un jeton valable douze heures (`Authorization: Bearer`) et dépose le même dans un cookie pour les pages. La réponse à un identifiant inconnu, bloqué ou à un mot de passe faux est la même.',
  roles: 'public',
  idempotent: false,
  body: z.strictObject({
    login: z.string().trim().min(1).max(320).meta({ example: 'agent@caf93.example' }),
    password: z.string().min(1).max(1_000),
  }),
  responses: {
    200: {
      description: 'Connecté',
      schema: z.object({
        token: z.string(),
        expiresAt: instant,
        mustChangePassword: z.boolean(),
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
  errors: ['IDENTIFIANTS_REFUSES', 'TROP_DE_TENTATIVES'],
  async handler({ deps, body, ip, userAgent }) {
    const { token, expiresAt, person } = await signIn(deps, body, { ip, userAgent });
    return {
      status: 200,
      headers: { 'Set-Cookie': sessionCookie(deps, token, SESSION_TTL_MS) },
      body: { token, expiresAt: iso(expiresAt), mustChangePassword: false, user: person },
    };
  },
});
