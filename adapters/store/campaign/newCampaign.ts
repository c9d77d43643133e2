import type { CampaignRow } from '../../../domain/campaign/rows.ts';
import { type NewCampaign, startCampaign } from '../../../domain/campaign/start.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { type JudgeContext, type JudgedRow, partnerKey } from '../../../domain/esat/rows.ts';
import { OPENED } from '../../../domain/kinds.ts';
import { newId } from '../ids.ts';
import { appendAudit } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { newProcessRow, processInsert, startedUnder } from '../processRow.ts';
import { CHANGES_MODE } from '../queries/beside.ts';
import { saveTasks } from '../taskRows.ts';

/** What the verdicts need to know of the system (§6.4): onboardings that stand, active conventions, changes of mode. */
export async function knownSirets(
  tx: Transaction,
  sirets: readonly string[],
): Promise<Required<Omit<JudgeContext, 'onlyCaf'>>> {
  const wanted = JSON.stringify(sirets);
  const processes = await tx.$queryRaw<{ business_key: string; id: string }[]>`
    SELECT business_key, id FROM process WHERE type = 'esatOnboarding'
      AND business_key IN (SELECT jsonb_array_elements_text(${wanted}::jsonb)) AND (closed_at IS NULL OR state = ANY(${[...OPENED]}::text[]))`;
  const conventions = await tx.$queryRaw<{ siret: string }[]>`
    SELECT DISTINCT siret FROM document WHERE kind = 'CONVENTION' AND state = 'ACTIF' AND siret IN (SELECT jsonb_array_elements_text(${wanted}::jsonb))`;
  const changes = await tx.$queryRaw<{ siret: string; caf: string }[]>`
    SELECT r.siret, r.caf FROM process p JOIN partner r ON r.id = p.partner_id
      WHERE r.siret IN (SELECT jsonb_array_elements_text(${wanted}::jsonb)) AND p.closed_at IS NULL AND ${CHANGES_MODE} AND p.state <> ALL(${[...OPENED]}::text[])`;
  return {
    existing: new Map(processes.map((row) => [row.business_key, row.id])),
    activeConventions: new Set(conventions.map((row) => row.siret)),
    changingMode: new Set(changes.map(({ caf, siret }) => partnerKey(caf, siret))),
  };
}

/**
 * Stores a checked file, once per `startKey`: the campaign, its process row, every row with its verdict, a task per held row, its first line
 * in the journal. Its workflow is started after the commit, or by the sweep. Returns the ids.
 */
export async function insertCampaign(
  tx: Transaction,
  input: NewCampaign,
  rows: readonly JudgedRow[],
  { at, actor, startKey = null }: { at: Date; actor: Actor; startKey?: string | null },
): Promise<{ id: string; processId: string }> {
  const earlier = await startedUnder(tx, startKey);
  if (earlier !== null) return { id: earlier.businessKey, processId: earlier.id };
  const started = startCampaign(input, rows, { at, actor, newId });
  const { id, processId, state, facts, createdBy, createdAt } = started.campaign;
  await tx.campaign.create({ data: { ...input, id, state, createdBy, createdAt } });
  const { caf, label } = started;
  const process = {
    type: 'esatCampaign' as const,
    businessKey: id,
    turn: 1,
    caf,
    label,
    state,
    facts,
    createdBy,
    startKey,
  };
  await tx.$executeRaw(processInsert(newProcessRow(process, at)));
  const kept = started.rows.map((row) => fromRow(id, row));
  await tx.$executeRaw`INSERT INTO campaign_row SELECT * FROM jsonb_populate_recordset(null::campaign_row, ${JSON.stringify(kept)}::jsonb)`;
  await saveTasks(tx, processId, [], started.tasks);
  await appendAudit(tx, started.audit, { at, actor, processId, caf: input.caf });
  return { id, processId };
}

function fromRow(campaignId: string, { useCase, processId, ...row }: CampaignRow) {
  return { ...row, campaign_id: campaignId, use_case: useCase, process_id: processId };
}
