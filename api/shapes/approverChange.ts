import { z } from 'zod';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { APPROVER_STATES } from '../../domain/approverChange/transitions.ts';
import { factsOf } from '../approverChanges.ts';
import { id, instant, iso, isoOrNull } from './common.ts';
import { waitingForOut } from './process.ts';

export const approverChangeOut = z
  .object({
    id,
    partnerId: id,
    caf: z.string(),
    state: z.enum(APPROVER_STATES),
    userId: id.meta({ description: 'Personne nommée' }),
    formerId: id.nullable().meta({ description: 'Approbateur en fonction, qui le reste jusqu’à la réponse (AFAS-10)' }),
    pj3Received: z.boolean(),
    pj3Purged: z.boolean().meta({ description: '… et supprimée au terme de sa conservation (S7)' }),
    reason: z.string().nullable().meta({ description: 'Motif du refus ou de l’annulation' }),
    waitingFor: waitingForOut.nullable(),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'ApproverChange' });

/** A change of approbateur from the row of its process; `purged`: its file is gone. */
export function presentApproverChange(row: ProcessRow, purged: boolean): z.input<typeof approverChangeOut> {
  const facts = factsOf(row);
  return {
    id: row.id,
    partnerId: row.partnerId ?? '',
    caf: row.caf,
    state: row.state as (typeof APPROVER_STATES)[number],
    userId: facts.userId,
    formerId: facts.formerId,
    pj3Received: facts.pj3 !== null,
    pj3Purged: facts.pj3 !== null && purged,
    reason: facts.reason,
    waitingFor: row.waitingFor as z.input<typeof waitingForOut> | null,
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}
