import type { Actor } from '../../../domain/decision/actor.ts';
import type { Context } from '../../../domain/decision/context.ts';
import { type ChangedForEveryone, changedForEveryone, mailToTheirCaf } from '../../../domain/service/forEveryone.ts';
import type { NationalChange, NationalService } from '../../../domain/service/national.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { mailsToAdministrateurs } from '../administrateurMails.ts';
import { enqueueMails } from '../journal.ts';
import type { Database, Transaction } from '../prisma.ts';
import { runWrites } from '../writes.ts';
import { lockNational, setNational } from './national.ts';

/**
 * Suspends a service for everyone, or opens it again, by an act of the Cnaf: one row, and in the same transaction a mail to the administrateurs
 * of every partner who has it, and one to each Caf of theirs. Throws what `changedForEveryone` does.
 */
export async function changeForEveryone(
  db: Database,
  service: ServiceCode,
  change: NationalChange,
  { at, actor, mailboxOf }: { at: Date; actor: Actor; mailboxOf: Context['mailboxOf'] },
): Promise<NationalService> {
  return db.$transaction(
    async (tx) => {
      const before = await lockNational(tx, service);
      const by = before?.processId == null ? null : await tx.process.findUnique({ where: { id: before.processId } });
      const held = by !== null && by.closedAt === null;
      const { next, label, rule, mail } = changedForEveryone(service, before, change, { held, at });
      await setNational(tx, next, { at, actor, label, rule });
      await tell(tx, service, mail, { at, mailboxOf });
      return next;
    },
    { maxWait: 2_500, timeout: 60_000 },
  );
}

async function tell(
  tx: Transaction,
  service: ServiceCode,
  mail: ChangedForEveryone['mail'],
  { at, mailboxOf }: { at: Date; mailboxOf: Context['mailboxOf'] },
): Promise<void> {
  const having = Prisma.sql`SELECT o.partner_id FROM opened_service o WHERE o.service = ${service} AND o.state IN ('OUVERTE', 'SUSPENDUE')`;
  await runWrites(tx, [mailsToAdministrateurs(having, mail, { at, processId: null })]);
  const cafs = await tx.$queryRaw<
    { caf: string }[]
  >`SELECT DISTINCT r.caf FROM partner r WHERE r.id IN (${having}) ORDER BY r.caf`;
  for (const { caf } of cafs)
    await enqueueMails(tx, [mailToTheirCaf(mail, caf, mailboxOf)], { at, processId: null, caf });
}
