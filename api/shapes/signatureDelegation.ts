import { z } from 'zod';
import type { StoredDelegation } from '../../adapters/store/signatureDelegations.ts';
import { delegationHolds } from '../../domain/caf/signature.ts';
import { calendarDate, id, instant, iso } from './common.ts';

export const delegationOut = z
  .object({
    id,
    caf: z.string(),
    holder: z.object({ id, name: z.string() }),
    from: calendarDate,
    until: calendarDate.nullable().meta({ description: 'Dernier jour, compris ; null : jusqu’à ce qu’on y mette fin' }),
    act: z.string().meta({ description: "Référence de l'acte du directeur" }),
    inForce: z.boolean(),
    recordedAt: instant,
  })
  .meta({ id: 'SignatureDelegation' });

export const delegationsOut = z.object({
  items: z.array(delegationOut),
  agents: z
    .array(z.object({ id, name: z.string() }))
    .meta({ description: 'Agents de la Caf à qui la signature peut être déléguée' }),
});

export function presentDelegation(row: StoredDelegation, today: string): z.input<typeof delegationOut> {
  const { holderId, holder, recordedAt, ...delegation } = row;
  return {
    ...delegation,
    holder: { id: holderId, name: holder },
    inForce: delegationHolds(row, today),
    recordedAt: iso(recordedAt),
  };
}
