import { campaignToHold, projectCampaign } from '../../../domain/campaign/decide.ts';
import { IN_FLIGHT, onePerPartner, rowOvertaken, rowsToLaunch } from '../../../domain/campaign/launch.ts';
import { dossierOfRow } from '../../../domain/campaign/rows.ts';
import type { Campaign } from '../../../domain/campaign/types.ts';
import type { JudgedRow } from '../../../domain/esat/rows.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import type { ProcessGateway } from '../../temporal/temporal.ts';
import { insertDossiers } from '../dossier/startProcess.ts';
import { newId } from '../ids.ts';
import type { Database, Transaction } from '../prisma.ts';
import { type Ground, inStretch } from '../stretch.ts';
import { saveTasks } from '../taskRows.ts';
import { loadCampaign, saveStanding } from './campaignStore.ts';

/**
 * Starts rows for a little while, as long as fewer than the limit are in flight (started and not yet waiting for a person). Safe to retry: a row
 * leaves the queue in the transaction that inserts its dossier, and starting a workflow twice finds the first.
 */
export async function launchBatch(
  database: Database,
  gateway: ProcessGateway,
  { policy, ...ground }: { policy: Policy } & Ground,
  processId: string,
  at: Date,
): Promise<Waiting> {
  await inStretch(database, processId, ground, async (most) => {
    const { inserted, queued } = await insertNext(database, { policy, most }, processId, at);
    await Promise.all(inserted.map((id) => gateway.start({ type: 'esatOnboarding', processId: id, batch: true })));
    return queued > 0;
  });
  return database.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM process WHERE id = ${processId} FOR UPDATE`;
    const campaign = await loadCampaign(tx, processId);
    const projection = projectCampaign(campaign, policy);
    await saveStanding(tx, campaign, projection, at);
    return campaignToHold(campaign, projection);
  });
}

/** Inserts the dossiers of the next rows: their ids, and how many rows stay queued. */
async function insertNext(
  database: Database,
  pace: { policy: Policy; most: number },
  processId: string,
  at: Date,
): Promise<{ inserted: string[]; queued: number }> {
  return database.$transaction(
    async (tx) => {
      const campaign = await loadCampaign(tx, processId);
      const most = rowsToLaunch(campaign, await inFlight(tx, campaign), pace);
      const rows = onePerPartner(await nextRows(tx, campaign, most));
      const inserted = rows.length === 0 ? [] : await launchRows(tx, campaign, rows, at);
      return { inserted, queued: campaign.queued - rows.length };
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
}

interface QueuedRow {
  row: number;
  data: JudgedRow;
}

async function inFlight(tx: Transaction, { id }: Campaign): Promise<number> {
  return tx.process.count({ where: { campaignId: id, state: IN_FLIGHT, closedAt: null } });
}

/** Rows that another batch, or a cancellation, holds are passed over. */
function nextRows(tx: Transaction, { id }: Campaign, most: number): Promise<QueuedRow[]> {
  return tx.$queryRaw`
    SELECT row, data FROM campaign_row WHERE campaign_id = ${id} AND queue = 'QUEUED' ORDER BY row LIMIT ${most} FOR UPDATE SKIP LOCKED`;
}

/** Inserts the dossiers of rows, each of another partner; one that was refused meanwhile is kept with what the rules make of it. Returns the ids to start. */
async function launchRows(
  tx: Transaction,
  campaign: Campaign,
  rows: readonly QueuedRow[],
  at: Date,
): Promise<string[]> {
  const begun = await insertDossiers(
    tx,
    rows.map(({ data }) => dossierOfRow(campaign, data)),
    at,
  );
  const launched: { row: number; id: string }[] = [];
  for (const [nth, { row, data }] of rows.entries()) {
    const id = begun[nth];
    if (typeof id === 'string') launched.push({ row, id });
    else await keepOvertaken(tx, campaign, rowOvertaken(data, id, { at, newId }));
  }
  await tx.$executeRaw`
    UPDATE campaign_row c SET queue = 'LAUNCHED', process_id = one.id
      FROM jsonb_to_recordset(${JSON.stringify(launched)}::jsonb) AS one(row int, id text) WHERE c.campaign_id = ${campaign.id} AND c.row = one.row`;
  return launched.map(({ id }) => id);
}

async function keepOvertaken(
  tx: Transaction,
  campaign: Campaign,
  { row: kept, task }: ReturnType<typeof rowOvertaken>,
): Promise<void> {
  const { row, queue, resolution, verdict, processId, useCase } = kept;
  const json = (value: unknown) => JSON.parse(JSON.stringify(value));
  await tx.campaignRow.update({
    where: { campaignId_row: { campaignId: campaign.id, row } },
    data: {
      queue,
      resolution,
      verdict,
      processId,
      useCase,
      reasons: json(kept.reasons),
      data: json(kept.data),
    },
  });
  if (task !== null) await saveTasks(tx, campaign.processId, [], [task]);
}
