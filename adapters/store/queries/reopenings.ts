import { LINE_LABELS, type TiersiLineVerdict, type TiersiReason } from '../../../domain/tuteur/tiersiFile.ts';
import { TUTEUR_VERDICT_LABELS, type TuteurVerdict } from '../../../domain/tuteur/verdict.ts';
import type { Refusal } from '../../../domain/tuteurReopening/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { tuteurs } from '../tuteur/cells.ts';
import { loadGround, loadReopening } from '../tuteur/reopeningStore.ts';
import {
  askedOrder,
  COUNTED_AT_MOST,
  countedUpTo,
  nameKey,
  numberKey,
  type Page,
  placed,
  type Sort,
  statementOrder,
  wordKey,
} from './cursor.ts';
import { pageOfProcesses, type REOPENING_SORTS } from './processes.ts';
import { countRows, whereGiven } from './scope.ts';

const COLUMNS = { id: true, state: true, facts: true, createdAt: true, closedAt: true } as const;

const REOPENINGS = { shares: [Prisma.sql`true`], conditions: whereGiven({ type: 'tuteurReopening' }) };

/** Reopenings, newest first where nobody says otherwise. */
export function listReopenings(
  db: Database,
  asked: { sort?: Sort<typeof REOPENING_SORTS> | undefined; limit: number; cursor?: string | undefined },
) {
  return pageOfProcesses(db, REOPENINGS, asked);
}

export function countReopenings(db: Database): Promise<number | null> {
  return countRows(db, 'process', REOPENINGS.shares, REOPENINGS.conditions);
}

/** One reopening with what decides of it, as of one instant; null: there is none of this id. */
export async function reopeningById(db: Database, id: string, at: Date) {
  return db.$transaction(async (tx) => {
    const row = await tx.process.findFirst({ where: { id, type: 'tuteurReopening' }, select: COLUMNS });
    if (row === null) return null;
    const reopening = await loadReopening(tx, id);
    return { reopening, ground: await loadGround(tx, reopening, at), createdAt: row.createdAt, closedAt: row.closedAt };
  });
}

const LINE = numberKey(Prisma.sql`row`);
/** What lines of a file of Tiersi are sorted by. */
export const LINE_SORTS = {
  row: 's',
  raisonSociale: 's',
  siret: 's',
  siretMcp: 's',
  proteges: 's',
  verdict: 's',
} as const;
const LINE_KEYS: Readonly<Record<keyof typeof LINE_SORTS, Prisma.Sql>> = {
  row: LINE,
  raisonSociale: nameKey(Prisma.sql`raison_sociale`),
  siret: Prisma.sql`siret`,
  siretMcp: Prisma.sql`siret_mcp`,
  proteges: numberKey(Prisma.sql`coalesce(proteges, 0)`),
  verdict: wordKey(Prisma.sql`verdict`, LINE_LABELS),
};

