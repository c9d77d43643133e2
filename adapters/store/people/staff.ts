import { randomBytes } from 'node:crypto';
import { BY_COMMAND } from '../../../domain/decision/actor.ts';
import { type NewStaff, staffAdded, staffClosed } from '../../../domain/people/staff.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { appendAudit } from '../journal.ts';
import type { Database } from '../prisma.ts';
import { createUser, foldLogin } from './users.ts';

/**
 * Makes an account of the staff, its identifiant its address; false where there is one of it already, which stays as it is. `signsIn`: `password`: the
 * person asks for a first one by « Mot de passe oublié », so that nobody else ever sees it; `provider`: by the Caf's own account alone.
 */
export async function addStaff(
  database: Database,
  staff: NewStaff,
  signsIn: 'password' | 'provider',
  at: Date,
): Promise<boolean> {
  const login = foldLogin(staff.email);
  if ((await database.user.count({ where: { login } })) > 0) return false;
  const password = signsIn === 'password' ? randomBytes(32).toString('base64') : null;
  const { caf } = staff;
  await database.$transaction(async (tx) => {
    const id = await createUser(tx, { ...staff, login, password }, at);
    await appendAudit(tx, [staffAdded(id, staff)], { at, actor: BY_COMMAND, processId: null, caf });
  });
  return true;
}

/** Closes an account of the staff from now on, its sessions too, and gives its tasks back to its colleagues; false where there is none that is open. */
export async function closeStaff(database: Database, email: string, at: Date): Promise<boolean> {
  const found = await database.user.findFirst({ where: { login: foldLogin(email), partnerId: null, closedAt: null } });
  if (found === null) return false;
  await database.$transaction(async (tx) => {
    await tx.user.update({
      where: { id: found.id },
      data: { state: 'CLOS', closesOn: parisDate(at), closedAt: at, passwordHash: null },
    });
    await tx.session.updateMany({ where: { userId: found.id, revokedAt: null }, data: { revokedAt: at } });
    await tx.task.updateMany({ where: { assigneeId: found.id, state: 'OUVERTE' }, data: { assigneeId: null } });
    await appendAudit(tx, [staffClosed(found.id)], { at, actor: BY_COMMAND, processId: null, caf: found.caf });
  });
  return true;
}
