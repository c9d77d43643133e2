import { type Change, changeOf } from '../decision/changes.ts';
import type { Account } from './types.ts';

/** Fields of an account that tell who somebody is: what an erasure takes (S7). */
const WHO = new Set<string>([
  'login',
  'firstName',
  'lastName',
  'email',
  'phone',
  'qualification',
  'numeroInstructeur',
  'codeBailleur',
  'titre',
  'workplaceSocialWorker',
  'diplomeVerifieLe',
] satisfies (keyof Account)[]);

/** An account that was made or changed; never its password. */
export function accountChange(was: Account | null, is: Account): Change[] {
  const told = ({ id: _id, secret: _secret, createdAt: _createdAt, lastLoginAt: _last, ...fields }: Account) => fields;
  return changeOf({ entity: 'user', entityId: is.id }, was === null ? null : told(was), told(is), {
    subject: is.id,
    isPersonal: (field) => WHO.has(field),
  });
}
