import { DomainError, type Fault } from '../errors.ts';
import { columnName, MAX_LINES, type TypedLine } from './columns.ts';
import { type DeclaredLine, type LineFault, readLine, type Worker } from './read.ts';

/** A fault of one line: its place in the declaration, counted from 1. */
export interface PlacedFault extends LineFault {
  line: number;
}

/** A declaration as it stands: what its lines say, every fault, and what is to be confirmed. */
export interface Judged {
  lines: DeclaredLine[];
  faults: PlacedFault[];
  doubts: PlacedFault[];
}

/** What makes two lines the same worker: a number is a Caf's own. */
export const workerName = ({ caf, number }: Pick<Worker, 'caf' | 'number'>): string => `${caf} ${number}`;

/**
 * Judges every line, and the lines among each other: the same worker twice is refused (ESAT-7). `elsewhere`: workers, by name, whom another
 * Esat has declared for the same year: asked, for somebody may have changed Esat in the month.
 */
export function judgeLines(
  typed: readonly TypedLine[],
  { at, elsewhere = new Set() }: { at: Date; elsewhere?: ReadonlySet<string> },
): Judged {
  const judged: Judged = { lines: [], faults: [], doubts: [] };
  const places = new Map<string, number>();
  for (const [index, one] of typed.entries()) {
    const line = index + 1;
    const read = readLine(one, at);
    judged.lines.push(read.line);
    judged.faults.push(...read.faults.map((fault) => ({ line, ...fault })));
    judged.doubts.push(...read.doubts.map((fault) => ({ line, ...fault })));
    if (read.line.number === '' || read.line.caf === '') continue;
    const name = workerName(read.line);
    const before = places.get(name);
    if (before === undefined) places.set(name, line);
    else
      judged.faults.push({
        ...{ line, column: 'number', code: 'LIGNE_EN_DOUBLE' },
        message: `la ligne ${before} déclare déjà ce travailleur : gardez une seule des deux.`,
      });
    if (elsewhere.has(name))
      judged.doubts.push({
        ...{ line, column: 'number', code: 'TRAVAILLEUR_DECLARE_AILLEURS', rule: 'ESAT-7' },
        message: 'un autre Esat a déclaré ce travailleur pour le même mois. S’il est aussi des vôtres, confirmez-le.',
      });
  }
  return judged;
}

/** « Ligne 3, Taux d’activité : un taux … » */
export function faultWords({ line, column, message }: PlacedFault): string {
  return `Ligne ${line}${column === '' ? '' : `, ${columnName(column)}`} : ${message}`;
}

function told(faults: readonly PlacedFault[]): Fault[] {
  return faults.map((fault) => ({
    ...{ path: `lines.${fault.line}.${fault.column}`, code: fault.code, message: faultWords(fault) },
    ...(fault.rule === undefined ? {} : { rule: fault.rule }),
  }));
}

/**
 * Refuses what may not be submitted as it is, with everything that is wrong or doubtful at once: TROP_DE_TRAVAILLEURS, DECLARATION_A_CORRIGER;
 * DECLARATION_A_CONFIRMER where only doubts are left and nobody said that it is meant; DECLARATION_VIDE for no worker at all, likewise.
 */
export function assertSubmittable({ lines, faults, doubts }: Judged, confirmed: boolean): void {
  if (lines.length > MAX_LINES) throw tooMany();
  const refuse = (code: 'DECLARATION_A_CORRIGER' | 'DECLARATION_A_CONFIRMER', message: string) =>
    new DomainError(code, message, { rule: 'ESAT-7', faults: told([...faults, ...doubts]) });
  if (faults.length > 0)
    throw refuse('DECLARATION_A_CORRIGER', 'Des lignes sont à corriger : rien n’est transmis, le brouillon est gardé.');
  if (confirmed) return;
  if (lines.length === 0)
    throw new DomainError(
      'DECLARATION_VIDE',
      'La déclaration ne nomme personne. Si l’Esat n’emploie aucun bénéficiaire de l’AAH, confirmez-le.',
      { rule: 'ESAT-7' },
    );
  if (doubts.length > 0)
    throw refuse(
      'DECLARATION_A_CONFIRMER',
      'Des lignes sont à confirmer : rien n’est transmis, le brouillon est gardé.',
    );
}

/** Refuses a draft that is longer than any Esat's list. */
export function tooMany(): DomainError {
  return new DomainError(
    'TROP_DE_TRAVAILLEURS',
    `Une déclaration compte ${MAX_LINES.toLocaleString('fr-FR')} travailleurs au plus.`,
    { rule: 'ESAT-7' },
  );
}
