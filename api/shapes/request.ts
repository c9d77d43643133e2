import { z } from 'zod';
import type { RequestRow } from '../../adapters/store/queries/accessRequests.ts';
import { REQUEST_STATES, type RequestState } from '../../domain/accessRequest/transitions.ts';
import { id, instant, iso, isoOrNull } from './common.ts';

export const requestOut = z
  .object({
    id,
    processId: z.string(),
    reference: z.string(),
    caf: z.string(),
    siret: z.string(),
    state: z.enum(REQUEST_STATES),
    form: z.object({
      raisonSociale: z.string(),
      siret: z.string(),
      address: z.string(),
      email: z.string(),
      phone: z.string(),
      caf: z.string(),
      profiles: z.array(z.string()),
      otherNeed: z.string().nullable(),
      cafproOtherDepartment: z.boolean(),
      cafproDepartments: z.array(z.string()),
      otherCafNeed: z.boolean(),
      motivation: z.string().nullable(),
      otherCafDepartments: z.array(z.string()),
    }),
    decision: z
      .object({
        outcome: z.enum(['ACCEPTEE', 'REFUSEE', 'REORIENTEE']),
        decidedAt: z.string(),
        decidedBy: z.string(),
        profiles: z.array(
          z.object({
            profile: z.string(),
            accepted: z.boolean(),
            code: z.string().nullable(),
            reason: z.string().nullable(),
            titre: z.string().nullable(),
            recorded: z.record(z.string(), z.unknown()).nullable(),
          }),
        ),
        otherCaf: z.boolean(),
        reason: z.string().nullable(),
      })
      .nullable(),
    exchanges: z.array(
      z.object({
        askedAt: z.string(),
        askedBy: z.string(),
        what: z.string(),
        suppliedAt: z.string().nullable(),
        answer: z.string().nullable(),
      }),
    ),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'AccessRequest' });

export function presentRequest(row: RequestRow): z.input<typeof requestOut> {
  return {
    id: row.id,
    processId: row.processId,
    reference: row.reference,
    caf: row.caf,
    siret: row.siret,
    state: row.state as RequestState,
    form: row.form,
    decision: row.decision,
    exchanges: row.exchanges,
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}
