import { z } from 'zod';
import type { ObligationRow } from '../../adapters/store/queries/obligations.ts';
import { keepsYearlyUse, useBefore } from '../../domain/obligation/yearly.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { SERVICE_CODES } from '../../domain/service/services.ts';
import { id, instant, iso, isoOrNull } from './common.ts';

/** Someone who has not used one of their services for long (OBL-14). */
export const obligationOut = z
  .object({
    user: z.object({ id, firstName: z.string(), lastName: z.string() }),
    service: z.enum(SERVICE_CODES),
    since: instant.meta({ description: 'Habilité depuis' }),
    lastUsedAt: instant.nullable().meta({ description: 'Dernier accès ; `null` : jamais' }),
    useBefore: instant.meta({ description: 'Un an après le dernier accès, ou après l’habilitation (TIME-13)' }),
    reminders: z.int().meta({ description: 'Rappels déjà envoyés aux administrateurs (REM-7)' }),
    compliant: z.boolean().meta({ description: '`false` : l’année est passée sans accès' }),
  })
  .meta({ id: 'Obligation' });

export function presentObligation(row: ObligationRow, policy: Policy, at: Date): z.input<typeof obligationOut> {
  return {
    user: { id: row.userId, firstName: row.firstName, lastName: row.lastName },
    service: row.service,
    since: iso(row.since),
    lastUsedAt: isoOrNull(row.lastUsedAt),
    useBefore: iso(useBefore(row.referenceAt, policy)),
    reminders: row.reminders,
    compliant: keepsYearlyUse(row.referenceAt, policy, at),
  };
}
