import type { z } from 'zod';
import { shownInFile } from '../adapters/store/protege/shown.ts';
import { numberPlace } from '../adapters/store/queries/cursor.ts';
import type { LINE_SORTS } from '../adapters/store/queries/reopenings.ts';
import { judgedTuteurs } from '../adapters/store/tuteur/newReopening.ts';
import {
  countLines,
  LINE_LABELS,
  readTiersiFile,
  TIERSI_COLUMNS,
  type TiersiRow,
} from '../domain/tuteur/tiersiFile.ts';
import { TUTEUR_VERDICT_LABELS, type TuteurVerdict } from '../domain/tuteur/verdict.ts';
import { figuresByCaf, totalFigures } from '../domain/tuteurReopening/figures.ts';
import type { JudgedTuteur } from '../domain/tuteurReopening/judge.ts';
import { REFUSAL_LABELS, type Refusal, type TuteurCell } from '../domain/tuteurReopening/types.ts';
import {
  type CheckedFile,
  type Checking,
  checkedToStart,
  checkedUntil,
  keepChecked,
  keptNoMore,
} from './checkedFiles.ts';
import { type KeptList, lineKey } from './keptRows.ts';
import type { Call, Person } from './route.ts';
import type { reopeningCheckOut, reopeningDryRunOut } from './shapes/reopening.ts';
import { joinedRows } from './spreadsheet.ts';

/** A line of Tiersi's file that was checked, with what is said of its tuteur. */
export interface CheckedTiersiRow extends TiersiRow {
  caf: string | null;
  /** null: the line names no tuteur, none of his is read */
  tuteurVerdict: TuteurVerdict | null;
  refusal: Refusal | null;
}

/** What is kept beside the lines: what it would start, and the figures as they were shown. */
interface KeptFigures {
  /** the reopening whose file it would replace; null: it would begin one */
  reopeningId: string | null;
  opensOn: string;
  figures: ReturnType<typeof figuresOf> & { fileOfProteges: boolean };
  /** tuteurs of MCP that the file lacks (TUT-12), by their SIRET */
  absent: readonly string[];
  /** how many of those came or went since that was shown */
  absentChanged: number;
}
export type CheckedTiersi = CheckedFile<CheckedTiersiRow, KeptFigures, TuteurVerdict>;

export const CHECKING_TIERSI: Checking<CheckedTiersiRow, KeptFigures, TuteurVerdict> = {
  purpose: 'reopening',
  said: ({ tuteurVerdict }) => tuteurVerdict,
  otherwise: (_, now) => now.absentChanged > 0,
};

/** The file that this person checked for it, in the place of one that is joined; refused as a missing file where it is kept no more. */
export async function keptTiersi(
  call: Pick<Call<unknown, unknown, unknown, Person>, 'deps' | 'person' | 'at'>,
  checkId: string,
  reopeningId: string | null,
) {
  const kept = await checkedToStart(call, CHECKING_TIERSI, checkId);
  if (kept.more.reopeningId !== reopeningId) throw keptNoMore();
  return { checkId, kept };
}
type Again = Awaited<ReturnType<typeof keptTiersi>>;

/** The lines of the Tiersi file that was joined, each with its faults. Throws the refusals of the file as a whole. */
export async function joinedTiersi(call: Pick<Call, 'file'>): Promise<TiersiRow[]> {
  return readTiersiFile(await joinedRows(call, TIERSI_COLUMNS));
}

/** What a file would make as things stand; `again`: what was shown of it. */
export async function judgedFile(
  { deps, at }: Pick<Call, 'deps' | 'at'>,
  rows: readonly TiersiRow[],
  { opensOn, reopeningId, again }: { opensOn: string; reopeningId: string | null; again: Again | null },
): Promise<{ lines: CheckedTiersiRow[]; more: KeptFigures }> {
  const judged = await judgedTuteurs(deps.db, rows);
  const sirets = judged.map(({ siretMcp }) => siretMcp);
  const shown = await shownInFile(deps.db, sirets, at);
  const cells = judged.map((one) => cellOfJudged(one, shown?.get(one.siretMcp) ?? one));
  const byReference = new Map(judged.map((one) => [one.reference, one]));
  const named = new Set(rows.map(({ siretMcp }) => siretMcp));
  const absent = judged.filter(({ reference }) => !named.has(reference)).map(({ siretMcp }) => siretMcp);
  const figures = { ...figuresOf(cells), fileOfProteges: shown !== null };
  return {
    lines: rows.map((row) => checkedRow(row, byReference.get(row.siretMcp))),
    more: { reopeningId, opensOn, figures, absent, absentChanged: again === null ? 0 : differing(again, absent) },
  };
}

