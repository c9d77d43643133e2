import { z } from 'zod';
import { SPREADSHEET_LIMITS } from '../../../adapters/files/spreadsheet/limits.ts';
import { DomainError } from '../../../domain/errors.ts';
import { LINE_COLUMNS, MAX_LINES } from '../../../domain/esatDeclaration/columns.ts';
import { linesOfFile } from '../../../domain/esatDeclaration/file.ts';
import { assertOpen } from '../../../domain/esatDeclaration/window.ts';
import { quotingNothing } from '../../../domain/protege/file.ts';
import { PARTNER_SIDE } from '../../access.ts';
import { esatOf, presentDeclaration, saveDraft } from '../../esatDeclarations.ts';
import { route } from '../../route.ts';
import { lineFaultOut, yearParams } from '../../shapes/esatDeclaration.ts';
import { joinedRows, SPREADSHEET_ERRORS } from '../../spreadsheet.ts';

/** Above the lines it may have, for titles and blank lines. */
const LIMITS = { ...SPREADSHEET_LIMITS, maxRows: MAX_LINES + 1_000 };

export const esatImportOut = z.object({
  version: z.int().meta({ description: 'Du brouillon' }),
  lines: z.int(),
  faulty: z.int().meta({ description: 'Lignes à corriger ou à confirmer' }),
  faults: z.array(lineFaultOut.extend({ row: z.int().meta({ description: 'Ligne du fichier' }) })),
});

export const importEsatDraft = route({
  method: 'post',
  path: '/esat/declarations/{year}/draft/import',
  tag: 'Esat',
  summary: 'Remplacer le brouillon par un classeur',
  description:
    'Colonnes du modèle (`esat/declarations/template`), dans n’importe quel ordre ; .xlsx ou .csv. Toutes les lignes sont gardées, fautives ou non, et le compte rendu les dit par ligne et par colonne. Aucune réponse ne répète ce que disent les cellules.',
  roles: PARTNER_SIDE,
  params: yearParams,
  upload: true,
  idempotent: false,
  body: z.strictObject({}),
  responses: { 200: { description: 'Le compte rendu', schema: esatImportOut } },
  errors: [...SPREADSHEET_ERRORS, 'SERVICE_NON_OUVERT', 'CAMPAGNE_FERMEE', 'VERSION_PERIMEE', 'TROP_DE_TRAVAILLEURS'],
  async handler(call) {
    const esat = await esatOf(call);
    assertOpen(call.params.year, call.at, call.deps.policy.esatWindow);
    const rows = await joinedRows(call, LINE_COLUMNS, LIMITS).catch((error: unknown) => {
      throw error instanceof DomainError ? quotingNothing(error) : error;
    });
    const read = linesOfFile(rows);
    const version = await saveDraft(
      call,
      esat,
      read.map(({ typed }) => typed),
    );
    const { faults, doubts } = await presentDeclaration(call, esat);
    const told = [...faults, ...doubts].map((fault) => ({ ...fault, row: read[fault.line - 1]?.row ?? 0 }));
    const faulty = new Set(told.map(({ line }) => line)).size;
    return { status: 200, body: { version, lines: read.length, faulty, faults: told } };
  },
});
