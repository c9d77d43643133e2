import { z } from 'zod';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { processType } from '../../adapters/store/queries/processes.ts';
import { useCaseOf } from '../../domain/esatOnboarding/stored.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { PROCESS_TYPES } from '../../domain/process/types.ts';
import { id, instant, iso, isoOrNull } from './common.ts';

export const waitingForOut = z.object({
  who: z.enum(['PARTENAIRE', 'CAF', 'SYSTEME']),
  what: z.string(),
  until: instant.nullable(),
  then: z.string(),
});

export const processOut = z
  .object({
    id,
    type: z.enum(PROCESS_TYPES),
    businessKey: z.string(),
    caf: z.string(),
    readerCaf: z
      .string()
      .nullable()
      .meta({ description: 'Caf qui garde la lecture après un transfert à la CNA (DEL-7b)' }),
    label: z.string(),
    state: z.string(),
    phase: z.string().nullable().meta({ description: 'Étape où se trouve un dossier de documents' }),
    since: instant,
    waitingFor: waitingForOut.nullable(),
    nextActionAt: instant.nullable().meta({ description: 'Prochaine action du système' }),
    dueAt: instant.nullable(),
    late: z.boolean(),
    incident: z.string().nullable(),
    incidentCauses: z
      .array(z.string())
      .optional()
      .meta({ description: 'D’un seul dossier : la cause en mots, l’adresse et la réponse de la messagerie' }),
    flags: z.array(z.string()),
    partnerId: z.string().nullable(),
    campaignId: z.string().nullable(),
    userId: z.string().nullable().meta({ description: 'Compte suivi (userOnboarding, passwordReset, accountClosure)' }),
    useCase: z.int().nullable(),
    endReason: z.string().nullable(),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Process' });

export function isLate(
  row: { closedAt: Date | null; dueAt: Date | null; flags: readonly string[] },
  at: Date,
): boolean {
  return row.closedAt === null && ((row.dueAt !== null && row.dueAt < at) || row.flags.includes('EN_RETARD'));
}

export function presentProcess(row: ProcessRow, at: Date): z.input<typeof processOut> {
  const facts = row.facts as {
    endReason?: string | null;
    phase?: string | null;
    userId?: string | null;
  } | null;
  const type = processType(row);
  return {
    id: row.id,
    type,
    businessKey: row.businessKey,
    caf: row.caf,
    readerCaf: row.readerCaf,
    label: row.label,
    state: row.state,
    phase: facts?.phase ?? null,
    since: iso(row.since),
    waitingFor: (row.waitingFor ?? null) as z.input<typeof waitingForOut> | null,
    nextActionAt: isoOrNull(row.nextActionAt),
    dueAt: isoOrNull(row.dueAt),
    late: isLate(row, at),
    incident: row.incident,
    flags: row.flags,
    partnerId: row.partnerId,
    campaignId: row.campaignId,
    userId: followsAccount(type) ? (facts?.userId ?? null) : null,
    useCase: useCaseOf(row.facts),
    endReason: facts?.endReason ?? null,
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}
