import { z } from 'zod';
import type { ProcessRow } from '../../adapters/queries/processes.ts';
import { INCIDENT_STATES } from '../../domain/securityIncident/procedure.ts';
import type { IncidentFacts } from '../../domain/securityIncident/types.ts';
import { id, instant, iso, isoOrNull } from './common.ts';

export const incidentOut = z
  .object({
    id,
    partnerId: id,
    caf: z.string(),
    state: z.enum(INCIDENT_STATES),
    what: z.string().meta({ description: 'Les faits, tels que déclarés' }),
    userIds: z.array(id).meta({ description: 'Comptes concernés' }),
    suspended: z.array(id).meta({ description: 'Comptes suspendus en ce moment' }),
    declaredBy: id,
    declaredAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'SecurityIncident' });

/** A security incident from the row of its process. */
export function presentIncident(row: ProcessRow): z.input<typeof incidentOut> {
  const facts = row.facts as unknown as IncidentFacts;
  return {
    id: row.id,
    partnerId: row.partnerId ?? '',
    caf: row.caf,
    state: row.state as (typeof INCIDENT_STATES)[number],
    what: facts.what,
    userIds: facts.userIds,
    suspended: facts.suspended,
    declaredBy: facts.declaredBy,
    declaredAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}
