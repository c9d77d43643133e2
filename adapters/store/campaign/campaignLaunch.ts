import { campaignToHold, projectCampaign } from '../../../domain/campaign/decide.ts';
import { IN_FLIGHT, rowOvertaken, rowsToLaunch } from '../../../domain/campaign/launch.ts';
import { dossierOfRow } from '../../../domain/campaign/rows.ts';
import type { Campaign } from '../../../domain/campaign/types.ts';
import type { JudgedRow } from '../../../domain/esat/rows.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import type { ProcessGateway } from '../../temporal/temporal.ts';
import { insertDossier } from '../dossier/startProcess.ts';
import { newId } from '../ids.ts';
import type { Database, Transaction } from '../prisma.ts';
import { saveTasks } from '../taskRows.ts';
import { loadCampaign, saveStanding } from './campaignStore.ts';

/**
 * Starts the next rows while fewer than the limit are in flight (started and not yet waiting for a person). Safe to retry: a row
 * leaves the queue in the transaction that inserts its dossier, and starting a workflow twice finds the first.
 */
export async function launchBatch(
  database: Database,
  gateway: ProcessGateway,
  policy: Policy,
  processId: string,
  at: Date,
): Promise<Waiting> {
  const inserted = await database.$transaction(
    async (tx) => {
      const campaign = await loadCampaign(tx, processId);
      const rows = await nextRows(tx, campaign, rowsToLaunch(campaign, await inFlight(tx, campaign), policy));
      const started: string[] = [];
      for (const row of rows) started.push(...(await launchRow(tx, campaign, row, at)));
      return started;
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
  await Promise.all(inserted.map((id) => gateway.start({ type: 'esatOnboarding', processId: id, batch: true })));
  return database.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM process WHERE id = ${processId} FOR UPDATE`;
    const campaign = await loadCampaign(tx, processId);
    const projection = projectCampaign(campaign, policy);
    await saveStanding(tx, campaign, projection, at);
    return campaignToHold(campaign, projection);
  });
}

async function inFlight(tx: Transaction, { id }: Campaign): Promise<number> {
  return tx.process.count({ where: { campaignId: id, state: IN_FLIGHT, closedAt: null } });
}

/** Rows that another batch, or a cancellation, holds are passed over. */
function nextRows(tx: Transaction, { id }: Campaign, most: number): Promise<{ row: number; data: JudgedRow }[]> {
  return tx.$queryRaw`
    SELECT row, data FROM campaign_row WHERE campaign_id = ${id} AND queue = 'QUEUED' ORDER BY row LIMIT ${most} FOR UPDATE SKIP LOCKED`;
}

/** Inserts the dossier of a row; one that was refused meanwhile is kept with what the rules make of it. Returns the ids to start. */
async function launchRow(
  tx: Transaction,
  campaign: Campaign,
  { row, data }: { row: number; data: JudgedRow },
  at: Date,
): Promise<string[]> {
  const where = { campaignId_row: { campaignId: campaign.id, row } };
  try {
    const id = await insertDossier(tx, dossierOfRow(campaign, data), at);
    await tx.campaignRow.update({ where, data: { queue: 'LAUNCHED', processId: id } });
    return [id];
  } catch (error) {
    const { row: kept, task } = rowOvertaken(data, error, { at, newId });
    const { queue, resolution, verdict, processId, useCase } = kept;
    const json = (value: unknown) => JSON.parse(JSON.stringify(value));
    await tx.campaignRow.update({
      where,
      data: { queue, resolution, verdict, processId, useCase, reasons: json(kept.reasons), data: json(kept.data) },
    });
    if (task !== null) await saveTasks(tx, campaign.processId, [], [task]);
    return [];
  }
}
