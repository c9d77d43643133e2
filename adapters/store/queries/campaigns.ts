import { CAMPAIGN_STATE_LABELS } from '../../../domain/campaign/types.ts';
import { VERDICT_LABELS } from '../../../domain/esat/rowColumns.ts';
import type { RowReason } from '../../../domain/esat/rows.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database, Transaction } from '../prisma.ts';
import type { Row } from '../rows.ts';
import { askedOrder, nameKey, numberKey, pageOf, type Sort, statementOrder, wordKey } from './cursor.ts';
import { cafShares, countRows, type Scope, sortedPage, whereGiven } from './scope.ts';

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

const SORTING = {
  sorts: CAMPAIGN_SORTS,
  keys: {
    createdAt: Prisma.sql`created_at`,
    name: nameKey(Prisma.sql`name`),
    state: wordKey(Prisma.sql`state`, CAMPAIGN_STATE_LABELS),
    deadline: Prisma.sql`deadline`,
    opensOn: Prisma.sql`opens_on`,
  },
  usual: '-createdAt',
} as const;

/** A Caf sees its own, and the national ones that concern it. */
const campaignsOf = (scope: Scope, { state }: CampaignFilter) => ({
  shares: [
    ...cafShares(scope),
    ...('caf' in scope
      ? [
          Prisma.sql`caf IS NULL AND EXISTS (SELECT 1 FROM campaign_row r WHERE r.campaign_id = campaign.id AND r.caf = ${scope.caf})`,
        ]
      : []),
  ],
  conditions: whereGiven({ state }),
});

/** Campaigns, newest first where nobody says otherwise. */
export function listCampaigns(db: Database, scope: Scope, filter: CampaignFilter) {
  return sortedPage(db, 'campaign', SORTING, campaignsOf(scope, filter), filter, (ids) =>
    db.campaign.findMany({ select: COLUMNS, where: { id: { in: ids } } }),
  );
}

/** How many campaigns meet the filters, as far as lists are counted; null: more. */
export function countCampaigns(db: Database, scope: Scope, filter: CampaignFilter): Promise<number | null> {
  const { shares, conditions } = campaignsOf(scope, filter);
  return countRows(db, 'campaign', shares, conditions);
}

export async function campaignById(db: Database, id: string) {
  return db.campaign.findUnique({ where: { id }, select: COLUMNS });
}

/** Whether a campaign has a row of this Caf: then it may read its part. */
export async function concernsCaf(db: Database, campaignId: string, caf: string): Promise<boolean> {
  return (await db.campaignRow.findFirst({ where: { campaignId, caf }, select: { row: true } })) !== null;
}

const LINE = numberKey(Prisma.sql`row`);
/** What lines of a campaign are sorted by. */
export const ROW_SORTS = { row: 's', raisonSociale: 's', siret: 's', caf: 's', verdict: 's', useCase: 's' } as const;
const ROW_KEYS: Readonly<Record<keyof typeof ROW_SORTS, Prisma.Sql>> = {
  row: LINE,
  raisonSociale: nameKey(Prisma.sql`coalesce(data ->> 'raisonSociale', '')`),
  siret: Prisma.sql`left(siret, 100)`,
  caf: Prisma.sql`coalesce(caf, '')`,
  verdict: wordKey(Prisma.sql`verdict`, VERDICT_LABELS),
  useCase: Prisma.sql`coalesce(use_case::text, '')`,
};

interface RowFilter {
  onlyCaf: string | null;
  verdict?: string | undefined;
  /** a line of the file */
  row?: number | undefined;
  sort?: Sort<typeof ROW_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

const rowConditions = (campaignId: string, { verdict, row, onlyCaf }: RowFilter) => [
  ...whereGiven({ campaign_id: campaignId, verdict, caf: onlyCaf ?? undefined }),
  ...(row === undefined ? [] : [Prisma.sql`row = ${row}`]),
];

/** How many rows meet the filters, as far as lists are counted; null: more. */
export async function countRowsOf(db: Database, campaignId: string, filter: RowFilter): Promise<number | null> {
  return countRows(db, 'campaign_row', [Prisma.sql`true`], rowConditions(campaignId, filter));
}

/** Rows of a campaign, in the order of the file where nobody says otherwise. */
export async function listRows(db: Database, campaignId: string, filter: RowFilter) {
  const asked = askedOrder(ROW_SORTS, filter.sort ?? 'row');
  const order = statementOrder(asked, [ROW_KEYS[asked.column], LINE], filter.cursor);
  const conditions = [...rowConditions(campaignId, filter), ...order.after];
  const found = await db.$queryRaw<{ row: number; place: string[] }[]>`
    SELECT row, ${order.place} AS place FROM campaign_row WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order.by} LIMIT ${filter.limit + 1}`;
  const page = pageOf(found, filter.limit, ({ place }) => place);
  const rows = await db.campaignRow.findMany({
    where: { campaignId, row: { in: page.items.map(({ row }) => row) } },
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
  });
  const byRow = new Map(rows.map((row) => [row.row, row]));
  return {
    nextCursor: page.nextCursor,
    items: page.items.flatMap(({ row: number }) => {
      const row = byRow.get(number);
      if (row === undefined) return [];
      const raisonSociale = String((row.data as { raisonSociale?: unknown }).raisonSociale ?? '');
      return [{ ...row, reasons: row.reasons as unknown as RowReason[], raisonSociale }];
    }),
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
