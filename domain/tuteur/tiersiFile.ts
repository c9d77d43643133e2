import type { Code } from '../codes.ts';
import { type CellsRead, readCells } from '../formats/cell.ts';
import { type Column, findHeaderOf, type Header } from '../formats/header.ts';
import { lettersFault } from '../formats/letters.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { shortenedSirets } from '../formats/shortenedSiret.ts';
import { displaySiret, normaliseSiret, parseSiret, sirenOf } from '../formats/siret.ts';
import { quoted } from '../formats/text.ts';

export type TiersiColumn = 'siren' | 'siret' | 'siretMcp' | 'raisonSociale' | 'proteges' | 'conventionNumber';

/** Columns of the Tiersi file (domain.md §5, [P]), one line per SIRET that Tiersi knows. */
export const TIERSI_COLUMNS: readonly Column<TiersiColumn>[] = [
  { key: 'siren', header: 'SIREN', required: true, aliases: ['N° SIREN', 'SIREN Tiersi'] },
  { key: 'siret', header: 'SIRET Tiersi', required: true, aliases: ['N° SIRET Tiersi'] },
  { key: 'siretMcp', header: 'SIRET MCP', required: true, aliases: ['N° SIRET MCP'] },
  { key: 'raisonSociale', header: 'Raison sociale', required: true },
  {
    key: 'proteges',
    header: 'Nombre de protégés',
    required: true,
    aliases: ['Nb protégés', 'Nbre protégés', 'Protégés', 'N° protégés', 'Nombre protégés'],
  },
  { key: 'conventionNumber', header: 'N° convention MCP', required: false, aliases: ['N° convention'] },
];

/** `DOUBLE`: an earlier line says the same. */
export type TiersiLineVerdict = 'LUE' | 'REFUSEE' | 'DOUBLE';
export const TIERSI_LINE_VERDICTS = ['LUE', 'REFUSEE', 'DOUBLE'] as const satisfies readonly TiersiLineVerdict[];
/** … as people read it. */
export const LINE_LABELS: Record<TiersiLineVerdict, string> = {
  LUE: 'Lue',
  REFUSEE: 'Refusée',
  DOUBLE: 'En double',
};

/** Why a line is not read, or (`warning`) what is worth knowing of one that is; `column` is the header as the file writes it. */
export interface TiersiReason {
  code: Code;
  column: string;
  message: string;
  rule?: string;
  warning?: true;
}

/** One line of the file, as it is kept. */
export interface TiersiRow {
  /** as the spreadsheet numbers it */
  row: number;
  siren: string;
  siret: string;
  siretMcp: string;
  raisonSociale: string;
  /** null: not readable */
  proteges: number | null;
  conventionNumber: string;
  verdict: TiersiLineVerdict;
  reasons: TiersiReason[];
}

/** Bounds of what is kept of a cell that holds something else than what it should. */
const MAX_NUMBER = 40;
const MAX_RAISON_SOCIALE = 200;
/** No tuteur has more, and the sum of a file stays a number that the database holds. */
const MAX_PROTEGES = 1_000_000;

const KEYS = TIERSI_COLUMNS.map(({ key }) => key);
const NUMBERS: readonly TiersiColumn[] = ['siret', 'siretMcp'];

type Say = (column: TiersiColumn, code: Code, message: string, rule?: string) => TiersiReason;

/**
 * Reads the Tiersi file: every line with all its faults at once, in the order of the file; blank lines are passed over, and no line stops the file.
 * Tiersi is the reference (TUT-7): a SIRET whose key is wrong is told and read all the same. Throws COLONNE_MANQUANTE, with every missing column.
 */
export function readTiersiFile(rows: readonly SheetRow[]): TiersiRow[] {
  const header = findHeaderOf(TIERSI_COLUMNS, rows);
  const say: Say = (column, code, message, rule) => ({
    ...{ code, column: header.nameOf(column), message },
    ...(rule === undefined ? {} : { rule }),
  });
  const read = rows.filter(({ row }) => row > header.row).flatMap((row) => readLine(row, header, say) ?? []);
  return withRepetitions(read, say);
}

