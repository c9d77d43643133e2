import { credentialsOf } from '../adapters/identity/credentials.ts';
import { verifyPassword } from '../adapters/identity/passwords.ts';
import type { Person } from '../adapters/identity/sessions.ts';
import { cafName } from '../domain/caf/cafs.ts';
import { invalid, missing } from '../domain/errors.ts';
import { DEPARTEMENTS } from '../domain/formats/departement.ts';
import { noteRefused } from './admission.ts';
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
  const hash = await passwordHashOf(deps, person, locked, at);
  if (!(await verifyPassword(hash, given.password))) throw invalid([{ path: given.path, ...WRONG_PASSWORD }]);
  return { hash, forget };
}

/**
 * Someone signed in proves once more who they are, by their password or by a code of their second factor; a failure is a counted guess and
 * stands in the journal, as at sign-in (S3). Throws MOT_DE_PASSE_REFUSE, CODE_INCORRECT, or CHAMP_OBLIGATOIRE for neither.
 */
export async function confirmAgain(
  deps: ApiDeps,
  person: Person,
  given: { password?: string | undefined; code?: string | undefined },
  { ip, at }: { ip: string | null; at: Date },
): Promise<void> {
  if (given.password === undefined && given.code === undefined)
    throw invalid([missing('password', 'Indiquez votre mot de passe.')]);
  const { locked, forget } = await countProof(deps, person.login, at);
  const path = given.code === undefined ? 'password' : 'code';
  const right =
    given.code === undefined
      ? await verifyPassword(await passwordHashOf(deps, person, locked, at), given.password ?? '')
      : !locked && (await deps.secondFactors.take(person.id, given.code, at));
  if (right) return forget();
  const motif = path === 'code' ? 'CODE' : 'MOT_DE_PASSE';
  // a locked account stands in the log alone: what is guessed at does not fill the journal
  if (!locked) await noteRefused(deps, { account: person.id, label: NOT_PROVEN, motif }, { ip, userAgent: null }, at);
  throw invalid([path === 'code' ? WRONG_CODE : { path, ...WRONG_PASSWORD }]);
}

const NOT_PROVEN = "Entrée dans l'Espace Tuteur refusée";
const WRONG_PASSWORD = { code: 'MOT_DE_PASSE_REFUSE', message: "Ce n'est pas votre mot de passe actuel." } as const;
const WRONG_CODE = {
  path: 'code',
  code: 'CODE_INCORRECT',
  message: 'Code refusé. Un code ne sert qu’une fois : attendez le suivant.',
} as const;

/** Null for a locked account, on which the same work is done as on another. */
async function passwordHashOf(deps: ApiDeps, person: Person, locked: boolean, at: Date): Promise<string | null> {
  return locked ? null : ((await credentialsOf(deps.db, person.login, at))?.passwordHash ?? null);
}

/** Words that whoever knows somebody tries first: names, login, address, organisme or Caf and their départements (S4). */
export async function ownWords(deps: ApiDeps, person: Person): Promise<string[]> {
  const { firstName, lastName, login, email, partnerId, caf } = person;
  const partner =
    partnerId === null
      ? null
      : await deps.db.partner.findUnique({
          where: { id: partnerId },
          select: { raisonSociale: true, siret: true, departments: true },
        });
  const codes = [...(partner?.departments ?? []), ...(caf === null ? [] : [caf])];
  return [
    firstName,
    lastName,
    login,
    email,
    ...(partner === null ? [] : [partner.raisonSociale, partner.siret]),
    ...(caf === null ? [] : [cafName(caf)]),
    ...DEPARTEMENTS.filter(({ code }) => codes.includes(code)).flatMap(({ code, name }) => [
      name,
      `${name} ${code}`,
      `Caf ${code}`,
    ]),
  ];
}
