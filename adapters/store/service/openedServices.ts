import type { Actor } from '../../../domain/decision/actor.ts';
import type { AuditOfEach } from '../../../domain/decision/journal.ts';
import type { ProcessType } from '../../../domain/process/types.ts';
import { openingResumed, openingSuspended } from '../../../domain/service/openings.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import { together, type Write } from '../writes.ts';

/** What goes with a change of openings, by the same statement; given whose they are, as a set of partners. */
export type Beside = (partners: Prisma.Sql) => readonly Write[];

/** Which partners: these, or every one that is concerned at all. */
export type Concerned = 'all' | readonly string[];

interface Doing {
  at: Date;
  actor: Actor;
  processId: string | null;
}

/** Of a column that names a partner. */
export const among = (column: Prisma.Sql, of: Concerned): Prisma.Sql =>
  of === 'all' ? Prisma.sql`true` : Prisma.sql`${column} = ANY(${[...of]}::text[])`;

/**
 * Takes the turn of partners (ADR 8), always in the same order: a dossier that was loaded before begins its act anew and sees what has become of
 * their services; an act on their people waits. Who has had a turn in this transaction keeps it.
 */
export async function takeTurns(tx: Transaction, partners: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    WITH concerned AS MATERIALIZED (SELECT r.id FROM partner r WHERE r.id IN (${partners}) AND r.xmin <> pg_current_xact_id()::xid ORDER BY r.id FOR UPDATE)
    UPDATE partner r SET version = r.version FROM concerned c WHERE r.id = c.id`;
}

/**
 * Suspends what is open of a service, for these partners or for all, in one statement each: never closed, which is final (§4.3). What
 * something else has suspended stays that one's. Returns how many partners' was open. Safe to retry: what is suspended is not open.
 */
export async function suspendOpened(
  tx: Transaction,
  service: ServiceCode,
  of: Concerned,
  why: { by: string; reason: string; until: Date | null },
  doing: Doing,
  beside: Beside = () => [],
): Promise<number> {
  const open = Prisma.sql`o.service = ${service} AND o.state = 'OUVERTE' AND ${among(Prisma.sql`o.partner_id`, of)}`;
  await takeTurns(tx, Prisma.sql`SELECT o.partner_id FROM opened_service o WHERE ${open}`);
  return changedOpenings(
    tx,
    Prisma.sql`UPDATE opened_service o SET state = 'SUSPENDUE', reason = ${why.reason}, suspended_at = ${doing.at}, suspended_until = ${why.until},
      suspended_by = ${why.by} WHERE ${open} RETURNING o.id, o.partner_id, o.caf`,
    openingSuspended(why.reason),
    doing,
    beside,
  );
}

/**
 * Opens again what processes of this type have suspended of a service, for these partners or for all; what somebody else has suspended stays
 * so. Returns how many partners' is open again. Safe to retry.
 */
export async function resumeOpened(
  tx: Transaction,
  service: ServiceCode,
  of: Concerned,
  type: ProcessType,
  doing: Doing,
): Promise<number> {
  const held = Prisma.sql`o.service = ${service} AND o.state = 'SUSPENDUE' AND ${among(Prisma.sql`o.partner_id`, of)}
    AND o.suspended_by IN (SELECT p.id FROM process p WHERE p.type = ${type})`;
  await takeTurns(tx, Prisma.sql`SELECT o.partner_id FROM opened_service o WHERE ${held}`);
  return changedOpenings(
    tx,
    Prisma.sql`UPDATE opened_service o SET state = 'OUVERTE', reason = NULL, suspended_at = NULL, suspended_until = NULL, suspended_by = NULL
      WHERE ${held} RETURNING o.id, o.partner_id, o.caf`,
    openingResumed(),
    doing,
  );
}

/** Changes openings, and writes one line of the journal for each and what goes beside, with the statement itself. */
async function changedOpenings(
  tx: Transaction,
  update: Prisma.Sql,
  line: AuditOfEach,
  { at, actor, processId }: Doing,
  beside: Beside = () => [],
): Promise<number> {
  const told = Prisma.sql`
    INSERT INTO audit_line (at, actor_id, actor_role, ip, action, entity, entity_id, process_id, caf, rule, label, before, after)
      SELECT ${at}::timestamptz, ${actor.id}, ${actor.role}, ${actor.ip}, ${line.action}, ${line.entity}, c.id, ${processId}, c.caf, ${line.rule}, ${line.label},
        ${JSON.stringify(line.before)}::jsonb, ${JSON.stringify(line.after)}::jsonb FROM changed c`;
  const [row] = await tx.$queryRaw<{ partners: number }[]>(
    together([
      {
        name: 'changed',
        sql: update,
        then: Prisma.sql`(SELECT count(DISTINCT partner_id)::int FROM changed) AS partners`,
      },
      { name: 'told', sql: told },
      ...beside(Prisma.sql`SELECT partner_id FROM changed`),
    ]),
  );
  return row?.partners ?? 0;
}
