import { z } from 'zod';
import type { Sort, Sorts } from '../../adapters/store/queries/cursor.ts';
import { CODES } from '../../domain/codes.ts';
import { EXPORTED_AT_MOST } from '../../domain/formats/exported.ts';
import { prose } from '../../domain/formats/schemas.ts';

/** Every code that an answer may carry, named once in the OpenAPI document. */
export const codeSchema = z.enum(CODES).meta({ id: 'Code', description: 'Code stable' });

/** Query of every list: `limit` and `cursor`. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: 'Nombre d’éléments, 1 à 200', example: 50 }),
  cursor: z.string().min(1).max(2_000).optional().meta({ description: '`nextCursor` de la page précédente' }),
};

/** Query of a list that is sorted by one of these columns, from its start or, with `-`, from its end; by `usual` where nobody says. */
export function sortedQuery<const S extends Sorts>(sorts: S, usual: NoInfer<Sort<S>>) {
  const asked = Object.keys(sorts).flatMap((column) => [column, `-${column}`]) as [Sort<S>, ...Sort<S>[]];
  return {
    ...pageQuery,
    sort: z
      .enum(asked)
      .default(usual as never)
      .meta({ description: 'Colonne ; `-` : dans l’autre sens' }),
  };
}

/** Answer of every list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Answer of a list that people page through: also how many lines meet its filters. */
export function listOf<T extends z.ZodType>(item: T) {
  return pageOf(item).extend({
    total: z
      .int()
      .nullable()
      .meta({
        description: `Lignes qui répondent aux filtres ; null : au-delà des ${EXPORTED_AT_MOST.toLocaleString('fr-FR')} que l’on compte`,
      }),
  });
}

export const id = z.string().min(1).max(200);
/** A file that was checked and is kept. */
export const checkedId = id.meta({
  description:
    'Fichier vérifié, gardé un jour pour qui l’a vérifié : à rendre pour commencer sans le choisir de nouveau',
});
export const idParams = z.strictObject({ id });
export const instant = z.iso.datetime();
/** `true` or `false` in a query or a form field. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** 'YYYY-MM-DD', a day that exists, in Europe/Paris. */
export const calendarDate = z.iso
  .date({ abort: true })
  .refine((text) => text >= '2000-01-01' && text < '2100-01-01', 'Une date entre 2000 et 2100 est attendue.')
  .meta({ example: '2026-09-01' });

export const reason = prose(2_000).meta({ description: 'Motif', example: 'Doublon' });
/** Reminds although another reminder left a short while ago. */
export const insist = z.boolean().meta({ description: 'Relancer malgré une relance récente' });
export const reasonBody = z.strictObject({ reason });
/** Whoever typed something unlikely says that it is meant: asked once, with its rule. */
export const meant = z
  .boolean()
  .default(false)
  .meta({ description: 'Ce qui paraît improbable (date passée, autre département, choix non dit) est voulu' });
export const delegationMode = z.enum(['DELEGUE', 'CENTRALISE']);

/** Stays as it is in JSON, null stays null. */
export const iso = (at: Date): string => at.toISOString();
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
export const etag = (version: number): string => `"${version}"`;
