import { accountState } from '../../../domain/account/state.ts';
import { type Access, codesOf } from '../../../domain/entrance/access.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import type { Database } from '../prisma.ts';
import { servicesOfPerson } from '../queries/myServices.ts';

const PERSON = {
  ...{ id: true, login: true, firstName: true, lastName: true, numeroInstructeur: true, codeBailleur: true },
  ...{ passwordHash: true, closesOn: true, suspendedAt: true, personalisingUntil: true, sendFailed: true },
  partner: { select: { id: true, siret: true, raisonSociale: true, departments: true } },
} as const;

/** What somebody may do in a service at this instant, by the facts and by nothing that was written down before (SVC-9); null: they may not enter it. */
export async function accessNow(
  db: Database,
  { userId, service }: { userId: string; service: ServiceCode },
  at: Date,
): Promise<Access | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: PERSON });
  if (user?.partner == null) return null;
  if (accountState({ ...user, hasPassword: user.passwordHash !== null, secret: null }, at) !== 'ACTIF') return null;
  const held = (await servicesOfPerson(db, userId, at)).find((one) => one.service === service);
  if (held?.open !== true) return null;
  const { roles, profiles } = held;
  const { id, login, firstName, lastName, partner } = user;
  return {
    ...{ userId: id, login: login.toUpperCase(), firstName, lastName, partner },
    ...{ service, roles, profiles },
    ...codesOf(profiles, user),
  };
}

/** The account of a login or of an id that a service names; null: nobody's of a partner. */
export async function accountNamed(
  db: Database,
  { login, subject }: { login?: string; subject?: string },
): Promise<string | null> {
  const where = subject === undefined ? { login: (login ?? '').toLowerCase() } : { id: subject };
  const found = await db.user.findFirst({
    where: { ...where, partnerId: { not: null }, erasedAt: null },
    select: { id: true },
  });
  return found?.id ?? null;
}
