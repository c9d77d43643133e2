import type { ControlNext } from '../../../activities/batches.ts';
import { controlKey } from '../../../domain/annualControl/begin.ts';
import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Database } from '../prisma.ts';
import { insertControl } from './annualControl.ts';

const PARTNERS_PER_BATCH = 20;

/**
 * Begins the year's control of the next partners that have none yet, each in a transaction of its own; the sweep starts their workflows.
 * One that was cancelled, or that an agent has begun, counts. False: no partner is left.
 */
export function controlsOn(database: Database, policy: Policy): ControlNext {
  return async (_, at) => {
    const today = parisDate(at);
    const year = Number(today.slice(0, 4));
    const next = await database.$queryRaw<{ id: string }[]>`
      SELECT p.id FROM partner p
        WHERE NOT EXISTS (SELECT 1 FROM process c WHERE c.business_key = p.id || ${`-${year}`} AND c.type = 'annualControl')
          AND EXISTS (SELECT 1 FROM service_use s JOIN app_user u ON u.id = s.user_id
            WHERE s.partner_id = p.id AND s.ended_at IS NULL AND (u.closes_on IS NULL OR u.closes_on > ${today}))
        ORDER BY p.id LIMIT ${PARTNERS_PER_BATCH}`;
    for (const { id } of next)
      await database.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT id FROM partner WHERE id = ${id} FOR UPDATE`;
        // another worker, or an agent, may have been faster
        if ((await tx.process.count({ where: { type: 'annualControl', businessKey: controlKey(id, year) } })) > 0)
          return;
        await insertControl(tx, id, { year, sampleSize: policy.controlSample }, { actor: PROCESS_ACTOR, at, policy });
      });
    return next.length > 0;
  };
}