function readLine(row: SheetRow, header: Header<TiersiColumn>, say: Say): TiersiRow | null {
  const cells = readCells(row, header, KEYS);
  if (cells === null) return null;
  const doubts = [...cells.doubts, ...shortenedSirets(cells, NUMBERS)];
  const doubted = new Set(doubts.map(({ column }) => column));
  const digits = (key: TiersiColumn) => normaliseSiret(cells.text(key)).slice(0, MAX_NUMBER);
  const proteges = countOf(cells.text('proteges'));
  const faults = [
    ...sirenFaults(cells, say),
    ...siretFaults(cells, 'siret', say),
    ...siretFaults(cells, 'siretMcp', say),
    ...nameFaults(cells, say),
    ...(proteges === null ? [countFault(cells, say)] : []),
  ].filter(
    ({ column, warning }) => warning === true || !KEYS.some((key) => doubted.has(key) && header.nameOf(key) === column),
  );
  const told = doubts.map(({ column, code, message }) =>
    say(column, code, `${message} Corrigez la ligne, puis importez de nouveau le fichier.`),
  );
  const notes = cells.notes.map(({ column, code, message }) => ({
    ...say(column, code, message),
    warning: true as const,
  }));
  const reasons = [...told, ...faults, ...notes];
  return {
    row: row.row,
    siren: digits('siren'),
    siret: digits('siret'),
    siretMcp: digits('siretMcp'),
    raisonSociale: cells.text('raisonSociale').slice(0, MAX_RAISON_SOCIALE),
    proteges,
    conventionNumber: cells.text('conventionNumber').slice(0, MAX_NUMBER),
    verdict: reasons.some(({ warning }) => warning !== true) ? 'REFUSEE' : 'LUE',
    reasons,
  };
}

function sirenFaults(cells: CellsRead<TiersiColumn>, say: Say): TiersiReason[] {
  const siren = normaliseSiret(cells.text('siren'));
  const siret = normaliseSiret(cells.text('siret'));
  if (siren === '') return [say('siren', 'CHAMP_OBLIGATOIRE', 'Indiquez le SIREN : 9 chiffres.', 'FMT-3')];
  if (!/^\d{9}$/.test(siren))
    return [say('siren', 'SIREN_FORMAT', `Le SIREN ${quoted(siren)} doit compter 9 chiffres.`, 'FMT-3')];
  if (!/^\d{14}$/.test(siret) || sirenOf(siret) === siren) return [];
  const message = `Le SIREN ${quoted(siren)} n'est pas celui du SIRET de Tiersi (${displaySiret(siret)}). Vérifiez lequel est juste, puis importez de nouveau le fichier.`;
  return [say('siren', 'LIGNE_INCOHERENTE', message, 'FMT-3')];
}

function siretFaults(cells: CellsRead<TiersiColumn>, column: 'siret' | 'siretMcp', say: Say): TiersiReason[] {
  const parsed = parseSiret(cells.text(column));
  if (parsed.ok) return [];
  const { code, message, rule } = parsed.fault;
  const reason = say(column, code, message, rule);
  const onlyItsKey = code === 'SIRET_CLE' || code === 'SIREN_CLE';
  return [onlyItsKey ? { ...reason, message: `${message} La ligne est lue telle quelle.`, warning: true } : reason];
}

function nameFaults(cells: CellsRead<TiersiColumn>, say: Say): TiersiReason[] {
  const name = cells.text('raisonSociale');
  if (name === '') return [say('raisonSociale', 'RAISON_SOCIALE_ABSENTE', 'Indiquez la raison sociale.')];
  const fault = lettersFault(name);
  return fault === null ? [] : [say('raisonSociale', fault.code, fault.message, fault.rule)];
}

