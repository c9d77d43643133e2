import { mayReissueStaff, staffReissued } from '../../domain/account/staffForgotten.ts';
import { ANONYMOUS } from '../../domain/decision/actor.ts';
import { newId } from '../store/ids.ts';
import { appendAudit, enqueueMails } from '../store/journal.ts';
import type { Database } from '../store/prisma.ts';
import { credentialsOf } from './credentials.ts';
import { entryChange, entryStanding } from './entryStanding.ts';
import type { Seal } from './sealed.ts';
import { newSecret, voidSecrets } from './temporarySecrets.ts';

/**
 * « Mot de passe oublié » of a Caf-side person: as for a partner's (ACC-8, ACC-11, ACC-12), without a process to remind them.
 */
export async function reissueStaffPassword(
  database: Database,
  userId: string,
  { ip, at, seal }: { ip: string | null; at: Date; seal: Seal },
): Promise<void> {
  const secret = await newSecret({ id: newId(), userId, usage: 'OUBLI' }, seal);
  await database.$transaction(async (tx) => {
    // who asks at the same moment waits: one temporary password is usable, the last
    await tx.$queryRaw`SELECT id FROM app_user WHERE id = ${userId} FOR UPDATE`;
    const user = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { login: true, email: true, firstName: true, lastName: true, caf: true },
    });
    const held = await credentialsOf(tx, user.login, at);
    const hadOne = await tx.temporarySecret.count({ where: { userId, consumedAt: { not: null } } });
    const { email, firstName, lastName, caf } = user;
    if (held === null) return;
    const { state, passwordHash } = held;
    if (!mayReissueStaff({ state, hasPassword: passwordHash !== null, hadPassword: hadOne > 0 })) return;
    const before = await entryStanding(tx, userId, at);
    if (held.secret !== null) await voidSecrets(tx, [held.secret.id], at);
    await tx.temporarySecret.create({ data: { ...secret, createdAt: at } });
    const { mail, audit } = staffReissued(userId, secret.id, { email, firstName, lastName });
    await enqueueMails(tx, [mail], { at, processId: null, caf });
    const line = { ...audit, ...(await entryChange(tx, userId, before, at)) };
    await appendAudit(tx, [line], { at, actor: { ...ANONYMOUS, ip }, processId: null, caf });
  });
}
