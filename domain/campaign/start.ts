import { NATIONAL } from '../caf/cafs.ts';
import type { Actor } from '../decision/actor.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { JudgedRow } from '../esat/rows.ts';
import { processId } from '../process/types.ts';
import type { Task } from '../task/kinds.ts';
import { type CampaignRow, heldTask, keptRow } from './rows.ts';
import type { Campaign } from './types.ts';

/** What a campaign is launched from, beside its rows. */
export type NewCampaign = Pick<Campaign, 'name' | 'caf' | 'deadline' | 'opensOn' | 'delegationMode'>;

/** Caf of a process that is no Caf's: a national campaign. */

export interface CampaignStart {
  campaign: Campaign;
  /** of its process: Caf and name */
  caf: string;
  label: string;
  rows: CampaignRow[];
  tasks: Task[];
  audit: AuditDraft[];
}

/** A checked file becomes a campaign: every row with its verdict, those accepted in the queue, a task for each one held (§6.4). Pure. */
export function startCampaign(
  input: NewCampaign,
  rows: readonly JudgedRow[],
  context: { at: Date; actor: Actor; newId: () => string },
): CampaignStart {
  const { at, actor, newId } = context;
  const id = newId();
  const kept = rows.map(keptRow);
  const tasks = rows.filter(({ verdict }) => verdict === 'held').map((row) => heldTask(row, context));
  const label = `Campagne « ${input.name} » lancée : ${rows.length} lignes`;
  const campaign: Campaign = {
    ...input,
    id,
    processId: processId('esatCampaign', id, 1),
    state: 'EN_COURS',
    createdBy: actor.id,
    createdAt: at,
    closedAt: null,
    facts: { campaignId: id, remindersSent: 0, reported: false },
    incident: null,
    ended: false,
    queued: kept.filter(({ queue }) => queue === 'QUEUED').length,
    held: tasks.length,
  };
  const { state, queued, held } = campaign;
  const after = { ...input, state, rows: rows.length, queued, held };
  return {
    campaign,
    caf: input.caf ?? NATIONAL,
    label: `Campagne Esat – ${input.name}`,
    rows: kept,
    tasks,
    audit: [{ action: 'campaign.start', entity: 'campaign', entityId: id, label, after }],
  };
}
