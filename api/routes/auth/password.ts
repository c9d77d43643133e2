import { z } from 'zod';
import { forgetAttempts, takeAttempt } from '../../../adapters/attempts.ts';
import { verifyPassword } from '../../../adapters/passwords.ts';
import { closeOtherSessions } from '../../../adapters/sessions.ts';
import { credentialsOf, foldLogin, setPassword } from '../../../adapters/users.ts';
import { passwordFaults } from '../../../domain/account/password.ts';
import { invalid } from '../../../domain/errors.ts';
import { actorOf, ROLES } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';

export const password = route({
  method: 'post',
  path: '/auth/password',
  tag: 'Session',
  summary: 'Changer son mot de passe',
  description: 'Le sien seulement (ACT-3, RGT-16). Met fin aux autres sessions de la personne.',
  roles: ROLES,
  idempotent: false,
  body: z.strictObject({ currentPassword: z.string().min(1).max(1_000), newPassword: z.string().min(1).max(1_000) }),
  responses: { 204: { description: 'Changé' } },
  errors: ['MOT_DE_PASSE_TROP_COURT', 'MOT_DE_PASSE_TROP_COMMUN', 'MOT_DE_PASSE_REFUSE'],
  async handler({ deps, person, body, sessionToken, ip, at }) {
    const byLogin = `login:${foldLogin(person.login)}`;
    const locked = (await takeAttempt(deps.db, byLogin, deps.limits.login, at)) > 0;
    const credentials = await credentialsOf(deps.db, person.login);
    if (!(await verifyPassword(locked ? null : (credentials?.passwordHash ?? null), body.currentPassword))) {
      throw invalid([
        { path: 'currentPassword', code: 'MOT_DE_PASSE_REFUSE', message: "Ce n'est pas votre mot de passe actuel." },
      ]);
    }
    await forgetAttempts(deps.db, byLogin);
    const faults = passwordFaults(body.newPassword, [person.firstName, person.lastName, ...person.login.split(/[@.]/)]);
    if (body.newPassword === body.currentPassword)
      faults.push({
        path: 'newPassword',
        code: 'MOT_DE_PASSE_IDENTIQUE',
        message: "Prenez un mot de passe différent de l'actuel.",
      });
    if (faults.length > 0) throw invalid(faults);
    await setPassword(deps.db, person.id, body.newPassword);
    await closeOtherSessions(deps.db, person.id, sessionToken, at);
    await deps.db.$transaction((tx) =>
      journal(
        tx,
        { action: 'auth.password', entity: 'user', entityId: person.id, label: 'Mot de passe changé par la personne' },
        { at, actor: actorOf(person, ip), caf: person.caf },
      ),
    );
    return { status: 204 };
  },
});
