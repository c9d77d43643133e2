import type { Actor } from '../../../domain/decision/actor.ts';
import type { NationalService } from '../../../domain/service/national.ts';
import { appendAudit } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { nationalService } from '../queries/nationalServices.ts';

/** Who changes what is the case for everyone, when, and the line of the journal that says so. */
interface Saying {
  at: Date;
  actor: Actor;
  label: string;
  rule?: string;
}

/**
 * Takes the row of a service in the caller's transaction, so that whoever changes it next waits and sees what has become of it. Null: it
 * has none.
 */
export async function lockNational(
  tx: Transaction,
  service: NationalService['service'],
): Promise<NationalService | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`national_service:${service}`}))`;
  return nationalService(tx, service);
}

/**
 * Says where a service stands for everyone from now on, with its line in the journal: menu, entry and diagnosis follow with the commit.
 * Safe to retry: what stands already is left as it is. Returns what stood before.
 */
export async function setNational(
  tx: Transaction,
  next: NationalService,
  { at, actor, label, rule }: Saying,
): Promise<NationalService | null> {
  const before = await lockNational(tx, next.service);
  if (before !== null && JSON.stringify(before) === JSON.stringify({ ...before, ...next })) return before;
  const { service, ...fields } = next;
  await tx.nationalService.upsert({ where: { service }, create: next, update: fields });
  const line = {
    action: 'service.national',
    entity: 'nationalService',
    entityId: service,
    label,
    before,
    after: fields,
  };
  await appendAudit(tx, [rule === undefined ? line : { ...line, rule }], {
    at,
    actor,
    processId: next.processId,
    caf: null,
  });
  return before;
}
