import type { SpreadsheetLimits } from './limits.ts';

/** Why a file is not read, in words a person can act on; it crosses from the process that parses as plain data. */
export interface Refusal {
  code: 'FICHIER_NON_TABLEUR' | 'FICHIER_TROP_GROS' | 'FICHIER_TROP_DE_LIGNES';
  message: string;
}

export class SpreadsheetRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.message, options);
    this.refusal = refusal;
  }
}

/** The file is no spreadsheet that is read here: `why` says what it is instead. */
export function notASpreadsheet(why: string): Refusal {
  const message = `${why} Ouvrez-le dans votre tableur, enregistrez-le au format « Classeur Excel (.xlsx) », puis importez-le.`;
  return { code: 'FICHIER_NON_TABLEUR', message };
}

/** A workbook whose inside does not hold together, so that readers would not agree on it; `what` is where. */
export const damaged = (what: string): Refusal => notASpreadsheet(`Ce classeur est abîmé : ${what}.`);

export const tooManyBytes = ({ maxBytes }: SpreadsheetLimits): Refusal => ({
  code: 'FICHIER_TROP_GROS',
  message: `Le fichier est trop gros : plus de ${Math.floor(maxBytes / 1024 / 1024)} Mo une fois décompressé. Ne gardez que la feuille à importer, sans image, ou coupez-la en plusieurs fichiers.`,
});

export const tooManyRows = ({ maxRows }: SpreadsheetLimits, sheet?: string): Refusal => ({
  code: 'FICHIER_TROP_DE_LIGNES',
  message: `${sheet === undefined ? 'Une feuille' : `La feuille « ${sheet} »`} dépasse ${maxRows.toLocaleString('fr-FR')} lignes. Coupez-la en plusieurs fichiers.`,
});

export const tooManyColumns = ({ maxColumns }: SpreadsheetLimits, cell: string): Refusal => ({
  code: 'FICHIER_TROP_GROS',
  message: `La cellule ${cell} est au-delà de ${maxColumns} colonnes. Supprimez celles qui ne servent pas.`,
});

/** The limit of memory or of time of the process that parses. */
export const TOO_MANY_CELLS: Refusal = {
  code: 'FICHIER_TROP_GROS',
  message:
    'Le fichier contient trop de cellules pour être lu, peut-être vides mais mises en forme. Copiez les lignes utiles dans un classeur neuf, puis importez-le.',
};
