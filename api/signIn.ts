import { forgetAttempts, returnAttempt, takeAttempt } from '../adapters/attempts.ts';
import { verifyPassword } from '../adapters/passwords.ts';
import { openSession, type Person, personOfSession, SESSION_TTL_MS } from '../adapters/sessions.ts';
import { credentialsOf, foldLogin } from '../adapters/users.ts';
import { DomainError } from '../domain/errors.ts';
import { actorOf } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { journal } from './perform.ts';
import { RetryLater } from './problem.ts';

export { SESSION_TTL_MS };

export interface SignedIn {
  token: string;
  expiresAt: Date;
  person: Person;
}

/**
 * Signs someone in (S3). Each try is counted before it is made, for the login, known or not, and for the address. Unknown, locked and
 * wrong get the same answer after the same work: IDENTIFIANTS_REFUSES. Too many failures from one address: TROP_DE_TENTATIVES.
 */
export async function signIn(
  deps: ApiDeps,
  given: { login: string; password: string },
  from: { ip: string | null; userAgent: string | null },
): Promise<SignedIn> {
  const at = deps.clock();
  const byAddress = `address:${from.ip ?? 'unknown'}`;
  const byLogin = `login:${foldLogin(given.login)}`;
  const wait = await takeAttempt(deps.db, byAddress, deps.limits.address, at);
  if (wait > 0)
    throw new RetryLater('TROP_DE_TENTATIVES', 'Trop de tentatives depuis cette adresse. Réessayez plus tard.', wait);
  const locked = (await takeAttempt(deps.db, byLogin, deps.limits.login, at)) > 0;
  const credentials = await credentialsOf(deps.db, given.login);
  const matches = await verifyPassword(locked ? null : (credentials?.passwordHash ?? null), given.password);
  if (!matches || credentials === null) {
    throw new DomainError(
      'IDENTIFIANTS_REFUSES',
      'Identifiant ou mot de passe refusé. Après plusieurs erreurs, attendez un quart d’heure avant de réessayer.',
    );
  }
  await Promise.all([forgetAttempts(deps.db, byLogin), returnAttempt(deps.db, byAddress)]);
  const session = await openSession(deps.db, credentials.id, { at, ...from });
  const person = await personOfSession(deps.db, session.token, at);
  if (person === null) throw new DomainError('NON_AUTHENTIFIE', 'Connectez-vous pour continuer.');
  await deps.db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: person.id }, data: { lastLoginAt: at } });
    await journal(
      tx,
      { action: 'auth.login', entity: 'user', entityId: person.id, label: 'Connexion' },
      { at, actor: actorOf(person, from.ip), caf: person.caf },
    );
  });
  return { ...session, person };
}
