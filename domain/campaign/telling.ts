import type { MailDraft } from '../mail/draft.ts';
import type { CampaignDeadline } from './deadlines.ts';
import type { CafLeft, Campaign } from './types.ts';

/** A mail names the first dossiers; the campaign's page has them all. */
export const DOSSIERS_NAMED = 10;

type MailboxOf = (caf: string) => string;

/** To a Caf that still has something to do: a reminder (REM-4), or that it is late (ESAT-24). */
export function tellCaf(
  due: CampaignDeadline,
  { processId, name, deadline }: Campaign,
  { caf, open, held, dossiers }: CafLeft,
  mailboxOf: MailboxOf,
): MailDraft {
  const about = { campaign: name, deadline, open, held, dossiers, link: { kind: 'campaign' as const, processId } };
  const to = { to: mailboxOf(caf), toName: `Caf ${caf}` };
  return due.what === 'remind'
    ? { key: `MAIL-32:${due.step - 1}:${caf}`, ...to, params: { template: 'MAIL-32', ...about } }
    : { key: `MAIL-74:${caf}`, ...to, params: { template: 'MAIL-74', ...about } };
}

/** The report of all that is left, to whoever launched the campaign (ESAT-24). */
export function tellCreator(
  { processId, name, caf }: Campaign,
  left: readonly CafLeft[],
  creatorEmail: string | null,
  mailboxOf: MailboxOf,
): MailDraft {
  const sum = (what: 'open' | 'held') => left.reduce((total, one) => total + one[what], 0);
  const link = { kind: 'campaign' as const, processId };
  const params = { template: 'MAIL-56' as const, campaign: name, open: sum('open'), held: sum('held'), link };
  return { key: 'MAIL-56', to: creatorEmail ?? mailboxOf(caf ?? 'CNA'), toName: null, params };
}
