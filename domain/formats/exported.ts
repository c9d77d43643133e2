import type { Cell } from './csvCell.ts';
import { displaySiret } from './siret.ts';

/** One column of what a list exports: its head, and what a line has there. */
export interface ExportColumn<T> {
  head: string;
  cell: (line: T) => Cell;
}

/** Lines that one export holds; a longer list is filtered first. What is longer is not counted to its end either. */
export const EXPORTED_AT_MOST = 20_000;

/** A SIRET in groups, or a spreadsheet program takes it for a number and rounds it; anything else as it is. */
export function siretCell(siret: string | null): string | null {
  return siret === null ? null : displaySiret(siret);
}
