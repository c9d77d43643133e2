import type { Procedure } from '../../../activities/procedure.ts';
import { correctRow, refuseInactive, rowCorrectionsSchema } from '../../../domain/campaign/corrections.ts';
import { campaignDeadlines } from '../../../domain/campaign/deadlines.ts';
import type { Campaign, CampaignFacts } from '../../../domain/campaign/types.ts';
import type { ActOf } from '../../../domain/command/acts.ts';
import type { Context } from '../../../domain/decision/context.ts';
import { besideObstacle } from '../../../domain/dossier/modeChange.ts';
import { invalid } from '../../../domain/errors.ts';
import type { JudgedRow } from '../../../domain/esat/rows.ts';
import { DAY_MS } from '../../../domain/policy/durations.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import { type CompleteTask, taskToComplete } from '../../../domain/task/completion.ts';
import type { Task } from '../../../domain/task/kinds.ts';
import { newId } from '../ids.ts';
import { appendAudit } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { besideOfPartner } from '../queries/beside.ts';
import { transactionOf } from '../store.ts';
import { tellCampaign } from './campaignTelling.ts';

/** The Esat campaign (§6.4): thousands of rows, so its acts are set-based SQL in the one transaction of the command. */
export function campaignProcedure(policy: Policy): Procedure<'esatCampaign'> {
  return {
    way: 'transaction',
    async run(storeTx, processId, act, context) {
      const tx = transactionOf(storeTx);
      const { campaign, facts } = await loadCampaign(tx, processId);
      if (act.type === 'completeTask') await treatRow(tx, processId, campaign, act, context);
      else if (act.type === 'cancel') await cancel(tx, processId, campaign, act.reason, context);
      else if (act.type === 'tick') await tellCampaign(tx, processId, campaign, facts, context);
      return settleCampaign(tx, processId, policy, context.at);
    },
    current: (storeTx, processId) => waitingOf(transactionOf(storeTx), processId, policy),
  };
}

export async function loadCampaign(
  tx: Transaction,
  processId: string,
): Promise<{ campaign: Campaign; facts: CampaignFacts }> {
  const process = await tx.process.findUniqueOrThrow({ where: { id: processId }, select: { facts: true } });
  const facts = process.facts as unknown as CampaignFacts;
  const campaign = await tx.campaign.findUniqueOrThrow({ where: { id: facts.campaignId } });
  return { campaign: campaign as unknown as Campaign, facts };
}

/** TRAITER_LIGNE: release (corrected, still active), inactive, drop (§6.4). */
async function treatRow(
  tx: Transaction,
  processId: string,
  campaign: Campaign,
  act: CompleteTask,
  context: Context,
): Promise<void> {
  const tasks = await tx.task.findMany({ where: { id: act.taskId, processId } });
  const { task, outcome } = taskToComplete(tasks as unknown as Task[], act, context.actor);

  const key = { campaignId_row: { campaignId: campaign.id, row: Number(task.subject) } };
  const stored = await tx.campaignRow.findUniqueOrThrow({ where: key });
  if (act.outcome === 'release') {
    const corrections = rowCorrectionsSchema.safeParse({
      ...act.fields,
      ...(act.fields.corrections as object | undefined),
    });
    if (!corrections.success)
      throw invalid(
        corrections.error.issues.map((issue) => ({
          path: issue.path.join('.'),
          code: 'CHAMP_INVALIDE',
          message: issue.message,
        })),
      );
    const row = correctRow(stored.data as unknown as JudgedRow, corrections.data);
    const obstacle = besideObstacle(await besideOfPartner(tx, row), false);
    if (obstacle !== null) throw obstacle;
    await tx.campaignRow.update({
      where: key,
      data: { resolution: 'CORRIGEE', queue: 'QUEUED', data: JSON.parse(JSON.stringify(row)), useCase: row.useCase },
    });
  } else {
    if (act.outcome === 'inactive') refuseInactive(stored.data as unknown as JudgedRow);
    await tx.campaignRow.update({
      where: key,
      data: { resolution: act.outcome === 'inactive' ? 'INACTIF_NON_REPRIS' : 'ECARTEE' },
    });
  }
  await tx.task.update({
    where: { id: task.id },
    data: {
      state: 'FAITE',
      outcome: act.outcome,
      fields: JSON.parse(JSON.stringify(act.fields)),
      completedBy: context.actor.id,
      completedAt: context.at,
    },
  });
  await appendAudit(
    tx,
    [
      {
        action: 'task.complete',
        entity: 'task',
        entityId: task.id,
        label: `Ligne ${task.subject} : ${outcome.label.toLowerCase()}`,
        rule: 'ESAT-26',
      },
    ],
    { at: context.at, actor: context.actor, processId, caf: task.caf },
  );
}