interface LineFilter {
  verdict?: TiersiLineVerdict | undefined;
  sort?: Sort<typeof LINE_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

const lineConditions = (process_id: string, { verdict }: LineFilter) => whereGiven({ process_id, verdict });

/** Lines of the file in force, in its order where nobody says otherwise. */
export async function listTiersiLines(db: Database, processId: string, filter: LineFilter) {
  const asked = askedOrder(LINE_SORTS, filter.sort ?? 'row');
  const order = statementOrder(asked, [LINE_KEYS[asked.column], LINE], filter.cursor);
  const conditions = [...lineConditions(processId, filter), ...order.after];
  const rows = await db.$queryRaw<(TiersiLineRow & { place: string[] })[]>`
    SELECT row, siren, siret, siret_mcp AS "siretMcp", raison_sociale AS "raisonSociale", proteges,
        convention_number AS "conventionNumber", verdict, reasons, ${order.place} AS place
      FROM tiersi_line WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order.by} LIMIT ${filter.limit + 1}`;
  return placed(rows, filter.limit);
}

/** How many lines of it meet the filters, as far as lists are counted; null: more. */
export function countTiersiLines(db: Database, processId: string, filter: LineFilter): Promise<number | null> {
  return countRows(db, 'tiersi_line', [Prisma.sql`true`], lineConditions(processId, filter));
}

interface TiersiLineRow {
  row: number;
  siren: string;
  siret: string;
  siretMcp: string;
  raisonSociale: string;
  proteges: number | null;
  conventionNumber: string | null;
  verdict: TiersiLineVerdict;
  reasons: TiersiReason[];
}

/** What tuteurs of a reopening are sorted by. */
export const TUTEUR_SORTS = {
  caf: 's',
  raisonSociale: 's',
  siretMcp: 's',
  sirets: 's',
  verdict: 's',
  bySiren: 's',
  bySiret: 's',
  missedBySiret: 's',
  tiersiBySiren: 's',
  tiersiBySiret: 's',
} as const;
/** « sans Caf » comes last */
const OF_CAF = Prisma.sql`coalesce(t.caf, '~')`;
const TUTEUR_KEYS: Readonly<Record<keyof typeof TUTEUR_SORTS, Prisma.Sql>> = {
  caf: OF_CAF,
  raisonSociale: nameKey(Prisma.sql`t.raison_sociale`),
  siretMcp: Prisma.sql`t.siret_mcp`,
  sirets: numberKey(Prisma.sql`cardinality(t.sirets)`),
  verdict: wordKey(Prisma.sql`t.verdict`, TUTEUR_VERDICT_LABELS),
  bySiren: numberKey(Prisma.sql`t.by_siren`),
  bySiret: numberKey(Prisma.sql`t.by_siret`),
  missedBySiret: numberKey(Prisma.sql`t.by_siren - t.by_siret`),
  tiersiBySiren: numberKey(Prisma.sql`t.tiersi_by_siren`),
  tiersiBySiret: numberKey(Prisma.sql`t.tiersi_by_siret`),
};

export interface TuteurFilter {
  verdict?: string | undefined;
  caf?: string | undefined;
  /** only those of whose protégés a search by SIRET would miss some (TUT-8) */
  missed?: boolean | undefined;
  /** by Caf where nobody says otherwise */
  sort?: Sort<typeof TUTEUR_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface TuteurRow {
  reference: string;
  raisonSociale: string;
  caf: string | null;
  partnerId: string | null;
  siretMcp: string;
  siren: string | null;
  sirets: string[];
  verdict: TuteurVerdict;
  flags: string[];
  refusal: Refusal | null;
  correctionId: string | null;
  correctionState: string | null;
  correctedAt: Date | null;
  wave: number | null;
  open: boolean;
  openedAt: Date | null;
  closedAt: Date | null;
  bySiren: number;
  bySiret: number;
  tiersiBySiren: number;
  tiersiBySiret: number;
}

const tuteurConditions = ({ verdict, caf, missed }: TuteurFilter) => [
  ...whereGiven({ 't.verdict': verdict, "coalesce(t.caf, 'SANS_CAF')": caf }),
  missed === true ? Prisma.sql`t.by_siret < t.by_siren` : Prisma.sql`true`,
];

const SHOWN_SORTS: readonly (string | undefined)[] = [
  'bySiren',
  'bySiret',
  'missedBySiret',
  'tiersiBySiren',
  'tiersiBySiret',
];

/** Tuteurs as a list chooses among them; what each search shows them is counted for all of them only where the choice rests on it. */
const among = (id: string, { missed }: TuteurFilter, at: Date, column?: keyof typeof TUTEUR_SORTS): Prisma.Sql =>
  missed === true || SHOWN_SORTS.includes(column)
    ? tuteurs(id, at)
    : Prisma.sql`SELECT * FROM tuteur_check WHERE process_id = ${id}`;

/** Tuteurs of a reopening with what each search shows: the impact report, tuteur by tuteur. */
export async function listTuteurs(db: Database, id: string, filter: TuteurFilter, at: Date): Promise<Page<TuteurRow>> {
  const asked = askedOrder(TUTEUR_SORTS, filter.sort ?? 'caf');
  const keys = [nameKey(Prisma.sql`t.raison_sociale`), Prisma.sql`t.reference`] as const;
  const order = statementOrder(asked, [TUTEUR_KEYS[asked.column], ...keys], filter.cursor);
  const conditions = [...tuteurConditions(filter), ...order.after];
  const found = await db.$queryRaw<{ reference: string; place: string[] }[]>`
    SELECT t.reference, ${order.place} AS place FROM (${among(id, filter, at, asked.column)}) t
      WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order.by} LIMIT ${filter.limit + 1}`;
  const page = placed(found, filter.limit);
  const references = page.items.map(({ reference }) => reference);
  const rows = await db.$queryRaw<TuteurRow[]>`
    SELECT t.reference, t.raison_sociale AS "raisonSociale", t.caf, t.partner_id AS "partnerId", t.siret_mcp AS "siretMcp", t.siren, t.sirets, t.verdict,
        t.flags, t.refusal, t.correction_id AS "correctionId", t.correction_state AS "correctionState", t.corrected_at AS "correctedAt", t.wave, t.open,
        t.opened_at AS "openedAt", t.closed_at AS "closedAt", t.by_siren AS "bySiren", t.by_siret AS "bySiret",
        t.tiersi_by_siren AS "tiersiBySiren", t.tiersi_by_siret AS "tiersiBySiret"
      FROM (${tuteurs(id, at)}) t JOIN unnest(${references}::text[]) WITH ORDINALITY AS r (reference, place) USING (reference)
      WHERE t.reference = ANY (${references}) ORDER BY r.place`;
  return { ...page, items: rows };
}

/** How many of them meet the filters, as far as lists are counted; null: more. */
export async function countTuteurs(db: Database, id: string, filter: TuteurFilter, at: Date): Promise<number | null> {
  const [counted] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT 1 FROM (${among(id, filter, at)}) t
      WHERE ${Prisma.join(tuteurConditions(filter), ' AND ')} LIMIT ${COUNTED_AT_MOST + 1}) counted`;
  return countedUpTo(counted?.n ?? 0);
}
