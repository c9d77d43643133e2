import type { RowReason } from '../../../domain/esat/rows.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database, Transaction } from '../prisma.ts';
import type { Row } from '../rows.ts';
import { COUNTED_AT_MOST, countedUpTo, decodeCursor, pageOf, type Sort, sortedAs } from './cursor.ts';
import { cafScope, type Scope } from './scope.ts';

const COLUMNS = {
  id: true,
  name: true,
  caf: true,
  state: true,
  deadline: true,
  opensOn: true,
  delegationMode: true,
  createdBy: true,
  createdAt: true,
  closedAt: true,
} as const;

/** What campaigns are sorted by. */
export const CAMPAIGN_SORTS = { createdAt: 'd', name: 's', state: 's', deadline: 's', opensOn: 's' } as const;

interface CampaignFilter {
  state?: string | undefined;
  sort?: Sort<typeof CAMPAIGN_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

const campaignConditions = (scope: Scope, { state }: CampaignFilter) => [
  'caf' in scope ? { OR: [{ caf: scope.caf }, { caf: null, rows: { some: { caf: scope.caf } } }] } : cafScope(scope),
  { state },
];

/** Campaigns, newest first where nobody says otherwise; a Caf sees its own, and the national ones that concern it. */
export async function listCampaigns(db: Database, scope: Scope, filter: CampaignFilter) {
  const order = sortedAs(CAMPAIGN_SORTS, filter.sort ?? '-createdAt');
  const rows = await db.campaign.findMany({
    select: COLUMNS,
    where: { AND: [...campaignConditions(scope, filter), order.after(filter.cursor)] },
    orderBy: order.orderBy,
    take: filter.limit + 1,
  });
  return order.page(rows, filter.limit);
}

/** How many campaigns meet the filters. */
export function countCampaigns(db: Database, scope: Scope, filter: CampaignFilter): Promise<number> {
  return db.campaign.count({ where: { AND: campaignConditions(scope, filter) } });
}

export async function campaignById(db: Database, id: string) {
  return db.campaign.findUnique({ where: { id }, select: COLUMNS });
}

/** Whether a campaign has a row of this Caf: then it may read its part. */
export async function concernsCaf(db: Database, campaignId: string, caf: string): Promise<boolean> {
  return (await db.campaignRow.findFirst({ where: { campaignId, caf }, select: { row: true } })) !== null;
}

interface RowFilter {
  onlyCaf: string | null;
  verdict?: string | undefined;
  sort?: 'row' | '-row' | undefined;
  limit: number;
  cursor?: string | undefined;
}

const rowConditions = (campaignId: string, { verdict, onlyCaf }: RowFilter) => ({
  ...{ campaignId, verdict },
  ...(onlyCaf === null ? {} : { caf: onlyCaf }),
});

/** How many rows meet the filters, as far as lists are counted; null: more. */
export async function countRowsOf(db: Database, campaignId: string, filter: RowFilter): Promise<number | null> {
  const where = rowConditions(campaignId, filter);
  return countedUpTo(await db.campaignRow.count({ where, take: COUNTED_AT_MOST + 1 }));
}

/** Rows of a campaign in the order of the file, or from its end. */
export async function listRows(db: Database, campaignId: string, filter: RowFilter) {
  const after = decodeCursor(filter.cursor, 'n');
  const reversed = filter.sort === '-row';
  const rows = await db.campaignRow.findMany({
    where: {
      ...rowConditions(campaignId, filter),
      ...(after === null ? {} : { row: { [reversed ? 'lt' : 'gt']: Number(after[0]) } }),
    },
    select: {
      row: true,
      siret: true,
      caf: true,
      verdict: true,
      reasons: true,
      useCase: true,
      processId: true,
      resolution: true,
      data: true,
    },
    orderBy: { row: reversed ? 'desc' : 'asc' },
    take: filter.limit + 1,
  });
  const page = pageOf(rows, filter.limit, (row) => [row.row]);
  return {
    nextCursor: page.nextCursor,
    items: page.items.map((row) => ({
      ...row,
      reasons: row.reasons as unknown as RowReason[],
      raisonSociale: String((row.data as { raisonSociale?: unknown }).raisonSociale ?? ''),
    })),
  };
}

/** Live figures of campaigns, by one query each: verdicts, accepted rows by use case, dossiers by state (U4). */
export async function campaignFigures(tx: Transaction, campaignId: string, onlyCaf: string | null = null) {
  const rows = Prisma.sql`campaign_row WHERE campaign_id = ${campaignId} ${onlyCaf === null ? Prisma.empty : Prisma.sql`AND caf = ${onlyCaf}`}`;
  const dossiers = Prisma.sql`process WHERE campaign_id = ${campaignId} ${onlyCaf === null ? Prisma.empty : Prisma.sql`AND (caf = ${onlyCaf} OR reader_caf = ${onlyCaf})`}`;
  const [figures] = await tx.$queryRaw<Row[]>`
    SELECT
      (SELECT coalesce(jsonb_object_agg(verdict, n), '{}') FROM (SELECT verdict, count(*) n FROM ${rows} GROUP BY 1) v) AS verdicts,
      (SELECT coalesce(jsonb_object_agg(use_case, n), '{}') FROM (SELECT use_case, count(*) n FROM ${rows} AND verdict = 'accepted' GROUP BY 1) u) AS use_cases,
      (SELECT count(*)::int FROM ${rows} AND queue = 'QUEUED') AS queued,
      (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (SELECT state, count(*) n FROM ${dossiers} GROUP BY 1) s) AS states,
      (SELECT coalesce(jsonb_object_agg(resolution, n), '{}') FROM (SELECT resolution, count(*) n FROM ${rows} AND resolution IS NOT NULL GROUP BY 1) r) AS resolutions`;
  const numbers = (value: unknown) => (value ?? {}) as Record<string, number>;
  const verdicts = numbers(figures?.verdicts);
  const queued = Number(figures?.queued ?? 0);
  return {
    rows: {
      total: Object.values(verdicts).reduce((sum, n) => sum + n, 0),
      accepted: verdicts.accepted ?? 0,
      held: verdicts.held ?? 0,
      refused: verdicts.refused ?? 0,
      duplicate: verdicts.duplicate ?? 0,
    },
    byUseCase: { '1': 0, '2': 0, '3': 0, '4': 0, ...numbers(figures?.use_cases) },
    byState: { queued, ...numbers(figures?.states) },
    byResolution: numbers(figures?.resolutions),
  };
}
