import { z } from 'zod';
import type { CorrectionRow } from '../../adapters/store/queries/corrections.ts';
import { siretCorrection } from '../../domain/siretCorrection/kind.ts';
import { proposalFor } from '../../domain/siretCorrection/proposal.ts';
import { TUTEUR_VERDICTS } from '../../domain/tuteur/verdict.ts';
import { codeSchema, instant, isoOrNull } from './common.ts';

export const CORRECTION_STATES = Object.keys(siretCorrection.states) as (keyof typeof siretCorrection.states)[];

export const correctionOut = z
  .object({
    id: z.string(),
    reopeningId: z.string(),
    partnerId: z.string(),
    caf: z.string(),
    raisonSociale: z.string(),
    verdict: z.enum(TUTEUR_VERDICTS),
    flags: z.array(z.string()),
    state: z.enum(CORRECTION_STATES),
    ended: z.boolean(),
    dueAt: instant.nullable(),
    correctedAt: instant.nullable(),
    siretMcp: z.string().meta({ description: 'SIRET dans MCP' }),
    formerSiret: z.string().meta({ description: 'SIRET dans MCP quand la correction a commencé' }),
    tiersi: z.array(z.object({ siret: z.string(), proteges: z.int(), heldBy: z.string().nullable() })),
    proposal: z
      .object({
        siret: z.string(),
        why: z.string(),
        sure: z.boolean().meta({ description: 'Même SIREN : peut se confirmer en masse' }),
      })
      .nullable(),
    taskId: z.string().nullable().meta({ description: 'Tâche de la Caf qui décide' }),
  })
  .meta({ id: 'SiretCorrection' });

export const latestOut = z.object({ reopeningId: z.string().nullable() });

export const bulkLine = z.object({
  id: z.string(),
  raisonSociale: z.string().nullable(),
  outcome: z.enum(['CONFIRMEE', 'REFUSEE', 'EN_COURS']),
  siret: z.string().nullable().meta({ description: 'SIRET confirmé' }),
  code: codeSchema.nullable(),
  message: z.string().nullable(),
});
export const bulkOut = z
  .object({
    items: z.array(bulkLine),
    left: z.int().meta({ description: 'Corrections sûres qui attendent encore' }),
  })
  .meta({ id: 'SiretCorrectionBulk' });

export function presentCorrection(row: CorrectionRow): z.input<typeof correctionOut> {
  const { reference: _, readerCafs: __, sirets, task, dueAt, correctedAt, state, ...rest } = row;
  return {
    ...rest,
    state: state as (typeof CORRECTION_STATES)[number],
    dueAt: isoOrNull(dueAt),
    correctedAt: isoOrNull(correctedAt),
    tiersi: sirets.map(({ siret, proteges, heldBy }) => ({ siret, proteges, heldBy })),
    proposal: proposalFor(row),
    taskId: task?.id ?? null,
  };
}