function checkedRow(
  { row, siren, siret, siretMcp, raisonSociale, proteges, conventionNumber, verdict, reasons }: TiersiRow,
  tuteur: JudgedTuteur | undefined,
): CheckedTiersiRow {
  return {
    ...{ row, siren, siret, siretMcp, raisonSociale, proteges, conventionNumber, verdict, reasons },
    ...{ caf: tuteur?.partner?.caf ?? null, tuteurVerdict: tuteur?.verdict ?? null, refusal: tuteur?.refusal ?? null },
  };
}

function differing({ kept }: Again, now: readonly string[]): number {
  const shown = new Set(kept.more.absent);
  const still = now.filter((one) => shown.has(one)).length;
  return shown.size + now.length - 2 * still;
}

function figuresOf(cells: readonly TuteurCell[]) {
  const total = totalFigures(cells);
  return { byVerdict: total.byVerdict, total, byCaf: figuresByCaf(cells) };
}

/** Keeps a file that was checked, or what is said of it now, for whoever checked it. */
export async function dryRunOf(
  call: Pick<Call<unknown, unknown, unknown, Person>, 'deps' | 'person' | 'at'>,
  now: Awaited<ReturnType<typeof judgedFile>>,
  again: Again | null,
): Promise<z.input<typeof reopeningDryRunOut>> {
  const checkId = await keepChecked(call, CHECKING_TIERSI, now, again);
  const {
    checkedAt: _,
    reopeningId: __,
    changed: ___,
    absentChanged: ____,
    ...told
  } = presentCheck(checkId, {
    ...{ purpose: CHECKING_TIERSI.purpose, before: {}, ...now },
    checkedAt: again?.kept.checkedAt ?? call.at.toISOString(),
  });
  const details = now.lines.filter(({ verdict, reasons }) => verdict !== 'LUE' || reasons.length > 0);
  return { ...told, details };
}

export function presentCheck(checkId: string, kept: CheckedTiersi): z.input<typeof reopeningCheckOut> {
  const { checkedAt, lines, before, more } = kept;
  const { reopeningId, opensOn, figures, absentChanged } = more;
  return {
    ...{ state: 'VERIFIEE', checkId, checkedAt, keptUntil: checkedUntil(kept), opensOn, reopeningId },
    ...{ rows: countLines(lines), ...figures },
    ...{ changed: Object.keys(before).length, absentChanged },
  };
}

export const CHECKED_SORTS = {
  row: 's',
  raisonSociale: 's',
  siret: 's',
  siretMcp: 's',
  proteges: 's',
  verdict: 's',
  caf: 's',
  tuteurVerdict: 's',
} as const satisfies Record<keyof typeof LINE_SORTS | 'caf' | 'tuteurVerdict', 's'>;

/** The lines of a checked file sort as those of a reopening do. */
export const TIERSI_LINES: KeptList<typeof CHECKED_SORTS, CheckedTiersiRow & { before: TuteurVerdict | null }> = {
  sorts: CHECKED_SORTS,
  keys: {
    row: lineKey,
    raisonSociale: ({ raisonSociale }) => raisonSociale,
    siret: ({ siret }) => siret,
    siretMcp: ({ siretMcp }) => siretMcp,
    proteges: ({ proteges }) => numberPlace(proteges ?? 0),
    verdict: ({ verdict }) => LINE_LABELS[verdict],
    caf: ({ caf }) => caf ?? '',
    tuteurVerdict: ({ tuteurVerdict }) => (tuteurVerdict === null ? '' : TUTEUR_VERDICT_LABELS[tuteurVerdict]),
  },
  words: ({ raisonSociale, siret, siretMcp, refusal }) => [
    raisonSociale,
    siret,
    siretMcp,
    refusal === null ? '' : REFUSAL_LABELS[refusal],
  ],
};

/** A tuteur alone as a cell; `shown`: what each search really shows, Tiersi's count where no file of protégés says. */
function cellOfJudged(
  { partner, verdict, flags, refusal, bySiren, bySiret }: JudgedTuteur,
  shown: { bySiren: number; bySiret: number },
): TuteurCell {
  return {
    ...{ caf: partner?.caf ?? null, verdict, refusal, siretMcpInconnu: flags.includes('siretMcpInconnu') },
    ...{ correction: 'NONE', open: false, tuteurs: 1, bySiren: shown.bySiren, bySiret: shown.bySiret },
    ...{ tiersiBySiren: bySiren, tiersiBySiret: bySiret },
    ...{ seesBySiren: shown.bySiren > 0, seesBySiret: shown.bySiret > 0 },
  };
}
