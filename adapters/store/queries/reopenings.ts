import type { TiersiLineVerdict, TiersiReason } from '../../../domain/tuteur/tiersiFile.ts';
import type { TuteurVerdict } from '../../../domain/tuteur/verdict.ts';
import type { Refusal } from '../../../domain/tuteurReopening/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { tuteurs } from '../tuteur/cells.ts';
import { loadGround, loadReopening } from '../tuteur/reopeningStore.ts';
import { decodeCursor, NEWEST_FIRST, pageOf } from './cursor.ts';

const COLUMNS = { id: true, state: true, facts: true, createdAt: true, closedAt: true } as const;

/** Reopenings, newest first. */
export async function listReopenings(db: Database, filter: { limit: number; cursor?: string | undefined }) {
  const rows = await db.process.findMany({
    select: COLUMNS,
    where: { AND: [{ type: 'tuteurReopening' }, NEWEST_FIRST.after(filter.cursor)] },
    orderBy: NEWEST_FIRST.orderBy,
    take: filter.limit + 1,
  });
  return NEWEST_FIRST.page(rows, filter.limit);
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

/** Lines of the file in force, in its order. */
export async function listTiersiLines(
  db: Database,
  processId: string,
  filter: { verdict?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const after = decodeCursor(filter.cursor, 'n');
  const rows = await db.tiersiLine.findMany({
    where: { processId, verdict: filter.verdict, ...(after === null ? {} : { row: { gt: Number(after[0]) } }) },
    omit: { processId: true },
    orderBy: { row: 'asc' },
    take: filter.limit + 1,
  });
  const page = pageOf(rows, filter.limit, (row) => [row.row]);
  return {
    nextCursor: page.nextCursor,
    items: page.items.map((row) => ({
      ...row,
      verdict: row.verdict as TiersiLineVerdict,
      reasons: row.reasons as unknown as TiersiReason[],
    })),
  };
}

export interface TuteurFilter {
  verdict?: string | undefined;
  caf?: string | undefined;
  /** only those of whose protégés a search by SIRET would miss some (TUT-8) */
  missed?: boolean | undefined;
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

/** Tuteurs of a reopening with what each search shows, by Caf and name, « sans Caf » last: the impact report, tuteur by tuteur. */
export async function listTuteurs(db: Database, id: string, filter: TuteurFilter, at: Date) {
  const after = decodeCursor(filter.cursor, 'sss');
  const rows = await db.$queryRaw<TuteurRow[]>`
    SELECT t.reference, t.raison_sociale AS "raisonSociale", t.caf, t.partner_id AS "partnerId", t.siret_mcp AS "siretMcp", t.siren, t.sirets, t.verdict,
        t.flags, t.refusal, t.correction_id AS "correctionId", t.correction_state AS "correctionState", t.corrected_at AS "correctedAt", t.wave, t.open,
        t.opened_at AS "openedAt", t.closed_at AS "closedAt", t.by_siren AS "bySiren", t.by_siret AS "bySiret",
        t.tiersi_by_siren AS "tiersiBySiren", t.tiersi_by_siret AS "tiersiBySiret"
      FROM (${tuteurs(id, at)}) t
      WHERE (${filter.verdict ?? null}::text IS NULL OR t.verdict = ${filter.verdict ?? null})
        AND (${filter.caf ?? null}::text IS NULL OR coalesce(t.caf, 'SANS_CAF') = ${filter.caf ?? null})
        ${filter.missed === true ? Prisma.sql`AND t.by_siret < t.by_siren` : Prisma.empty}
        ${after === null ? Prisma.empty : Prisma.sql`AND (coalesce(t.caf, '~'), t.raison_sociale, t.reference) > (${after[0]}, ${after[1]}, ${after[2]})`}
      ORDER BY coalesce(t.caf, '~'), t.raison_sociale, t.reference LIMIT ${filter.limit + 1}`;
  return pageOf(rows, filter.limit, (row) => [row.caf ?? '~', row.raisonSociale, row.reference]);
}
