import { z } from 'zod';
import type { RequestRow } from '../../adapters/store/queries/accessRequests.ts';
import type { RequestForm } from '../../domain/accessRequest/form.ts';
import { SAID_BY_RULES, type SaidByRules } from '../../domain/accessRequest/services.ts';
import { REQUEST_STATES, type RequestState } from '../../domain/accessRequest/transitions.ts';
import { NATURES, ORGANISATION_TYPES } from '../../domain/partner/types.ts';
import { PROFILED, SERVICE_CODES } from '../../domain/service/services.ts';
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
      services: z.array(z.enum(SERVICE_CODES)),
      nature: z.enum(NATURES).nullable(),
      typeOrganisme: z.enum(ORGANISATION_TYPES).nullable(),
      eligibility: z
        .record(z.string(), z.record(z.string(), z.union([z.string(), z.boolean()])))
        .meta({ description: 'Réponses aux questions des services, par service' }),
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
        services: z
          .array(
            z.object({
              service: z.enum(SERVICE_CODES),
              accepted: z.boolean(),
              code: z.string().nullable(),
              reason: z.string().nullable(),
              rule: z.string().nullable().meta({ description: 'La règle qui le refuse' }),
            }),
          )
          .optional()
          .meta({ description: 'Services qui ne se demandent pas par profil' }),
        otherCaf: z.boolean(),
        reason: z.string().nullable(),
      })
      .nullable(),
    saidByRules: z
      .array(z.object({ service: z.enum(SERVICE_CODES), says: z.enum(SAID_BY_RULES), words: z.array(z.string()) }))
      .optional()
      .meta({ description: 'Ce que les règles disent de chaque service demandé, tant que la Caf n’a pas décidé' }),
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

/** A form of before services could be chosen asked for Cdap alone (REQ-1). */
function presentForm({ services, nature, typeOrganisme, eligibility, ...form }: RequestForm) {
  const answers = Object.entries(eligibility ?? {}).map(([service, given]) => [
    service,
    Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as Record<
      string,
      string | boolean
    >,
  ]);
  return {
    ...form,
    ...{ services: services ?? [PROFILED], nature: nature ?? null, typeOrganisme: typeOrganisme ?? null },
    eligibility: Object.fromEntries(answers) as Record<string, Record<string, string | boolean>>,
  };
}

export function presentRequest(row: RequestRow, saidByRules?: readonly SaidByRules[]): z.input<typeof requestOut> {
  return {
    ...(saidByRules === undefined ? {} : { saidByRules: saidByRules.map((one) => ({ ...one })) }),
    id: row.id,
    processId: row.processId,
    reference: row.reference,
    caf: row.caf,
    siret: row.siret,
    state: row.state as RequestState,
    form: presentForm(row.form),
    decision: row.decision,
    exchanges: row.exchanges,
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}
