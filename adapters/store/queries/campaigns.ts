import type { RowReason } from '../../../domain/esat/rows.ts';
import type { Database } from '../prisma.ts';
import { decodeCursor, NEWEST_FIRST, pageOf } from './cursor.ts';
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

/** Campaigns, newest first; a Caf sees its own, and the national ones that concern it. */
export async function listCampaigns(
  db: Database,
  scope: Scope,
  filter: { state?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const rows = await db.campaign.findMany({
    select: COLUMNS,
    where: {
      AND: [
        'caf' in scope
          ? { OR: [{ caf: scope.caf }, { caf: null, rows: { some: { caf: scope.caf } } }] }
          : cafScope(scope),
        { state: filter.state },
        NEWEST_FIRST.after(filter.cursor),
      ],
    },
    orderBy: NEWEST_FIRST.orderBy,
    take: filter.limit + 1,
  });
  return NEWEST_FIRST.page(rows, filter.limit);
}

export async function campaignById(db: Database, id: string) {
  return db.campaign.findUnique({ where: { id }, select: COLUMNS });
}

/** Whether a campaign has a row of this Caf: then it may read its part. */
export async function concernsCaf(db: Database, campaignId: string, caf: string): Promise<boolean> {
  return (await db.campaignRow.findFirst({ where: { campaignId, caf }, select: { row: true } })) !== null;
}

/** Rows of a campaign in the order of the file. */
export async function listRows(
  db: Database,
  campaignId: string,
  filter: { onlyCaf: string | null; verdict?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const after = decodeCursor(filter.cursor, 'n');
  const rows = await db.campaignRow.findMany({
    where: {
      campaignId,
      verdict: filter.verdict,
      ...(filter.onlyCaf === null ? {} : { caf: filter.onlyCaf }),
      ...(after === null ? {} : { row: { gt: Number(after[0]) } }),
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
    orderBy: { row: 'asc' },
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
