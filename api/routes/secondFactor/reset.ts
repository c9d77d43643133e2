import { z } from 'zod';
import { removeSecondFactor } from '../../../adapters/identity/secondFactors.ts';
import { foldLogin } from '../../../adapters/store/people/users.ts';
import { DomainError, type Fault, invalid } from '../../../domain/errors.ts';
import { sought } from '../../../domain/formats/schemas.ts';
import { actorOf, hasRole, type Role } from '../../access.ts';
import { route } from '../../route.ts';
import { tellSecondFactor } from '../../secondFactor.ts';
import { absent } from './turnOff.ts';

/** Who may take another's second factor away. */
export const RESETTERS = ['cafAdmin', 'operator'] as const satisfies readonly Role[];

export const resetSecondFactor = route({
  method: 'post',
  path: '/auth/second-factor/reset',
  tag: 'Session',
  summary: 'Réinitialiser la double authentification de quelqu’un',
  description:
    'Pour une personne de la même Caf ou d’un de ses partenaires (administrateur de Caf), ou pour toute personne (opérateur), qui a perdu son téléphone et ses codes de secours. Elle en est prévenue par courriel.',
  roles: RESETTERS,
  idempotent: false,
  body: z.strictObject({ login: sought(320).min(1).meta({ example: 'agent@caf93.example' }) }),
  responses: { 204: { description: 'Réinitialisée' } },
  errors: ['PERSONNE_INCONNUE', 'DOUBLE_AUTH_ABSENTE'],
  async handler({ deps, person, body, ip, at }) {
    const holder = await deps.db.user.findUnique({
      where: { login: foldLogin(body.login) },
      select: {
        id: true,
        partnerId: true,
        caf: true,
        partner: { select: { caf: true } },
        email: true,
        firstName: true,
        lastName: true,
      },
    });
    const caf = holder?.caf ?? holder?.partner?.caf ?? null;
    const theirs = holder !== null && (hasRole(person, 'operator') || (caf !== null && caf === person.caf));
    if (!theirs) throw invalid([NOBODY]);
    // a session left open somewhere must not be enough to take one's own away
    if (holder.id === person.id)
      throw new DomainError('ACTION_NON_PERMISE', 'Retirez la vôtre par votre mot de passe et un code.');
    await deps.db.$transaction(async (tx) => {
      if (!(await removeSecondFactor(tx, holder.id))) throw absent();
      await tellSecondFactor(tx, 'REINITIALISEE', { ...holder, caf }, actorOf(person, ip), at);
    });
    return { status: 204 };
  },
});

/** The same for nobody and for another Caf's people (S5). */
const NOBODY: Fault = {
  path: 'login',
  code: 'PERSONNE_INCONNUE',
  message: "Personne de votre ressort n'a cette adresse ou cet identifiant.",
};
