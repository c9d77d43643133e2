import type { SearchKey } from '../service/national.ts';
import {
  asksForVerification,
  blocks,
  savedByCorrection,
  TUTEUR_VERDICTS,
  type TuteurVerdict,
} from '../tuteur/verdict.ts';
import type { TuteurCell } from './types.ts';

type Standing = Pick<TuteurCell, 'caf' | 'verdict' | 'refusal'>;

/** Whom the reopening opens: a partner here, a tuteur of the space, whose own verdict does not block (TUT-11, TUT-12, TUT-17). */
export function mayOpen({ caf, verdict, refusal }: Standing): boolean {
  return caf !== null && refusal === null && !blocks(verdict);
}

const flagsOf = ({ siretMcpInconnu }: Pick<TuteurCell, 'siretMcpInconnu'>) =>
  siretMcpInconnu ? ['siretMcpInconnu'] : [];

/** Tuteurs that a correction can save, and how many of them are corrected (`POLICY_TUT_GATE`). */
export function corrections(cells: readonly TuteurCell[]): {
  toSave: number;
  saved: number;
  byCaf: Map<string, number>;
} {
  const figures = { toSave: 0, saved: 0, byCaf: new Map<string, number>() };
  for (const cell of cells) {
    // SIRETs that the Caf keeps are accepted as they are (TUT-11)
    if (!mayOpen(cell) || cell.caf === null || cell.correction === 'KEPT') continue;
    const corrected = cell.correction === 'CORRECTED';
    if (!corrected && !savedByCorrection({ verdict: cell.verdict, flags: flagsOf(cell) })) continue;
    figures.toSave += cell.tuteurs;
    if (corrected) figures.saved += cell.tuteurs;
    else figures.byCaf.set(cell.caf, (figures.byCaf.get(cell.caf) ?? 0) + cell.tuteurs);
  }
  return figures;
}

/** TUT-3: who would open and whom this search would show nothing at all. */
export function blindUnder(key: SearchKey): (cell: TuteurCell) => boolean {
  return (cell) => mayOpen(cell) && !(key === 'SIREN' ? cell.seesBySiren : cell.seesBySiret);
}

export function countOf(cells: readonly TuteurCell[], wanted: (cell: TuteurCell) => boolean): number {
  return cells.filter(wanted).reduce((sum, { tuteurs }) => sum + tuteurs, 0);
}

/** Tuteurs who wait to be opened, by Caf. */
export function waitingToOpen(cells: readonly TuteurCell[]): Map<string, number> {
  const byCaf = new Map<string, number>();
  for (const cell of cells)
    if (mayOpen(cell) && !cell.open && cell.caf !== null)
      byCaf.set(cell.caf, (byCaf.get(cell.caf) ?? 0) + cell.tuteurs);
  return byCaf;
}

export type ByVerdict = Record<TuteurVerdict, number>;

/** What the page and the API tell of one Caf, or of « sans Caf » (null), or of all. */
export interface CafFigures {
  caf: string | null;
  tuteurs: number;
  byVerdict: ByVerdict;
  refused: number;
  open: number;
  /** corrections started, and made */
  started: number;
  corrected: number;
  /** what each search shows, of protégés and of tuteurs (TUT-8, TUT-9) */
  bySiren: number;
  bySiret: number;
  /** … and what Tiersi counts */
  tiersiBySiren: number;
  tiersiBySiret: number;
  blindBySiret: number;
}

function figuresOf(caf: string | null, cells: readonly TuteurCell[]): CafFigures {
  const byVerdict = Object.fromEntries(
    TUTEUR_VERDICTS.map((verdict) => [verdict, countOf(cells, (cell) => cell.verdict === verdict)]),
  ) as ByVerdict;
  const sum = (what: 'bySiren' | 'bySiret' | 'tiersiBySiren' | 'tiersiBySiret') =>
    cells.reduce((total, cell) => total + cell[what], 0);
  return {
    caf,
    byVerdict,
    tuteurs: countOf(cells, () => true),
    refused: countOf(cells, ({ refusal }) => refusal !== null),
    open: countOf(cells, ({ open }) => open),
    // who is to be verified has no SIRET to correct (TUT-12)
    started: countOf(cells, (cell) => cell.correction !== 'NONE' && !asksForVerification(cell)),
    corrected: countOf(cells, ({ correction }) => correction === 'CORRECTED'),
    bySiren: sum('bySiren'),
    bySiret: sum('bySiret'),
    tiersiBySiren: sum('tiersiBySiren'),
    tiersiBySiret: sum('tiersiBySiret'),
    blindBySiret: countOf(cells, ({ seesBySiren, seesBySiret }) => seesBySiren && !seesBySiret),
  };
}

/** The figures of all tuteurs together. */
export const totalFigures = (cells: readonly TuteurCell[]): CafFigures => figuresOf(null, cells);

/** … and of each Caf by its code, « sans Caf » last. */
export function figuresByCaf(cells: readonly TuteurCell[]): CafFigures[] {
  const cafs = [...new Set(cells.map(({ caf }) => caf))].sort(inOrder);
  return cafs.map((caf) =>
    figuresOf(
      caf,
      cells.filter((cell) => cell.caf === caf),
    ),
  );
}

function inOrder(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one.localeCompare(other);
}
