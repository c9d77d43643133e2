import { PROCESS_STATE_LABELS } from '../../../domain/process/stateLabels.ts';
import type { TiersiSiret } from '../../../domain/tuteur/ground.ts';
import { TUTEUR_VERDICT_LABELS, type TuteurVerdict } from '../../../domain/tuteur/verdict.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { TIERSI_SIRETS } from '../tuteur/ground.ts';
import {
  askedOrder,
  COUNTED_AT_MOST,
  countedUpTo,
  instantKey,
  nameKey,
  type Page,
  pageOf,
  type Sort,
  statementOrder,
  wordKey,
} from './cursor.ts';

/** The correction of one tuteur's SIRET, as lists show it. */
export interface CorrectionRow {
  id: string;
  reopeningId: string;
  reference: string;
  partnerId: string;
  caf: string;
  /** Cafs that keep reading it (DEL-7b) */
  readerCafs: string[];
  raisonSociale: string;
  verdict: TuteurVerdict;
  flags: string[];
  state: string;
  ended: boolean;
  dueAt: Date | null;
  correctedAt: Date | null;
  /** in MCP now, and when the correction began */
  siretMcp: string;
  formerSiret: string;
  sirets: TiersiSiret[];
  /** the open task that decides it, and who has taken it */
  task: { id: string; assigneeId: string | null } | null;
}

/** What corrections are sorted by. */
export const CORRECTION_SORTS = { raisonSociale: 's', verdict: 's', siretMcp: 's', state: 's', dueAt: 's' } as const;
const SORT_KEYS: Readonly<Record<keyof typeof CORRECTION_SORTS, Prisma.Sql>> = {
  raisonSociale: nameKey(Prisma.sql`c.raison_sociale`),
  verdict: wordKey(Prisma.sql`c.verdict`, TUTEUR_VERDICT_LABELS),
  siretMcp: Prisma.sql`c.siret_mcp`,
  state: wordKey(Prisma.sql`p.state`, PROCESS_STATE_LABELS.siretCorrection),
  dueAt: instantKey(Prisma.sql`p.due_at`),
};

export interface CorrectionFilter {
  verdict?: TuteurVerdict | undefined;
  state?: string | undefined;
  /** a Caf reads its own */
  onlyCaf?: string | null;
  ids?: readonly string[];
  partnerId?: string;
  /** an open task waits for the decision */
  undecided?: true;
  /** by name where nobody says otherwise */
  sort?: Sort<typeof CORRECTION_SORTS> | undefined;
}

const FOUND = Prisma.sql`tuteur_check c JOIN process p ON p.id = c.correction_id
      LEFT JOIN task t ON t.process_id = p.id AND t.kind IN ('CORRIGER_SIRET_TUTEUR', 'A_VERIFIER') AND t.state = 'OUVERTE'`;

function conditionsOf(
  reopeningId: string | null,
  { verdict, state, onlyCaf, ids, partnerId, undecided }: CorrectionFilter,
): Prisma.Sql[] {
  return [
    ...(reopeningId === null ? [] : [Prisma.sql`c.process_id = ${reopeningId}`]),
    ...(verdict === undefined ? [] : [Prisma.sql`c.verdict = ${verdict}`]),
    ...(state === undefined ? [] : [Prisma.sql`p.state = ${state}`]),
    ...(onlyCaf == null ? [] : [Prisma.sql`p.caf = ${onlyCaf}`]),
    ...(ids === undefined ? [] : [Prisma.sql`p.id = ANY(${[...ids]})`]),
    ...(partnerId === undefined ? [] : [Prisma.sql`p.partner_id = ${partnerId}`]),
    ...(undecided === undefined ? [] : [Prisma.sql`t.id IS NOT NULL`]),
    Prisma.sql`p.type = 'siretCorrection'`,
  ];
}

/** How many corrections meet the filters, as far as lists are counted; null: more. */
export async function countCorrections(
  db: Database,
  reopeningId: string | null,
  filter: CorrectionFilter,
): Promise<number | null> {
  const [counted] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT 1 FROM ${FOUND} WHERE ${Prisma.join(conditionsOf(reopeningId, filter), ' AND ')}
      LIMIT ${COUNTED_AT_MOST + 1}) counted`;
  return countedUpTo(counted?.n ?? 0);
}

/** Corrections of a reopening, or the ones named; by name where nobody says otherwise. */
export async function listCorrections(
  db: Database,
  reopeningId: string | null,
  { limit, cursor, ...filter }: CorrectionFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<CorrectionRow>> {
  const asked = askedOrder(CORRECTION_SORTS, filter.sort ?? 'raisonSociale');
  const order = statementOrder(asked, [SORT_KEYS[asked.column], Prisma.sql`c.reference`], cursor);
  const conditions = [...conditionsOf(reopeningId, filter), ...order.after];
  const rows = await db.$queryRaw<(CorrectionRow & { place: string[] })[]>`
    SELECT ${order.place} AS place, p.id, c.process_id AS "reopeningId", c.reference, p.partner_id AS "partnerId", p.caf,
      array_remove((SELECT r.reader_cafs FROM partner r WHERE r.id = p.partner_id) || p.reader_caf, NULL) AS "readerCafs", c.raison_sociale AS "raisonSociale", c.verdict, c.flags,
      p.state, p.closed_at IS NOT NULL AS ended, p.due_at AS "dueAt", c.corrected_at AS "correctedAt", c.siret_mcp AS "siretMcp",
      p.facts -> 'correction' ->> 'formerSiret' AS "formerSiret", ${TIERSI_SIRETS} AS sirets,
      CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('id', t.id, 'assigneeId', t.assignee_id) END AS task
    FROM ${FOUND}
    WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order.by} LIMIT ${limit + 1}`;
  return pageOf(rows, limit, ({ place }) => place);
}

/** One correction by its id, or null. */
export async function correctionById(db: Database, id: string): Promise<CorrectionRow | null> {
  const { items } = await listCorrections(db, null, { ids: [id], limit: 1 });
  return items[0] ?? null;
}

/** A reopening by its process id, or null. */
export async function reopeningExists(db: Database, id: string): Promise<boolean> {
  return (await db.process.count({ where: { id, type: 'tuteurReopening' } })) > 0;
}

/** The reopening whose corrections are the newest, or null. */
export async function latestReopening(db: Database): Promise<string | null> {
  const newest = await db.tuteurCheck.findFirst({
    where: { correctionId: { not: null } },
    orderBy: { process: { createdAt: 'desc' } },
    select: { processId: true },
  });
  return newest?.processId ?? null;
}
