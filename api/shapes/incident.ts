import { z } from 'zod';
import type { IncidentSuspension } from '../../adapters/store/queries/incidents.ts';
import type { UserRow } from '../../adapters/store/queries/people.ts';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { accountState } from '../../domain/account/state.ts';
import { ACCOUNT_STATES } from '../../domain/account/types.ts';
import { INCIDENT_STATES } from '../../domain/securityIncident/procedure.ts';
import type { IncidentFacts } from '../../domain/securityIncident/types.ts';
import { SERVICE_CODES, SERVICES } from '../../domain/service/services.ts';
import { id, instant, iso, isoOrNull } from './common.ts';
import { waitingForOut } from './process.ts';

export const incidentOut = z
  .object({
    id,
    partnerId: id,
    organisme: z.string(),
    caf: z.string(),
    state: z.enum(INCIDENT_STATES),
    what: z.string().meta({ description: 'Les faits, tels que déclarés' }),
    userIds: z.array(id).meta({ description: 'Comptes concernés' }),
    suspended: z.array(id).meta({ description: 'Comptes suspendus en ce moment' }),
    accounts: z
      .array(z.object({ id, login: z.string(), name: z.string(), state: z.enum(ACCOUNT_STATES) }))
      .meta({ description: 'Les mêmes comptes, tels qu’ils sont en ce moment' }),
    services: z
      .array(
        z.object({
          processId: id,
          service: z.enum(SERVICE_CODES),
          label: z.string(),
          suspendedAt: instant,
          resumedAt: instant.nullable().meta({ description: 'Fin de la suspension ; null : elle dure' }),
        }),
      )
      .meta({ description: 'Services de l’organisme que l’incident a suspendus' }),
    waitingFor: waitingForOut.nullable(),
    declaredBy: id,
    declaredAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'SecurityIncident' });

/** A security incident from the row of its process and the accounts it is about. */
export function presentIncident(
  row: ProcessRow,
  organisme: string,
  { accounts, suspensions }: { accounts: readonly UserRow[]; suspensions: readonly IncidentSuspension[] },
  at: Date,
): z.input<typeof incidentOut> {
  const facts = row.facts as unknown as IncidentFacts;
  return {
    id: row.id,
    partnerId: row.partnerId ?? '',
    organisme,
    caf: row.caf,
    state: row.state as (typeof INCIDENT_STATES)[number],
    what: facts.what,
    userIds: facts.userIds,
    suspended: facts.suspended,
    accounts: accounts.map((one) => ({
      id: one.id,
      login: one.login,
      name: `${one.firstName} ${one.lastName}`,
      state: accountState(one, at),
    })),
    services: suspensions.map(({ id: processId, service, createdAt, closedAt }) => ({
      ...{ processId, service, label: SERVICES[service] },
      ...{ suspendedAt: iso(createdAt), resumedAt: isoOrNull(closedAt) },
    })),
    waitingFor: row.waitingFor as z.input<typeof waitingForOut> | null,
    declaredBy: facts.declaredBy,
    declaredAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}
