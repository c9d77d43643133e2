import { DOSSIERS_NAMED } from '../../../domain/campaign/telling.ts';
import type {
  CafLeft,
  Campaign,
  CampaignDecision,
  CampaignFacts,
  CampaignGround,
  CampaignNeeds,
  CampaignState,
  HeldRow,
} from '../../../domain/campaign/types.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import type { DelegationMode } from '../../../domain/document/types.ts';
import type { JudgedRow } from '../../../domain/esat/rows.ts';
import { statesMarked } from '../../../domain/kinds.ts';
import { newId } from '../ids.ts';
import { appendAudit, enqueueMails } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { type ProcessProjection, saveProcessRow } from '../processRow.ts';
import { besideOfPartner } from '../queries/beside.ts';
import { type Row, toTask } from '../rows.ts';
import { saveTasks } from '../taskRows.ts';

/** A campaign with how many of its rows wait. The caller holds the lock of its process. */
export async function loadCampaign(tx: Transaction, processId: string): Promise<Campaign> {
  const process = await tx.process.findUniqueOrThrow({
    where: { id: processId },
    select: { facts: true, incident: true, closedAt: true },
  });
  const facts = process.facts as unknown as CampaignFacts;
  const { report: _, ...campaign } = await tx.campaign.findUniqueOrThrow({ where: { id: facts.campaignId } });
  const [count] = await tx.$queryRaw<{ queued: number; held: number }[]>`
    SELECT (SELECT count(*)::int FROM campaign_row WHERE campaign_id = ${campaign.id} AND queue = 'QUEUED') AS queued,
           (SELECT count(*)::int FROM task WHERE process_id = ${processId} AND state = 'OUVERTE') AS held`;
  return {
    ...campaign,
    processId,
    state: campaign.state as CampaignState,
    delegationMode: campaign.delegationMode as DelegationMode,
    facts,
    incident: process.incident,
    ended: process.closedAt !== null,
    queued: count?.queued ?? 0,
    held: count?.held ?? 0,
  };
}

/** What an act needs to know beside the campaign, and nothing else. */
export async function loadGround(tx: Transaction, campaign: Campaign, needs: CampaignNeeds): Promise<CampaignGround> {
  const { taskId, left } = needs;
  const creator = left
    ? await tx.user.findUnique({ where: { id: campaign.createdBy }, select: { email: true } })
    : null;
  return {
    held: taskId === null ? null : await heldRow(tx, campaign, taskId),
    left: left ? await leftToDo(tx, campaign) : [],
    creatorEmail: creator?.email ?? null,
  };
}

async function heldRow(tx: Transaction, { id, processId }: Campaign, taskId: string): Promise<HeldRow | null> {
  const [found] = await tx.$queryRaw<{ task: Row; row: JudgedRow }[]>`
    SELECT to_jsonb(t) AS task, r.data AS row FROM task t JOIN campaign_row r ON r.campaign_id = ${id} AND r.row = CASE WHEN t.process_id = ${processId} THEN t.subject::int END
      WHERE t.id = ${taskId}`;
  if (found === undefined) return null;
  return { task: toTask(found.task), row: found.row, beside: await besideOfPartner(tx, found.row) };
}

function leftToDo(tx: Transaction, { id, processId }: Campaign): Promise<CafLeft[]> {
  return tx.$queryRaw<CafLeft[]>`
    WITH dossiers AS (
      SELECT p.caf, count(*)::int AS n, (array_agg(r.raison_sociale ORDER BY r.raison_sociale, p.id))[1:${DOSSIERS_NAMED}::int] AS names
        FROM process p JOIN partner r ON r.id = p.partner_id
        WHERE p.campaign_id = ${id} AND p.closed_at IS NULL AND p.state <> ALL(${statesMarked('ready', 'opened', 'stopped')}) GROUP BY p.caf
    ), held AS (SELECT caf, count(*)::int AS n FROM task WHERE process_id = ${processId} AND state = 'OUVERTE' GROUP BY caf)
    SELECT caf, coalesce(d.n, 0) AS open, coalesce(h.n, 0) AS held, coalesce(d.names, '{}') AS dossiers
      FROM dossiers d FULL JOIN held h USING (caf) ORDER BY caf`;
}

/** Saves what a decision says, with the projection; rows and dossiers are thousands, so what concerns all of them is one statement. */
export async function saveCampaign(
  tx: Transaction,
  decision: CampaignDecision,
  projection: ProcessProjection,
  at: Date,
  actor: Actor,
): Promise<void> {
  const { campaign, treated, stopped, mails, mailsLeave, audit, auditCaf } = decision;
  const { id, processId, caf, state, closedAt } = campaign;
  await tx.campaign.updateMany({ where: { id, state: { not: state } }, data: { state, closedAt } });
  if (treated !== null) await saveTreated(tx, campaign, treated);
  if (stopped !== null) await stop(tx, campaign, stopped, at, actor);
  await saveStanding(tx, campaign, projection, at);
  await appendAudit(tx, audit, { at, actor, processId, caf: auditCaf });
  await enqueueMails(tx, mails, { at: mailsLeave, processId, caf });
}

/** Saves where a campaign stands: its facts and its projection. */
export async function saveStanding(
  tx: Transaction,
  { processId, facts, incident }: Campaign,
  projection: ProcessProjection,
  at: Date,
): Promise<void> {
  await saveProcessRow(tx, processId, projection, { facts, incident, opened: true }, at);
}

async function saveTreated(
  tx: Transaction,
  { id, processId }: Campaign,
  { task, row, resolution, released }: NonNullable<CampaignDecision['treated']>,
): Promise<void> {
  await tx.campaignRow.update({
    where: { campaignId_row: { campaignId: id, row } },
    data: {
      resolution,
      ...(released === null
        ? {}
        : { queue: 'QUEUED', data: JSON.parse(JSON.stringify(released)), useCase: released.useCase }),
    },
  });
  await saveTasks(tx, processId, [], [task]);
}

/** The queue first: rows that a batch holds are waited for, and their dossiers are then among those told to stop. */
async function stop(
  tx: Transaction,
  { id, processId }: Campaign,
  { act, notAfter }: NonNullable<CampaignDecision['stopped']>,
  at: Date,
  actor: Actor,
): Promise<void> {
  await tx.$executeRaw`UPDATE campaign_row SET queue = 'CANCELLED' WHERE campaign_id = ${id} AND queue = 'QUEUED'`;
  await tx.$executeRaw`UPDATE task SET state = 'ANNULEE', completed_at = ${at} WHERE process_id = ${processId} AND state = 'OUVERTE'`;
  await tx.$executeRaw`
    INSERT INTO command (id, actor_id, key, body_hash, process_id, act, actor, not_after, created_at)
      SELECT left(md5(${newId()} || p.id), 24), ${actor.id}, ${`cancel:${id}:`} || p.id, '', p.id, ${JSON.stringify(act)}::jsonb,
          ${JSON.stringify(actor)}::jsonb, ${notAfter}, ${at}
        FROM process p WHERE p.campaign_id = ${id} AND p.closed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM document d JOIN signature s ON s.document_id = d.id
            WHERE d.process_id = p.id AND s.party = 'PARTENAIRE' AND s.voided_at IS NULL)
    ON CONFLICT DO NOTHING`;
}
