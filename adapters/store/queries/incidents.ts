import type { ServiceCode } from '../../../domain/service/services.ts';
import type { SuspensionFacts } from '../../../domain/serviceSuspension/types.ts';
import type { Database } from '../prisma.ts';

/** A service that an incident has suspended for the organisme (§11). */
export interface IncidentSuspension {
  id: string;
  service: ServiceCode;
  createdAt: Date;
  /** null: it is suspended still */
  closedAt: Date | null;
}

/** Those of one incident, oldest first. */
export async function suspensionsOf(
  db: Database,
  partnerId: string,
  incidentId: string,
): Promise<IncidentSuspension[]> {
  const rows = await db.process.findMany({
    where: { partnerId, type: 'serviceSuspension', facts: { path: ['incidentId'], equals: incidentId } },
    select: { id: true, facts: true, createdAt: true, closedAt: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ facts, ...row }) => ({ ...row, service: (facts as unknown as SuspensionFacts).service }));
}
