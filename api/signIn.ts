import { forgetAttempts, returnAttempt, takeAttempt } from '../adapters/attempts.ts';
import { type Credentials, consumeSecret, credentialsOf } from '../adapters/credentials.ts';
import { verifyPassword } from '../adapters/passwords.ts';
import { openSession, type Person, personOfSession, SESSION_TTL_MS } from '../adapters/sessions.ts';
import { foldLogin } from '../adapters/users.ts';
import { DomainError } from '../domain/errors.ts';
import { actorOf } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { journal } from './perform.ts';
import { RetryLater } from './problem.ts';

export { SESSION_TTL_MS };

export interface SignedIn {
  token: string;
  expiresAt: Date;
  /** `restricted`: by a temporary password, a personal one is to be chosen before anything else (ACC-7) */
  person: Person;
}

export interface From {
  ip: string | null;
  userAgent: string | null;
}

/**
 * Signs someone in by their personal or their temporary password (S3, ACC-7). Each try is counted before it is made, for the login, known
 * or not, and for the address. Unknown, locked, closed and wrong get the same answer after the same work, always two verifications:
 * IDENTIFIANTS_REFUSES. An expired temporary password, given right, is told so: MDP_EXPIRE. Too many from one address: TROP_DE_TENTATIVES.
 */
export async function signIn(deps: ApiDeps, given: { login: string; password: string }, from: From): Promise<SignedIn> {
  const at = deps.clock();
  const byAddress = `address:${from.ip ?? 'unknown'}`;
  const byLogin = `login:${foldLogin(given.login)}`;
  const wait = await takeAttempt(deps.db, byAddress, deps.limits.address, at);
  if (wait > 0)
    throw new RetryLater('TROP_DE_TENTATIVES', 'Trop de tentatives depuis cette adresse. Réessayez plus tard.', wait);
  const locked = (await takeAttempt(deps.db, byLogin, deps.limits.login, at)) > 0;
  const found = await credentialsOf(deps.db, given.login, at);
  const open = locked || found === null || found.state === 'CLOS' || found.state === 'SUSPENDU' ? null : found;
  const personal = await verifyPassword(open?.passwordHash ?? null, given.password);
  const temporary = await verifyPassword(open?.secret?.hash ?? null, given.password);
  if (open === null || (!personal && !temporary)) throw refused();
  await Promise.all([forgetAttempts(deps.db, byLogin), returnAttempt(deps.db, byAddress)]);
  return personal ? enter(deps, open.id, 'Connexion', from, at) : enterOnce(deps, open, from, at);
}

/** Opens the session of someone who has proved who they are; `label` says how. */
export async function enter(deps: ApiDeps, id: string, label: string, from: From, at: Date): Promise<SignedIn> {
  const session = await openSession(deps.db, id, { at, ...from });
  const person = await holderOf(deps, session.token, at);
  await deps.db.$transaction(async (tx) => {
    await tx.user.update({ where: { id }, data: { lastLoginAt: at } });
    const line = { action: 'auth.login', entity: 'user', entityId: id, label };
    await journal(tx, line, { at, actor: actorOf(person, from.ip), caf: person.caf });
  });
  return { ...session, person };
}

/** By the temporary password, which is used up: the session may only choose a personal one. */
async function enterOnce(deps: ApiDeps, { id, secret }: Credentials, from: From, at: Date): Promise<SignedIn> {
  if (secret === null) throw refused();
  if (secret.expiresAt !== null && at >= secret.expiresAt)
    throw new DomainError(
      'MDP_EXPIRE',
      'Ce mot de passe temporaire a expiré. Demandez-en un autre par « mot de passe oublié ».',
      { rule: 'ACC-8' },
    );
  const until = new Date(at.getTime() + deps.policy.personalisationTtlMs);
  const session = await deps.db.$transaction(async (tx) => {
    if (!(await consumeSecret(tx, { id, secret }, at, until))) throw refused();
    const line = {
      action: 'auth.firstLogin',
      entity: 'user',
      entityId: id,
      label: 'Connexion par mot de passe temporaire',
      rule: 'ACC-7',
    };
    await journal(tx, line, { at, actor: { id, role: 'utilisateur', label: 'La personne', ip: from.ip }, caf: null });
    return openSession(tx, id, { at, ...from, restrictedUntil: until });
  });
  return { ...session, person: await holderOf(deps, session.token, at) };
}

async function holderOf(deps: ApiDeps, token: string, at: Date): Promise<Person> {
  const person = await personOfSession(deps.db, token, at);
  if (person === null) throw new DomainError('NON_AUTHENTIFIE', 'Connectez-vous pour continuer.');
  return person;
}

function refused(): DomainError {
  return new DomainError(
    'IDENTIFIANTS_REFUSES',
    'Identifiant ou mot de passe refusé. Après plusieurs erreurs, attendez un quart d’heure avant de réessayer.',
  );
}
