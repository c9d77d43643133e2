import type { Actor } from '../../../domain/decision/actor.ts';
import { type NationalChange, type NationalService, resumed, suspended } from '../../../domain/service/national.ts';
import { SERVICES, type ServiceCode } from '../../../domain/service/services.ts';
import type { Database } from '../prisma.ts';
import type { ReminderSettings } from '../reminders/telling.ts';
import { tellPartners } from '../reminders/telling.ts';
import { lockNational, setNational } from './national.ts';

const PARTNERS_AT_ONCE = 500;

/**
 * Suspends a service for everyone, or opens it again, by an act of the Cnaf: one row, and in the same transaction a mail to the administrateurs
 * of every partner who has it and to each one's Caf. Throws what `suspended` and `resumed` do.
 */
export async function changeForEveryone(
  db: Database,
  service: ServiceCode,
  change: NationalChange,
  { at, actor, ...settings }: ReminderSettings & { at: Date; actor: Actor },
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
      const having = await tx.openedService.findMany({
        where: { service, state: { in: ['OUVERTE', 'SUSPENDUE'] } },
        select: { partnerId: true },
        distinct: ['partnerId'],
        orderBy: { partnerId: 'asc' },
      });
      const params = (organisme: string) =>
        change.what === 'suspend'
          ? {
              template: 'MAIL-98' as const,
              organisme,
              service: SERVICES[service],
              reason: change.reason,
              end: change.end,
              link: LINK,
            }
          : { template: 'MAIL-99' as const, organisme, service: SERVICES[service], closed: false, link: LINK };
      for (let from = 0; from < having.length; from += PARTNERS_AT_ONCE) {
        const partners = having.slice(from, from + PARTNERS_AT_ONCE);
        const key = `${service}:${at.toISOString()}`;
        const tellings = partners.flatMap(({ partnerId }) =>
          (['administrateurs', 'caf'] as const).map((to) => ({ partnerId, to, key, params })),
        );
        await tellPartners(tx, tellings, settings, at);
      }
      return next;
    },
    { maxWait: 2_500, timeout: 60_000 },
  );
}

const LINK = { kind: 'page' as const, path: '/' };