/** « 1 234 » is a number; an empty cell is not zero: nobody said that there is none. */
function countOf(typed: string): number | null {
  const digits = typed.replace(/\s/g, '');
  if (!/^\d{1,7}$/.test(digits)) return null;
  const count = Number(digits);
  return count > MAX_PROTEGES ? null : count;
}

function countFault(cells: CellsRead<TiersiColumn>, say: Say): TiersiReason {
  const typed = cells.text('proteges');
  if (typed === '')
    return say('proteges', 'CHAMP_OBLIGATOIRE', "Indiquez le nombre de protégés ; écrivez 0 s'il n'y en a aucun.");
  return say('proteges', 'VALEUR_INCONNUE', `${quoted(typed)} n'est pas un nombre de protégés.`);
}

/** The same establishment of one tuteur on several lines: they say the same, and one counts, or they contradict each other, and none does. */
function withRepetitions(rows: readonly TiersiRow[], say: Say): TiersiRow[] {
  const groups = new Map<string, TiersiRow[]>();
  for (const row of rows) {
    if (row.verdict !== 'LUE') continue;
    const key = `${row.siretMcp} ${row.siret}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return rows.map((row) => {
    const group = row.verdict === 'LUE' ? (groups.get(`${row.siretMcp} ${row.siret}`) ?? []) : [];
    const [first] = group;
    if (first === undefined || group.length < 2) return row;
    if (new Set(group.map(({ proteges }) => proteges)).size > 1) {
      const named = group.slice(0, 10).map((one) => one.row);
      const message = `Les lignes ${named.join(', ')}${group.length > 10 ? '…' : ''} parlent du même établissement et se contredisent sur le nombre de protégés. Gardez la bonne, puis importez de nouveau le fichier.`;
      return {
        ...row,
        verdict: 'REFUSEE',
        reasons: [...row.reasons, say('proteges', 'LIGNES_CONTRADICTOIRES', message)],
      };
    }
    if (first === row) return row;
    const message = `La ligne ${first.row} dit la même chose : c'est elle qui compte.`;
    return {
      ...row,
      verdict: 'DOUBLE',
      reasons: [...row.reasons, { ...say('siret', 'LIGNE_EN_DOUBLE', message), warning: true }],
    };
  });
}

/** The lines of one tuteur: they share « SIRET MCP » (domain.md §5). */
export interface TiersiTuteur {
  reference: string;
  raisonSociale: string;
  lines: { siren: string; siret: string; proteges: number }[];
  /** lines of his that could not be read */
  refused: number;
}

/** The tuteurs of a file that was read, in its order; one whose lines are all refused is named by nothing certain and is none. */
export function tuteursOf(rows: readonly TiersiRow[]): TiersiTuteur[] {
  const tuteurs = new Map<string, TiersiTuteur>();
  for (const { verdict, siretMcp, raisonSociale, siren, siret, proteges } of rows) {
    if (verdict !== 'LUE' || proteges === null) continue;
    const one = tuteurs.get(siretMcp) ?? { reference: siretMcp, raisonSociale, lines: [], refused: 0 };
    one.lines.push({ siren, siret, proteges });
    tuteurs.set(siretMcp, one);
  }
  for (const { verdict, siretMcp } of rows) {
    const one = tuteurs.get(siretMcp);
    if (verdict === 'REFUSEE' && one !== undefined) one.refused += 1;
  }
  return [...tuteurs.values()];
}

/** Counts of a file that was read, as the API tells them. */
export function countLines(rows: readonly TiersiRow[]): {
  total: number;
  read: number;
  refused: number;
  duplicate: number;
} {
  const count = (wanted: TiersiLineVerdict) => rows.filter(({ verdict }) => verdict === wanted).length;
  return { total: rows.length, read: count('LUE'), refused: count('REFUSEE'), duplicate: count('DOUBLE') };
}
