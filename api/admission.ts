import { type Credentials, consumeSecret, noteLogin } from '../adapters/identity/credentials.ts';
import { mustEnrol } from '../adapters/identity/demandedFactor.ts';
import { entryChange, entryStanding } from '../adapters/identity/entryStanding.ts';
import { openSession, type Person, personOfSession } from '../adapters/identity/sessions.ts';
import { ANONYMOUS } from '../domain/decision/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { actorOf } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { journal } from './perform.ts';

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
 * Opens the session of someone who has proved who they are; `label` says how. By a password alone, where their Caf demands more, it may only turn
 * the second factor on; the Caf's own provider has its own (ADR 12).
 */
export async function enter(
  deps: ApiDeps,
  { id, provenBy }: { id: string; provenBy: 'password' | 'code' | 'provider' },
  label: string,
  from: From,
  at: Date,
): Promise<SignedIn> {
  const enrolling = provenBy === 'password' && (await mustEnrol(deps.db, id));
  const session = await openSession(deps.db, id, { at, ...from, enrolling });
  const person = await holderOf(deps, session.token, at);
  await deps.db.$transaction(async (tx) => {
    const lastLoginAt = await noteLogin(tx, id, at);
    const changed = {
      before: { lastLoginAt, session: null },
      after: { lastLoginAt: at, session: { enrolling, expiresAt: session.expiresAt } },
    };
    const line = { action: 'auth.login', entity: 'user', entityId: id, label, ...changed };
    await journal(tx, line, { at, actor: actorOf(person, from.ip), caf: person.caf });
  });
  return { ...session, person };
}

/** By the temporary password, which is used up: the session may only choose a personal one. */
export async function enterOnce(
  deps: ApiDeps,
  { id, partnerId, secret }: Credentials,
  from: From,
  at: Date,
): Promise<SignedIn> {
  if (secret === null) throw refused();
  assertInTime(secret, at);
  const until = new Date(at.getTime() + deps.policy.personalisationTtlMs);
  const session = await deps.db.$transaction(async (tx) => {
    const before = await entryStanding(tx, id, at);
    if (!(await consumeSecret(tx, { id, secret }, at, until))) throw refused();
    const opened = await openSession(tx, id, { at, ...from, restrictedUntil: until });
    const line = {
      ...(await entryChange(tx, id, before, at)),
      action: 'auth.firstLogin',
      entity: 'user',
      entityId: id,
      label: 'Connexion par mot de passe temporaire',
      rule: 'ACC-7',
    };
    const role = partnerId === null ? 'agent' : 'utilisateur';
    await journal(tx, line, { at, actor: { id, role, label: 'La personne', ip: from.ip }, caf: null });
    return opened;
  });
  return { ...session, person: await holderOf(deps, session.token, at) };
}

/** MDP_EXPIRE for a temporary password past its end. */
export function assertInTime({ expiresAt }: NonNullable<Credentials['secret']>, at: Date): void {
  if (expiresAt !== null && at >= expiresAt)
    throw new DomainError(
      'MDP_EXPIRE',
      'Ce mot de passe temporaire a expiré. Demandez-en un autre par « Mot de passe oublié ».',
      { rule: 'ACC-8' },
    );
}

async function holderOf(deps: ApiDeps, token: string, at: Date): Promise<Person> {
  const person = await personOfSession(deps.db, token, { at, idleMs: deps.policy.sessionIdleMs });
  if (person === null) throw new DomainError('NON_AUTHENTIFIE', 'Connectez-vous pour continuer.');
  return person;
}

/** Writes a refused entry down, with what was found wrong, never what was typed (S2, S6). `account` null: nobody's, or not known whose. */
export async function noteRefused(
  deps: ApiDeps,
  { account, label, motif }: { account: string | null; label: string; motif: string },
  from: From,
  at: Date,
): Promise<void> {
  const id = account ?? 'inconnu';
  const line = { action: 'auth.refused', entity: 'user', entityId: id, label, after: { motif } };
  await deps.db.$transaction(async (tx) => {
    const found = await tx.user.findUnique({ where: { id }, select: { caf: true } });
    await journal(tx, line, { at, actor: { ...ANONYMOUS, ip: from.ip }, caf: found?.caf ?? null });
  });
}

export function refused(): DomainError {
  return new DomainError(
    'IDENTIFIANTS_REFUSES',
    'Identifiant ou mot de passe refusé. Après plusieurs erreurs, attendez un quart d’heure avant de réessayer.',
  );
}
