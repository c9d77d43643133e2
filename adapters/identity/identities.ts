import type { Identity, IdentityCandidate } from '../../domain/account/identity.ts';
import { accountState } from '../../domain/account/state.ts';
import { foldLogin } from '../store/people/users.ts';
import type { Database, Transaction } from '../store/prisma.ts';

/** Accounts that an identity may open, the linked one and those of its verified address. Addresses are stored without capitals. */
export async function candidatesOf(database: Database, identity: Identity, at: Date): Promise<IdentityCandidate[]> {
  const { issuer, subject, email } = identity;
  const users = await database.user.findMany({
    where: {
      OR: [{ oidcIssuer: issuer, oidcSubject: subject }, ...(email === null ? [] : [{ email: foldLogin(email) }])],
    },
    // Caf-side people first: many people of partners may share one address
    orderBy: [{ partnerId: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
    take: 50,
    select: {
      id: true,
      partnerId: true,
      oidcIssuer: true,
      oidcSubject: true,
      closesOn: true,
      suspendedAt: true,
      personalisingUntil: true,
      sendFailed: true,
    },
  });
  return users.map(({ id, partnerId, oidcIssuer, oidcSubject, ...facts }) => ({
    id,
    partnerId,
    // the provider stands in for a password
    state: accountState({ ...facts, hasPassword: true, secret: null }, at),
    linked: oidcIssuer === null || oidcSubject === null ? null : { issuer: oidcIssuer, subject: oidcSubject },
  }));
}

/** Keeps the link of a first sign-in. `known`: it was there. False: meanwhile the account was linked to another identity of the issuer. */
export async function linkIdentity(
  tx: Transaction,
  userId: string,
  { issuer, subject }: Identity,
): Promise<'linked' | 'known' | false> {
  const [held] = await tx.$queryRaw<{ issuer: string | null; subject: string | null }[]>`
    SELECT oidc_issuer AS issuer, oidc_subject AS subject FROM app_user WHERE id = ${userId} FOR UPDATE`;
  if (held?.issuer === issuer) return held.subject === subject ? 'known' : false;
  await tx.user.update({ where: { id: userId }, data: { oidcIssuer: issuer, oidcSubject: subject } });
  return 'linked';
}
