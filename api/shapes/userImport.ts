import { z } from 'zod';
import { IMPORT_STATES } from '../../domain/userImport/types.ts';
import { id } from './common.ts';

const reasonOut = z.object({ code: z.string(), column: z.string(), message: z.string() });
const n = z.int().min(0);

/** What a list of users would do (`dryRun`). */
export const userImportCheckOut = z
  .object({
    checkId: id.meta({
      description: 'À rendre pour créer ces comptes sans choisir de nouveau le fichier, dans la journée',
    }),
    rows: z.object({ total: n, accepted: n, toConfirm: n, existing: n, duplicate: n, refused: n }),
    details: z
      .array(
        z.object({
          row: z.int().meta({ description: 'Numéro de la ligne dans le tableur' }),
          verdict: z.enum(['accepted', 'toConfirm', 'existing', 'duplicate', 'refused']),
          reasons: z.array(reasonOut),
        }),
      )
      .meta({ description: 'Les lignes qui appellent une remarque, toutes' }),
  })
  .meta({ id: 'UserImportCheck' });

export const userImportOut = z
  .object({
    processId: id,
    state: z.enum(IMPORT_STATES),
    rows: z.object({ total: n, waiting: n, created: n, existing: n, duplicate: n, refused: n, cancelled: n }),
    details: z
      .array(z.object({ row: z.int(), state: z.string(), reasons: z.array(reasonOut) }))
      .meta({ description: 'Les 200 premières lignes sans compte' }),
  })
  .meta({ id: 'UserImport' });
