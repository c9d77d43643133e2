import { type CampaignDeadline, campaignDue, campaignMailAt } from '../../../domain/campaign/deadlines.ts';
import type { Campaign, CampaignFacts } from '../../../domain/campaign/types.ts';
import type { Context } from '../../../domain/decision/context.ts';
import { READY } from '../../../domain/dossier/states.ts';
import type { MailDraft } from '../../../domain/mail/draft.ts';
import { enqueueMails } from '../journal.ts';
import type { Transaction } from '../prisma.ts';

/** A mail names the first dossiers; the campaign's page has them all. */
const NAMED = 10;

/** What a Caf still has to do: dossiers that are not ready, rows that it holds. */
interface Left {
  caf: string;
  open: number;
  held: number;
  dossiers: string[];
}

/** REM-4 before the deadline; at it the report, to whoever launched the campaign and to each Caf that is late (ESAT-24). */
export async function tellCampaign(
  tx: Transaction,
  processId: string,
  campaign: Campaign,
  facts: CampaignFacts,
  context: Context,
): Promise<void> {
  const due = campaignDue(campaign, facts, context.policy, context.at);
  if (due === null) return;
  const left = await leftToDo(tx, campaign.id, processId);
  const drafts = left.map((one) => toCaf(due, processId, campaign, one, context));
  if (due.what === 'report') drafts.push(await toCreator(tx, processId, campaign, left, context));
  const at = campaignMailAt(due, campaign, context.policy, context.at);
  await enqueueMails(tx, drafts, { at, processId, caf: campaign.caf });
  if (due.what === 'report')
    await tx.campaign.update({ where: { id: campaign.id }, data: { state: 'TERMINEE', closedAt: context.at } });
  const told = due.what === 'report' ? { reported: true } : { remindersSent: due.step };
  await tx.process.update({ where: { id: processId }, data: { facts: { ...facts, ...told } } });
}

function leftToDo(tx: Transaction, campaignId: string, processId: string): Promise<Left[]> {
  return tx.$queryRaw<Left[]>`
    WITH dossiers AS (
      SELECT p.caf, count(*)::int AS n, (array_agg(r.raison_sociale ORDER BY r.raison_sociale, p.id))[1:${NAMED}::int] AS names
        FROM process p JOIN partner r ON r.id = p.partner_id
        WHERE p.campaign_id = ${campaignId} AND p.closed_at IS NULL AND p.state <> ALL(${[...READY]}) GROUP BY p.caf
    ), held AS (SELECT caf, count(*)::int AS n FROM task WHERE process_id = ${processId} AND state = 'OUVERTE' GROUP BY caf)
    SELECT caf, coalesce(d.n, 0) AS open, coalesce(h.n, 0) AS held, coalesce(d.names, '{}') AS dossiers
      FROM dossiers d FULL JOIN held h USING (caf) ORDER BY caf`;
}

function toCaf(
  due: CampaignDeadline,
  processId: string,
  { name, deadline }: Campaign,
  { caf, open, held, dossiers }: Left,
  { mailboxOf }: Context,
): MailDraft {
  const about = { campaign: name, deadline, open, held, dossiers, link: { kind: 'campaign' as const, processId } };
  const to = { to: mailboxOf(caf), toName: `Caf ${caf}` };
  return due.what === 'remind'
    ? { key: `MAIL-32:${due.step - 1}:${caf}`, ...to, params: { template: 'MAIL-32', ...about } }
    : { key: `MAIL-74:${caf}`, ...to, params: { template: 'MAIL-74', ...about } };
}

async function toCreator(
  tx: Transaction,
  processId: string,
  { name, caf, createdBy }: Campaign,
  left: readonly Left[],
  { mailboxOf }: Context,
): Promise<MailDraft> {
  const creator = await tx.user.findUnique({ where: { id: createdBy }, select: { email: true } });
  const sum = (what: 'open' | 'held') => left.reduce((total, one) => total + one[what], 0);
  const link = { kind: 'campaign' as const, processId };
  const params = { template: 'MAIL-56' as const, campaign: name, open: sum('open'), held: sum('held'), link };
  return { key: 'MAIL-56', to: creator?.email ?? mailboxOf(caf ?? 'CNA'), toName: null, params };
}
