import { changeOf, tellChanges } from '../decision/changes.ts';
import { besideObstacle } from '../dossier/modeChange.ts';
import { invalid } from '../errors.ts';
import { faultsOf } from '../formats/faults.ts';
import { withinSentence } from '../formats/typography.ts';
import { DAY_MS } from '../policy/durations.ts';
import { taskChange } from '../task/changes.ts';
import { markDone, taskToComplete } from '../task/completion.ts';
import type { Task } from '../task/kinds.ts';
import type { CampaignActOf } from './acts.ts';
import { correctRow, refuseInactive, rowCorrectionsSchema } from './corrections.ts';
import { fireCampaign } from './transitions.ts';
import type { CampaignDecision, CampaignDesk, HeldRow } from './types.ts';

/** How long what a dossier is told by a campaign that was cancelled may take to reach it. */
const STOP_WITHIN_MS = 7 * DAY_MS;

/**
 * TRAITER_LIGNE (§6.4): released as corrected, the row joins the queue; inactive or dropped, nothing begins for it. Throws TACHE_INCONNUE,
 * TACHE_TERMINEE, ACTION_NON_PERMISE, SAISIE_INVALIDE with every fault, and PROCESSUS_EN_COURS while its partner's mode changes (DEL-5).
 */
export function treatRow(desk: CampaignDesk, act: CampaignActOf<'completeTask'>): void {
  const { held } = desk.ground;
  const { task, outcome } = taskToComplete(held === null ? [] : [held.task], act, desk.actor);
  const before = held === null ? null : { ...held.task };
  fireCampaign(desk.campaign, 'treatRow', desk.actor);
  desk.treated = treated(held as HeldRow, task, act);
  markDone(task, act, desk);
  desk.campaign.held -= 1;
  if (desk.treated.released !== null) desk.campaign.queued += 1;
  const { processId } = desk.campaign;
  const { row, resolution, released } = desk.treated;
  const line = { action: 'task.complete', entity: 'task', entityId: task.id, rule: 'ESAT-26' };
  const audit = [{ ...line, label: `Ligne ${task.subject} : ${withinSentence(outcome.label)}` }];
  const corrected = { ...(released ?? held?.row), resolution };
  const changes = [
    ...taskChange(before, task, processId),
    ...changeOf(
      { entity: 'campaignRow', entityId: `${processId}:${row}` },
      { ...held?.row, resolution: null },
      corrected,
      {
        subject: processId,
        isPersonal: (field) => field !== 'resolution',
      },
    ).map((change) => ({ ...change, toldOf: [{ entity: 'task', entityId: task.id }] })),
  ];
  desk.audit.push(...tellChanges(audit, changes));
  desk.auditCaf = task.caf;
}

function treated(
  { row, beside }: HeldRow,
  task: Task,
  { outcome, fields }: CampaignActOf<'completeTask'>,
): NonNullable<CampaignDecision['treated']> {
  const kept = { task, row: row.row, released: null };
  if (outcome === 'inactive') {
    refuseInactive(row);
    return { ...kept, resolution: 'INACTIF_NON_REPRIS' };
  }
  if (outcome === 'drop') return { ...kept, resolution: 'ECARTEE' };
  const given = { ...fields, ...(fields.corrections as object | undefined) };
  const corrections = rowCorrectionsSchema.safeParse(given);
  if (!corrections.success) throw invalid(faultsOf(corrections.error, given));
  const released = correctRow(row, corrections.data);
  const obstacle = besideObstacle(beside, false);
  if (obstacle !== null) throw obstacle;
  return { ...kept, resolution: 'CORRIGEE', released };
}

/** Stops a campaign, sparing every dossier that bears a partner's signature (§6.4); whoever stops it again has stopped it. */
export function cancelCampaign(desk: CampaignDesk, { reason }: CampaignActOf<'cancel'>): void {
  const { campaign, at } = desk;
  if (campaign.state === 'ANNULEE') return;
  const { state, queued, held } = campaign;
  fireCampaign(campaign, 'cancel', desk.actor);
  Object.assign(campaign, { closedAt: at, queued: 0, held: 0 });
  desk.stopped = {
    act: { type: 'cancelUnsigned', reason: `campagne annulée (${reason})` },
    notAfter: new Date(at.getTime() + STOP_WITHIN_MS),
  };
  const label = `Campagne annulée : ${reason}`;
  desk.audit.push({
    ...{ action: 'campaign.cancel', entity: 'campaign', entityId: campaign.id, label },
    before: { state, queued, held },
    after: { state: campaign.state, queued: campaign.queued, held: campaign.held },
  });
}
