import { z } from 'zod';
import { MEDIA_TYPES } from '../../domain/attachment/mediaType.ts';
import { id, instant } from './common.ts';

/** What colleagues read beside a dossier. */
export const noteOut = z
  .object({
    id,
    text: z.string().meta({ description: 'Vide quand le fichier dit tout' }),
    file: z
      .object({ name: z.string(), mediaType: z.enum(MEDIA_TYPES), size: z.int() })
      .nullable()
      .meta({ description: 'Tant qu’il est conservé' }),
    by: z.string(),
    at: instant,
    withdrawable: z.boolean().meta({ description: 'Par qui la lit ici' }),
  })
  .meta({ id: 'Note' });
