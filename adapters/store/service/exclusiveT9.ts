import type { Actor } from '../../../domain/decision/actor.ts';
import type { AuditOfEach } from '../../../domain/decision/journal.ts';
import { EXCLUSIVE } from '../../../domain/service/tuteur/pair.ts';
import { T9_LINES } from '../../../domain/tuteur/exclusive.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import { among, type Concerned, takeTurns } from './openedServices.ts';

interface Doing {
  at: Date;
  actor: Actor;
  processId: string | null;
}

/** TUT-5: groups that the pair concerns: open, with T9 of Cdap, and their switch on. */
const PAIRED = Prisma.sql`g.service = ${EXCLUSIVE.service} AND g.role = ${EXCLUSIVE.role} AND g.exclusive_t9 AND g.closed_at IS NULL`;

/**
 * TUT-5: takes Cdap T9 from the groups that exchange it for the Espace Tuteur, of these partners, or of all who have it open. Returns how
 * many groups. Safe to retry: what is taken is not taken twice.
 */
export async function suspendCdapT9(tx: Transaction, of: Concerned, doing: Doing): Promise<number> {
  const tuteurs =
    of === 'all'
      ? Prisma.sql`EXISTS (SELECT 1 FROM opened_service o WHERE o.partner_id = g.partner_id AND o.service = ${EXCLUSIVE.space} AND o.state = 'OUVERTE')`
      : among(Prisma.sql`g.partner_id`, of);
  const concerned = Prisma.sql`${PAIRED} AND g.t9_suspended_at IS NULL AND ${tuteurs}`;
  return change(tx, concerned, Prisma.sql`${doing.at}::timestamptz`, T9_LINES.taken, doing);
}

/**
 * TUT-4: gives Cdap T9 back to the groups from which the Espace Tuteur took it, of these partners or of all: one statement. Returns how many
 * groups. Safe to retry.
 */
export async function reactivateCdapT9(tx: Transaction, of: Concerned, doing: Doing): Promise<number> {
  const concerned = Prisma.sql`g.t9_suspended_at IS NOT NULL AND ${among(Prisma.sql`g.partner_id`, of)}`;
  return change(tx, concerned, Prisma.sql`NULL`, T9_LINES.given, doing);
}

async function change(
  tx: Transaction,
  concerned: Prisma.Sql,
  since: Prisma.Sql,
  line: AuditOfEach,
  { at, actor, processId }: Doing,
): Promise<number> {
  await takeTurns(tx, Prisma.sql`SELECT g.partner_id FROM user_group g WHERE ${concerned}`);
  const rows = await tx.$queryRaw<{ groups: number }[]>`
    WITH was AS (SELECT g.id, g.t9_suspended_at FROM user_group g WHERE ${concerned}),
    changed AS (
      UPDATE user_group g SET t9_suspended_at = ${since}, version = g.version + 1 FROM was w WHERE g.id = w.id
      RETURNING g.id, g.partner_id, w.t9_suspended_at AS before, g.t9_suspended_at AS after
    ), told AS (
      INSERT INTO audit_line (at, actor_id, actor_role, ip, action, entity, entity_id, process_id, caf, rule, label, before, after)
      SELECT ${at}::timestamptz, ${actor.id}, ${actor.role}, ${actor.ip}, ${line.action}, ${line.entity}, c.id, ${processId}, r.caf, ${line.rule}, ${line.label},
        jsonb_build_object('t9SuspendedAt', c.before), jsonb_build_object('t9SuspendedAt', c.after)
      FROM changed c JOIN partner r ON r.id = c.partner_id)
    SELECT count(*)::int AS groups FROM changed`;
  return rows[0]?.groups ?? 0;
}
