import type { Campaign } from '../../../domain/campaign/types.ts';
import { DomainError } from '../../../domain/errors.ts';
import { overtaken } from '../../../domain/esat/overtaken.ts';
import type { JudgedRow } from '../../../domain/esat/rows.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import type { ProcessGateway } from '../../temporal/temporal.ts';
import { insertDossier } from '../dossier/startProcess.ts';
import type { Database, Transaction } from '../prisma.ts';
import { loadCampaign, settleCampaign } from './campaignProcedure.ts';
import { dossierOfRow, rejudgeRow } from './campaignStore.ts';

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
      const { campaign } = await loadCampaign(tx, processId);
      if (campaign.state === 'ANNULEE') return [];
      const [flight] = await tx.$queryRaw<
        { n: number }[]
      >`SELECT count(*)::int AS n FROM process WHERE campaign_id = ${campaign.id} AND state = 'CREE' AND closed_at IS NULL`;
      const room = Math.max(0, policy.campaignInFlight - (flight?.n ?? 0));
      const rows = await tx.$queryRaw<{ row: number; data: JudgedRow }[]>`
        SELECT row, data FROM campaign_row WHERE campaign_id = ${campaign.id} AND queue = 'QUEUED' ORDER BY row LIMIT ${Math.min(room, BATCH)} FOR UPDATE SKIP LOCKED`;
      const started: string[] = [];
      for (const { row, data } of rows) started.push(...(await insertRow(tx, processId, campaign, row, data, at)));
      return started;
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
  await Promise.all(inserted.map((id) => gateway.start({ type: 'esatOnboarding', processId: id })));
  return database.$transaction((tx) => settleCampaign(tx, processId, policy, at));
}

const BATCH = 25;
/** What a partner has, or is about to get, already (insertDossier). */
const STANDS = ['PROCESSUS_EN_COURS', 'SERVICE_DEJA_OUVERT'];

/** A row whose partner got an onboarding meanwhile is not onboarded twice (ESAT-26); one whose mode began to change waits (DEL-5). */
async function insertRow(
  tx: Transaction,
  processId: string,
  campaign: Campaign,
  row: number,
  data: JudgedRow,
  at: Date,
): Promise<string[]> {
  const key = { campaignId_row: { campaignId: campaign.id, row } };
  try {
    const id = await insertDossier(tx, dossierOfRow(campaign, data), at);
    await tx.campaignRow.update({ where: key, data: { queue: 'LAUNCHED', processId: id } });
    return [id];
  } catch (error) {
    if (!(error instanceof DomainError) || !STANDS.includes(error.code)) throw error;
    await rejudgeRow(tx, { id: campaign.id, processId }, overtaken(data, error), at);
    return [];
  }
}
