import { BY_COMMAND } from '../../domain/decision/actor.ts';
import type { AuditDraft } from '../../domain/decision/journal.ts';
import { appendAudit } from './journal.ts';
import type { Database } from './prisma.ts';
import type { OpenProcess } from './underWay.ts';

/**
 * Of a mail that the restored facts have as not sent nobody knows whether it left before the failure: as if its sender had died while it left, it
 * goes once more, identical, and its doubt shows; one that had a doubt already waits for a person (R2). How many these are.
 */
export function doubtUnsent(database: Database, at: Date): Promise<number> {
  return database.$executeRaw`
    UPDATE mail SET state = 'A_ENVOYER', lease_until = NULL, data_started_at = coalesce(data_started_at, ${at})
      WHERE state IN ('A_ENVOYER', 'EN_COURS')`;
}

/** The instant of the facts: their newest line of the journal, but for what a restore itself wrote. Null: there is none. */
export async function factsOf(database: Database): Promise<Date | null> {
  const [newest] = await database.$queryRaw<{ at: Date | null }[]>`
    SELECT max(coalesce(recorded_at, at)) AS at FROM audit_line WHERE action NOT LIKE 'restore.%'`;
  return newest?.at ?? null;
}

/** What the journal tells of one execution, or of all of them (S6). */
export async function tellByCommand(
  database: Database,
  lines: readonly { process: OpenProcess | null; line: AuditDraft }[],
  at: Date,
): Promise<void> {
  await database.$transaction(async (tx) => {
    for (const { process, line } of lines)
      await appendAudit(tx, [line], {
        at,
        actor: BY_COMMAND,
        processId: process?.id ?? null,
        caf: process?.caf ?? null,
      });
  });
}
