import { z } from 'zod';
import { IMPORT_ROW_STATES } from '../../domain/userImport/kind.ts';
import { IMPORT_STATES, USER_VERDICTS } from '../../domain/userImport/types.ts';
import { checkedId, id, instant } from './common.ts';

const reasonOut = z.object({ code: z.string(), column: z.string(), message: z.string() });
const n = z.int().min(0);

const checkedRows = z.object({ total: n, accepted: n, toConfirm: n, existing: n, duplicate: n, refused: n });

/** What a list of users would do (`dryRun`). */
export const userImportCheckOut = z
  .object({
    checkId: checkedId,
    rows: checkedRows,
    details: z
      .array(
        z.object({
          row: z.int().meta({ description: 'Numéro de la ligne dans le tableur' }),
          verdict: z.enum(USER_VERDICTS),
          reasons: z.array(reasonOut),
        }),
      )
      .meta({ description: 'Les lignes qui appellent une remarque, toutes' }),
  })
  .meta({ id: 'UserImportCheck' });

/** A list of users that was checked and is kept: its lines are a list of their own. */
export const userImportKeptOut = z
  .object({
    checkId: checkedId,
    partnerId: id,
    checkedAt: instant,
    keptUntil: instant,
    rows: checkedRows,
    changed: n.meta({ description: 'Lignes dont le résultat n’est plus celui de la vérification' }),
  })
  .meta({ id: 'UserImportKept' });

export const checkedUserOut = z
  .object({
    row: z.int().meta({ description: 'Numéro de la ligne dans le tableur' }),
    lastName: z.string(),
    firstName: z.string(),
    email: z.string(),
    verdict: z.enum(USER_VERDICTS),
    before: z
      .enum(USER_VERDICTS)
      .nullable()
      .meta({ description: 'Ce qu’en disait la vérification ; null : la même chose' }),
    reasons: z.array(reasonOut),
  })
  .meta({ id: 'CheckedUser' });

export const userImportOut = z
  .object({
    processId: id,
    state: z.enum(IMPORT_STATES),
    rows: z.object({ total: n, waiting: n, created: n, existing: n, duplicate: n, refused: n, cancelled: n }),
    details: z
      .array(z.object({ row: z.int(), state: z.string(), reasons: z.array(reasonOut) }))
      .meta({ description: 'Les 200 premières lignes sans compte ; toutes sont une liste, `rows`' }),
  })
  .meta({ id: 'UserImport' });

export const importRowOut = z
  .object({
    row: z.int().meta({ description: 'Numéro de la ligne dans le tableur' }),
    email: z.string(),
    state: z.enum(IMPORT_ROW_STATES),
    reasons: z.array(reasonOut),
  })
  .meta({ id: 'UserImportRow' });