/**
 * Cancelling spares every dossier that bears a partner's signature (§6.4); the others are told to stop by a command of their own, which looks
 * again: whoever signs before it comes is spared too.
 */
async function cancel(
  tx: Transaction,
  processId: string,
  campaign: Campaign,
  reason: string,
  context: Context,
): Promise<void> {
  if (campaign.state === 'ANNULEE') return;
  await tx.campaign.update({ where: { id: campaign.id }, data: { state: 'ANNULEE', closedAt: context.at } });
  await tx.$executeRaw`UPDATE campaign_row SET queue = 'CANCELLED' WHERE campaign_id = ${campaign.id} AND queue = 'QUEUED'`;
  await tx.$executeRaw`UPDATE task SET state = 'ANNULEE', completed_at = ${context.at} WHERE process_id = ${processId} AND state = 'OUVERTE'`;
  const stopping = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM process p WHERE p.campaign_id = ${campaign.id} AND p.closed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM document d JOIN signature s ON s.document_id = d.id WHERE d.process_id = p.id AND s.party = 'PARTENAIRE' AND s.voided_at IS NULL)`;
  const commands = stopping.map(({ id }) => ({
    id: newId(),
    actor_id: context.actor.id,
    key: `cancel:${campaign.id}:${id}`,
    body_hash: '',
    process_id: id,
    act: { type: 'cancelUnsigned', reason: `campagne annulée (${reason})` } satisfies ActOf<'esatOnboarding'>,
    actor: context.actor,
    not_after: new Date(context.at.getTime() + 7 * DAY_MS).toISOString(),
    created_at: context.at.toISOString(),
  }));
  if (commands.length > 0)
    await tx.$executeRaw`INSERT INTO command SELECT * FROM jsonb_populate_recordset(null::command, ${JSON.stringify(commands)}::jsonb) ON CONFLICT DO NOTHING`;
  await appendAudit(
    tx,
    [{ action: 'campaign.cancel', entity: 'campaign', entityId: campaign.id, label: `Campagne annulée : ${reason}` }],
    {
      at: context.at,
      actor: context.actor,
      processId,
      caf: campaign.caf,
    },
  );
}

/** Writes the projection and tells the process what it waits for. */
export async function settleCampaign(tx: Transaction, processId: string, policy: Policy, at: Date): Promise<Waiting> {
  const waiting = await waitingOf(tx, processId, policy);
  const { campaign } = await loadCampaign(tx, processId);
  const waitingFor = waiting.ended
    ? null
    : {
        who: waiting.state === 'A_LANCER' ? 'SYSTEME' : 'CAF',
        what: waiting.state === 'A_LANCER' ? 'le lancement des dossiers' : "l'avancement des dossiers",
        until: waiting.nextActionAt,
        then: 'Relance des Caf, puis bilan à l’échéance.',
      };
  await tx.$executeRaw`
    UPDATE process SET state = ${campaign.state}, since = CASE WHEN state = ${campaign.state} THEN since ELSE ${at} END,
      workflow_started_at = coalesce(workflow_started_at, ${at}), waiting_on = ${waitingFor?.who ?? null},
      waiting_for = ${waitingFor === null ? null : JSON.stringify(waitingFor)}::jsonb, next_action_at = ${waiting.nextActionAt === null ? null : new Date(waiting.nextActionAt)},
      closed_at = ${waiting.ended ? at : null}, version = version + 1 WHERE id = ${processId}`;
  return waiting;
}

/** A_LANCER while rows are queued; ended once reported (or cancelled) and no held row waits. */
async function waitingOf(tx: Transaction, processId: string, policy: Policy): Promise<Waiting> {
  const { campaign, facts } = await loadCampaign(tx, processId);
  const [count] = await tx.$queryRaw<{ queued: number; held: number }[]>`
    SELECT (SELECT count(*)::int FROM campaign_row WHERE campaign_id = ${campaign.id} AND queue = 'QUEUED') AS queued,
           (SELECT count(*)::int FROM task WHERE process_id = ${processId} AND state = 'OUVERTE') AS held`;
  const queued = (count?.queued ?? 0) > 0;
  const over = campaign.state !== 'EN_COURS' && !queued && (count?.held ?? 0) === 0;
  const next = over ? undefined : campaignDeadlines(campaign, facts, policy)[0];
  return { state: queued ? 'A_LANCER' : campaign.state, nextActionAt: next?.at.toISOString() ?? null, ended: over };
}
