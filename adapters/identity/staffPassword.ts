import { canBeReissued } from '../../domain/account/state.ts';
import { type Actor, ANONYMOUS } from '../../domain/decision/actor.ts';
import { newId } from '../store/ids.ts';
import { appendAudit, enqueueMails } from '../store/journal.ts';
import type { Database } from '../store/prisma.ts';
import { credentialsOf } from './credentials.ts';
import type { Seal } from './sealed.ts';
import { newSecret, voidSecrets } from './temporarySecrets.ts';

/**
 * « Mot de passe oublié » of a Caf-side person: as for a partner's (ACC-8, ACC-11, ACC-12), without a process to remind them. Nothing for
 * who never had a password: the Caf's own accounts let them in, and a mailbox must not become another way.
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
    if (held === null || !canBeReissued(held.state) || (held.passwordHash === null && hadOne === 0)) return;
    if (held.secret !== null) await voidSecrets(tx, [held.secret.id], at);
    await tx.temporarySecret.create({ data: { ...secret, createdAt: at } });
    const { email, firstName, lastName, caf } = user;
    const mail = {
      key: `MAIL-3:${secret.id}`,
      to: email,
      toName: `${firstName} ${lastName}`,
      params: {
        template: 'MAIL-3' as const,
        organisme: 'Passerelle',
        secretId: secret.id,
        link: { kind: 'page' as const, path: '/connexion' },
      },
    };
    await enqueueMails(tx, [mail], { at, processId: null, caf });
    const actor: Actor = { ...ANONYMOUS, ip };
    const line = {
      action: 'user.forgotten',
      entity: 'user',
      entityId: userId,
      label: '« Mot de passe oublié » demandé',
      rule: 'ACC-8',
    };
    await appendAudit(tx, [line], { at, actor, processId: null, caf });
  });
}
