import { z } from 'zod';
import { completeSession } from '../../../adapters/identity/sessions.ts';
import { invalid } from '../../../domain/errors.ts';
import { mailedCode } from '../../../domain/formats/schemas.ts';
import { actorOf, ROLES } from '../../access.ts';
import { route } from '../../route.ts';
import { tellSecondFactor } from '../../secondFactor.ts';

export const confirmOut = z.object({
  recoveryCodes: z.array(z.string()).meta({ description: 'Chacun ouvre une fois ; ils ne seront plus montrés' }),
});

export const confirmSecondFactor = route({
  method: 'post',
  path: '/auth/second-factor/confirm',
  tag: 'Session',
  summary: 'Activer ma double authentification par un premier code',
  description:
    'Rend une fois les codes de secours. Ce premier code ne pourra pas servir à se connecter. La session de qui devait l’activer devient complète.',
  roles: ROLES,
  whileEnrolling: true,
  idempotent: false,
  body: z.strictObject({ code: mailedCode }),
  responses: { 200: { description: 'Active', schema: confirmOut } },
  errors: ['CODE_INCORRECT'],
  async handler({ deps, person, body, sessionToken, ip, at }) {
    const recoveryCodes = await deps.db.$transaction(async (tx) => {
      const codes = await deps.secondFactors.confirm(tx, person.id, body.code, at);
      if (codes === null)
        throw invalid([
          {
            path: 'code',
            code: 'CODE_INCORRECT',
            message:
              "Ce n'est pas le code de cette clé. Vérifiez l'heure du téléphone, ou recommencez avec une autre clé.",
          },
        ]);
      if (person.enrolling && sessionToken !== null) await completeSession(tx, sessionToken, at);
      await tellSecondFactor(tx, 'ACTIVEE', person, actorOf(person, ip), at);
      return codes;
    });
    return { status: 200, body: { recoveryCodes } };
  },
});
