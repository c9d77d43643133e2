import { z } from 'zod';
import { LINE_COLUMNS, type LineColumn, MAX_LINES } from '../../domain/esatDeclaration/columns.ts';
import { sought } from '../../domain/formats/schemas.ts';
import { codeSchema, id, instant } from './common.ts';

/** The year whose November is declared (ESAT-8b). */
export const year = z.coerce
  .number()
  .int()
  .min(2_000)
  .max(2_098)
  .meta({ description: 'L’année du mois de novembre déclaré', example: 2026 });
export const yearParams = z.strictObject({ year });

const MAX_CELL = 320;
const cell = sought(MAX_CELL).default('');
/** A worker as typed: a fault in a cell is told, and keeps nothing from being kept. */
export const typedLine = z
  .strictObject(
    Object.fromEntries(LINE_COLUMNS.map(({ key, header }) => [key, cell.meta({ description: header })])) as Record<
      LineColumn,
      typeof cell
    >,
  )
  .meta({ id: 'EsatLine' });
/** One more than a declaration may hold, so that the refusal is the rule's own. */
export const typedLines = z.array(typedLine).max(MAX_LINES + 1);

export const lineFaultOut = z.object({
  line: z.int().meta({ description: 'Place dans la déclaration, à partir de 1' }),
  column: z.string(),
  code: codeSchema,
  message: z.string(),
});

export const receivedOut = z
  .object({
    number: z.string(),
    version: z.int().meta({ description: 'La deuxième corrige la première' }),
    at: instant,
    workers: z.int(),
    totalCents: z.int(),
    byCaf: z.array(z.object({ caf: z.string(), workers: z.int(), totalCents: z.int() })),
  })
  .meta({ id: 'EsatReceived' });

export const esatDeclarationOut = z
  .object({
    year: z.int(),
    organisme: z.string(),
    state: z.enum(['A_DECLARER', 'BROUILLON', 'TRANSMISE', 'A_TRANSMETTRE_DE_NOUVEAU']),
    window: z.object({ opensAt: instant, closesAt: instant, open: z.boolean() }),
    draft: z.object({ version: z.int(), savedAt: instant.nullable(), lines: z.array(typedLine) }),
    faults: z.array(lineFaultOut),
    doubts: z.array(lineFaultOut).meta({ description: 'À confirmer' }),
    submissions: z.array(receivedOut).meta({ description: 'La dernière d’abord : elle seule compte' }),
  })
  .meta({ id: 'EsatDeclaration' });

export const receivedFromOut = z.object({
  ...{ partnerId: id, organisme: z.string(), siret: z.string() },
  caf: z.string().meta({ description: 'Caf qui gère l’Esat' }),
  ...{ number: z.string(), version: z.int(), at: instant },
  workers: z.int().meta({ description: 'Allocataires de la Caf qui demande' }),
});
export const esatCountsOut = z.object({
  workers: z.int().meta({ description: 'Allocataires de la Caf déclarés' }),
  esats: z.int().meta({ description: 'Esat qui en ont déclaré' }),
  expected: z.int().meta({ description: 'Esat de la Caf dont le service est ouvert' }),
  missing: z.int().meta({ description: 'De ceux-là, ceux qui n’ont pas déclaré' }),
});
export const missingEsatOut = z.object({
  ...{ partnerId: id, organisme: z.string(), siret: z.string() },
  draftAt: instant.nullable().meta({ description: 'Dernier brouillon ; vide : rien de commencé' }),
});
