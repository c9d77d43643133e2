import { randomBytes } from 'node:crypto';
import type { Actor } from '../../../domain/decision/actor.ts';
import type { NewStaff } from '../../../domain/people/staff.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { appendAudit } from '../journal.ts';
import type { Database } from '../prisma.ts';
import { createUser, foldLogin } from './users.ts';

/** Whoever runs the service, by a command on its host: who that was stands in the host's own log. */
const BY: Actor = { id: 'operator-command', role: 'operator', label: 'Commande d’exploitation', ip: null };

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
  const { roles, caf } = staff;
  await database.$transaction(async (tx) => {
    const id = await createUser(tx, { ...staff, login, password }, at);
    await appendAudit(
      tx,
      [{ action: 'staff.add', entity: 'user', entityId: id, label: 'Compte d’agent créé', after: { roles, caf } }],
      { at, actor: BY, processId: null, caf },
    );
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
    await appendAudit(
      tx,
      [{ action: 'staff.close', entity: 'user', entityId: found.id, label: 'Compte d’agent fermé' }],
      { at, actor: BY, processId: null, caf: found.caf },
    );
  });
  return true;
}
