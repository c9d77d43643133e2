import type { Actor } from '../../../domain/decision/actor.ts';
import type { Context } from '../../../domain/decision/context.ts';
import { type NationalChange, type NationalService, resumed, suspended } from '../../../domain/service/national.ts';
import { SERVICES, type ServiceCode } from '../../../domain/service/services.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { mailsToAdministrateurs } from '../administrateurMails.ts';
import { enqueueMails } from '../journal.ts';
import type { Database, Transaction } from '../prisma.ts';
import { runWrites } from '../writes.ts';
import { lockNational, setNational } from './national.ts';

/**
 * Suspends a service for everyone, or opens it again, by an act of the Cnaf: one row, and in the same transaction a mail to the administrateurs
 * of every partner who has it, and one to each Caf of theirs. Throws what `suspended` and `resumed` do.
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
      const held = before?.processId == null ? null : await tx.process.findUnique({ where: { id: before.processId } });
      const running = held !== null && held.closedAt === null;
      const next =
        change.what === 'suspend'
          ? suspended(service, before, running, change, at)
          : resumed(service, before, change, at);
      const label =
        change.what === 'suspend'
          ? `Service suspendu pour tous : ${change.reason}`
          : `Service rouvert pour tous : ${change.reason}`;
      await setNational(tx, next, { at, actor, label, rule: change.what === 'suspend' ? 'TUT-4' : 'TUT-9' });
      await tell(tx, service, change, { at, mailboxOf });
      return next;
    },
    { maxWait: 2_500, timeout: 60_000 },
  );
}

const LINK = { kind: 'page' as const, path: '/' };

/** At once, by night too: what is suspended is not used meanwhile. */
async function tell(
  tx: Transaction,
  service: ServiceCode,
  change: NationalChange,
  { at, mailboxOf }: { at: Date; mailboxOf: Context['mailboxOf'] },
): Promise<void> {
  const having = Prisma.sql`SELECT o.partner_id FROM opened_service o WHERE o.service = ${service} AND o.state IN ('OUVERTE', 'SUSPENDUE')`;
  const about = { service: SERVICES[service], link: LINK };
  const params =
    change.what === 'suspend'
      ? { template: 'MAIL-98' as const, ...about, reason: change.reason, end: change.end }
      : { template: 'MAIL-99' as const, ...about, closed: false };
  const key = `${params.template}:${service}:${at.toISOString()}`;
  await runWrites(tx, [mailsToAdministrateurs(having, { key, params }, { at, processId: null })]);
  const cafs = await tx.$queryRaw<
    { caf: string }[]
  >`SELECT DISTINCT r.caf FROM partner r WHERE r.id IN (${having}) ORDER BY r.caf`;
  for (const { caf } of cafs) {
    const draft = {
      key: `${key}:Caf ${caf}`,
      to: mailboxOf(caf),
      toName: `Caf ${caf}`,
      params: { ...params, organisme: ALL_OF_A_CAF },
    };
    await enqueueMails(tx, [draft], { at, processId: null, caf });
  }
}

/** In the place of an organisme's name, in the one mail that a Caf gets of all of them. */
const ALL_OF_A_CAF = 'tous vos partenaires';
