import { DomainError, type Fault } from '../errors.ts';
import { findHeaderOf } from '../formats/header.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { quoted } from '../formats/text.ts';
import { PROTEGE_COLUMNS, type ProtegeFault, type ReadProtege, readProtege } from './read.ts';
import type { Protege } from './types.ts';

export const MAX_PROTEGES = 60_000;

/** A file of protégés, read as a whole: what it entrusts, and every fault of every row. */
export interface ProtegeFile {
  total: number;
  proteges: Omit<Protege, 'reference'>[];
  faulty: { row: number; reasons: ProtegeFault[] }[];
}

/** Reads every line. Throws COLONNE_MANQUANTE, FICHIER_TROP_DE_LIGNES; what stands in the cells is quoted nowhere (S2). */
export function readProtegeFile(rows: readonly SheetRow[], at: Date): ProtegeFile {
  const header = withoutCells(() => findHeaderOf(PROTEGE_COLUMNS, rows));
  const read = rows
    .filter(({ row }) => row > header.row)
    .map((row) => readProtege(row, header, at))
    .filter((one) => one !== null);
  if (read.length > MAX_PROTEGES)
    throw new DomainError(
      'FICHIER_TROP_DE_LIGNES',
      `Le fichier a plus de ${MAX_PROTEGES.toLocaleString('fr-FR')} lignes : chaque protégé une fois suffit.`,
    );
  judgeTogether(read);
  return {
    total: read.length,
    proteges: read.filter(({ faults }) => faults.length === 0).map(({ protege }) => protege),
    faulty: read.filter(({ faults }) => faults.length > 0).map(({ row, faults }) => ({ row, reasons: faults })),
  };
}

/** What rows say of each other: the same measure twice, one number for two people. */
function judgeTogether(read: readonly ReadProtege[]): void {
  const measures = new Map<string, number>();
  const people = new Map<string, ReadProtege>();
  for (const one of read) {
    const { number, siret, measure, lastName, firstName, birthDate } = one.protege;
    if (one.faults.length > 0) continue;
    const key = `${number} ${siret} ${measure}`;
    const before = measures.get(key);
    if (before === undefined) measures.set(key, one.row);
    else
      one.faults.push({
        code: 'LIGNE_EN_DOUBLE',
        column: '',
        message: `La ligne ${before} confie déjà ce numéro au même SIRET par la même mesure.`,
      });
    const first = people.get(number);
    if (first === undefined) people.set(number, one);
    else if (
      [first.protege.lastName, first.protege.firstName, first.protege.birthDate].join('\n') !==
      [lastName, firstName, birthDate].join('\n')
    )
      one.faults.push({
        code: 'LIGNES_CONTRADICTOIRES',
        column: '',
        message: `La ligne ${first.row} donne un autre nom ou une autre date de naissance pour le même numéro.`,
      });
  }
}

/**
 * Refuses a file of which a row is faulty, with the first of them: it replaces the former as a whole, and a tuteur would not see whom a faulty
 * row entrusts to him (TUT-3). RIEN_A_IMPORTER for a file without rows.
 */
export function assertWhole({ total, faulty }: ProtegeFile): void {
  if (total === 0) throw new DomainError('RIEN_A_IMPORTER', 'Le fichier ne nomme personne : le précédent reste.');
  if (faulty.length === 0) return;
  const faults = faulty
    .slice(0, FAULTS_TOLD)
    .flatMap(({ row, reasons }) =>
      reasons.map(({ code, column, message }): Fault => ({ path: `rows.${row}.${column}`, code, message })),
    );
  const words = faulty.length === 1 ? 'Une ligne est' : `${faulty.length.toLocaleString('fr-FR')} lignes sont`;
  throw new DomainError('FICHIER_A_CORRIGER', `${words} à corriger : rien n'est remplacé.`, { faults });
}

/** So many faulty rows are told; whoever mends them sends the file again. */
export const FAULTS_TOLD = 500;

/** The refusals of a whole file quote the line that was taken for the header: here that may be a person's. */
export function withoutCells<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof DomainError ? quotingNothing(error) : error;
  }
}

export function quotingNothing(error: DomainError): DomainError {
  if (error.code === 'COLONNE_MANQUANTE') {
    const names = error.faults.map(({ path }) => quoted(path)).join(', ');
    return new DomainError(
      'COLONNE_MANQUANTE',
      `Il manque ${error.faults.length > 1 ? 'des colonnes' : 'une colonne'} : ${names}. Ajoutez ce qui manque, puis importez de nouveau le fichier.`,
      { faults: error.faults },
    );
  }
  if (error.code !== 'FEUILLE_INCERTAINE') return error;
  return new DomainError(
    'FEUILLE_INCERTAINE',
    'Une feuille du classeur porte des lignes sans tous les en-têtes, ou est masquée. Mettez toutes les lignes sous leurs en-têtes dans des feuilles visibles, puis importez de nouveau le fichier.',
  );
}
