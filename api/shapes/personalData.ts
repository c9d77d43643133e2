import { z } from 'zod';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { PERSONAL_DATA_STATES, type PersonalDataState } from '../../domain/personalData/procedure.ts';
import { DATA_WISHES, type PersonalDataFacts } from '../../domain/personalData/types.ts';
import { id, instant, iso, isoOrNull } from './common.ts';

export const personalDataOut = z
  .object({
    id,
    userId: id,
    caf: z.string(),
    wish: z.enum(DATA_WISHES),
    state: z.enum(PERSONAL_DATA_STATES),
    asked: z.string().meta({ description: 'Comment la personne l’a demandé' }),
    until: instant.meta({ description: 'Fin du lien de la copie, ou date de l’effacement' }),
    reason: z.string().nullable().meta({ description: 'Pourquoi la demande a été annulée' }),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'PersonalDataRequest' });

/** Such a case from the row of its process; never the copy itself. */
export function presentPersonalData(row: ProcessRow): z.input<typeof personalDataOut> {
  const { userId, wish, asked, until, reason } = row.facts as unknown as PersonalDataFacts;
  return {
    ...{ id: row.id, userId, caf: row.caf, wish, state: row.state as PersonalDataState, asked, until, reason },
    ...{ createdAt: iso(row.createdAt), closedAt: isoOrNull(row.closedAt) },
  };
}
