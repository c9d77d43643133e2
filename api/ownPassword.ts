import { credentialsOf } from '../adapters/identity/credentials.ts';
import { verifyPassword } from '../adapters/identity/passwords.ts';
import type { Person } from '../adapters/identity/sessions.ts';
import { cafName } from '../domain/caf/cafs.ts';
import { invalid } from '../domain/errors.ts';
import type { ApiDeps } from './deps.ts';
import { countProof } from './tries.ts';

/**
 * Someone signed in gives their password once more, in the field `path`: a wrong one is a counted guess (S3). Returns its hash, and how
 * to forget the tries once everything else that was asked for is right too.
 */
export async function confirmPassword(
  deps: ApiDeps,
  person: Person,
  given: { path: string; password: string },
  at: Date,
): Promise<{ hash: string | null; forget: () => Promise<void> }> {
  const { locked, forget } = await countProof(deps, person.login, at);
  const hash = locked ? null : ((await credentialsOf(deps.db, person.login, at))?.passwordHash ?? null);
  if (!(await verifyPassword(hash, given.password)))
    throw invalid([
      { path: given.path, code: 'MOT_DE_PASSE_REFUSE', message: "Ce n'est pas votre mot de passe actuel." },
    ]);
  return { hash, forget };
}

/** Words that whoever knows somebody tries first: names, login, address, organisme or Caf (S4). */
export async function ownWords(deps: ApiDeps, person: Person): Promise<string[]> {
  const { firstName, lastName, login, email, partnerId, caf } = person;
  const partner =
    partnerId === null
      ? null
      : await deps.db.partner.findUnique({ where: { id: partnerId }, select: { raisonSociale: true } });
  return [
    firstName,
    lastName,
    login,
    email,
    ...(partner === null ? [] : [partner.raisonSociale]),
    ...(caf === null ? [] : [cafName(caf)]),
  ];
}
