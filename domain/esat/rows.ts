import type { DelegationMode } from '../document/types.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { findHeader, type Header } from './columns.ts';
import { MAX_RAISON_SOCIALE, type ReadRow, readRow } from './readRow.ts';
import { ALREADY_THERE, holdsOf, type RowReason, reasonsUnder, refusalsOf, warningsOf } from './rowReasons.ts';
import { contradictionsIn, groupBySiret } from './sameSiret.ts';
import { type UseCase, useCaseOf } from './useCase.ts';

export type { RowReason } from './rowReasons.ts';

export const VERDICTS = ['accepted', 'held', 'refused', 'duplicate'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One row of the spreadsheet and what becomes of it (§6.4). */
export interface JudgedRow {
  /** as the spreadsheet numbers it */
  row: number;
  /** 14 digits, or what is typed where that is no SIRET */
  siret: string;
  /** the Caf of the département, '' where that is unknown */
  caf: string;
  raisonSociale: string;
  /** Adresse, Code postal and Commune on one line */
  address: string;
  /** folded where it is an address, as typed where not */
  email: string;
  /** E.164, or '' */
  phone: string;
  departement: string;
  knownInMcp: boolean;
  conventionNumber: string;
  conventionSiret: string;
  delegationMode: DelegationMode | null;
  knownInHabtiers: boolean;
  /** the Caf's own answer; null: not checked yet (ESAT-15) */
  activeInHabtiers: boolean | null;
  verdict: Verdict;
  reasons: RowReason[];
  warnings: RowReason[];
  /** of accepted and held rows (§6.3); a correction may change it, so that it is computed again on release */
  useCase: UseCase | null;
  /** what stands instead of a duplicate */
  duplicateOf?: { row: number } | { processId: string };
}

/** What the system already holds, by SIRET, and who uploads. */
export interface JudgeContext {
  /** onboardings that are running or `TERMINE`: an abandoned one does not count (ESAT-26) */
  existing: ReadonlyMap<string, string>;
  activeConventions: ReadonlySet<string>;
  /** partners whose delegation mode is being changed, by `partnerKey` (DEL-5) */
  changingMode: ReadonlySet<string>;
  /** code of the Caf, where a single Caf uploads */
  onlyCaf?: string;
}

/** One partner per SIRET and managing Caf (CON-11). */
export function partnerKey(caf: string, siret: string): string {
  return `${caf}-${siret}`;
}

/**
 * Judges every row of the Cnaf's list: exactly one verdict each, the first that applies in the order refused, duplicate, held, accepted,
 * with all its reasons (§6.4, ESAT-2, ESAT-20, ESAT-25, ESAT-26). Blank rows are passed over. Whatever the cells hold, a row never stops
 * the file. Throws COLONNE_MANQUANTE when no header line has every required column.
 */
export function judgeRows(rows: readonly SheetRow[], context: JudgeContext): JudgedRow[] {
  const header = findHeader(rows);
  const reads = rows.filter(({ row }) => row > header.row).flatMap((row) => readRow(row, header) ?? []);
  const contradictions = new Map(
    [...groupBySiret(reads)].map(([siret, group]) => [siret, contradictionsIn(group, header)]),
  );
  const standing = new Map<string, number>();
  return reads.map((read) => {
    const judged = judge(read, header, context, contradictions, standing);
    if (judged.verdict === 'accepted' || judged.verdict === 'held') standing.set(judged.siret, judged.row);
    return judged;
  });
}

/** `standing`: row that stands for a SIRET, among the rows above. A refused row does not stand for the ones below. */
function judge(
  read: ReadRow,
  header: Header,
  context: JudgeContext,
  contradictions: ReadonlyMap<string, readonly RowReason[]>,
  standing: ReadonlyMap<string, number>,
): JudgedRow {
  const say = reasonsUnder(header);
  const refusals = [...refusalsOf(read, say, context.onlyCaf), ...(contradictions.get(read.siretTyped) ?? [])];
  if (refusals.length > 0) return verdictOn(read, 'refused', refusals, []);

  const duplicate = duplicateOf(read, context.existing, standing, say);
  if (duplicate) return { ...verdictOn(read, 'duplicate', duplicate.reasons, []), duplicateOf: duplicate.of };

  const warnings = warningsOf(read, say);
  const caf = read.departement.ok ? read.departement.value : '';
  const holds = holdsOf(read, say, {
    activeConvention: context.activeConventions.has(read.siretTyped),
    changingMode: context.changingMode.has(partnerKey(caf, read.siretTyped)),
  });
  return verdictOn(read, holds.length > 0 ? 'held' : 'accepted', holds, warnings);
}

function duplicateOf(
  read: ReadRow,
  existing: ReadonlyMap<string, string>,
  standing: ReadonlyMap<string, number>,
  say: ReturnType<typeof reasonsUnder>,
): { reasons: RowReason[]; of: { row: number } | { processId: string } } | null {
  const processId = existing.get(read.siretTyped);
  if (processId !== undefined) {
    const { code, message, rule } = ALREADY_THERE;
    return { reasons: [say('siret', code, message, rule)], of: { processId } };
  }
  const row = standing.get(read.siretTyped);
  if (row === undefined) return null;
  const message = `La ligne ${row} porte le même SIRET et dit la même chose : c'est elle qui compte. Il n'y a rien à faire.`;
  return { reasons: [say('siret', 'LIGNE_EN_DOUBLE', message, 'ESAT-26')], of: { row } };
}

function verdictOn(read: ReadRow, verdict: Verdict, reasons: RowReason[], warnings: RowReason[]): JudgedRow {
  const departement = read.departement.ok ? read.departement.value : '';
  const knownInMcp = read.knownInMcp.value === true;
  const knownInHabtiers = read.knownInHabtiers.value === true;
  return {
    row: read.row,
    siret: read.siretTyped,
    caf: departement,
    raisonSociale: read.raisonSociale.slice(0, MAX_RAISON_SOCIALE),
    address: read.address,
    email: read.email.ok ? read.email.value : read.emailTyped.slice(0, 254),
    phone: read.phone.ok ? read.phone.value : '',
    departement,
    knownInMcp,
    conventionNumber: read.conventionNumber,
    conventionSiret: read.conventionSiret,
    delegationMode: read.delegationMode.value,
    knownInHabtiers,
    activeInHabtiers: read.activeInHabtiers.value,
    verdict,
    reasons,
    warnings,
    useCase: verdict === 'accepted' || verdict === 'held' ? useCaseOf(knownInMcp, knownInHabtiers) : null,
  };
}

/** Counts of a judged file as the API tells them; use cases are those of accepted rows. */
export interface RowCounts {
  rows: { total: number } & Record<Verdict, number>;
  byUseCase: Record<UseCase, number>;
}

export function countRows(judged: readonly JudgedRow[]): RowCounts {
  const rows = { total: judged.length, accepted: 0, held: 0, refused: 0, duplicate: 0 };
  const byUseCase = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const { verdict, useCase } of judged) {
    rows[verdict] += 1;
    if (verdict === 'accepted' && useCase !== null) byUseCase[useCase] += 1;
  }
  return { rows, byUseCase };
}
