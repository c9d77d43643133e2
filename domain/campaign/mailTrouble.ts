import type { AuditDraft } from '../decision/journal.ts';
import type { MailDraft } from '../mail/draft.ts';
import { afterDoubt, doubtedLabel, REFUSED, refusedLabel } from '../mail/trouble.ts';

/** The campaign that a mail left from, and its incident until now. */
interface Sender {
  processId: string;
  name: string;
  incident: string | null;
}

interface SentMail {
  id: string;
  template: string;
  recipient: string;
  recipientName: string | null;
}

interface Told {
  incident: string;
  audit: AuditDraft[];
  mails: MailDraft[];
}

/**
 * A Caf, or whoever launched the campaign, is not reached: an incident of the campaign, and its creator knows unless it is the own address
 * (R2). Its process need not wait for that, so nothing is asked of it.
 */
export function campaignMailRefused(
  { processId, name, incident }: Sender,
  mail: SentMail,
  creatorEmail: string | null,
): Told {
  const label = refusedLabel(mail.template);
  const changed = { before: { incident }, after: { incident: REFUSED } };
  const audit = [{ action: 'mail.refused', entity: 'esatCampaign', entityId: processId, label, ...changed }];
  const told = { incident: REFUSED, audit };
  if (creatorEmail === null || creatorEmail.toLowerCase() === mail.recipient.toLowerCase())
    return { ...told, mails: [] };
  const link = { kind: 'campaign' as const, processId };
  const params = {
    template: 'MAIL-84' as const,
    campaign: name,
    recipient: mail.recipientName ?? 'son destinataire',
    link,
  };
  return { ...told, mails: [{ key: `MAIL-84:${mail.id}`, to: creatorEmail, toName: null, params }] };
}

/**
 * One of its mails may not have arrived: its page shows the doubt, and whoever launched the campaign is told to ask, unless it was to the own
 * address; whoever takes the campaign up again sends it once more (R2).
 */
export function campaignMailDoubted(
  { processId, name, incident: before }: Sender,
  mail: SentMail,
  creatorEmail: string | null,
): Told {
  const incident = afterDoubt(before);
  const label = doubtedLabel(mail.template);
  const changed = { before: { incident: before }, after: { incident } };
  const audit = [{ action: 'mail.doubted', entity: 'esatCampaign', entityId: processId, label, ...changed }];
  const told = { incident, audit };
  // a doubt about this very mail would tell of itself for ever
  if (mail.template === 'MAIL-84' || creatorEmail === null) return { ...told, mails: [] };
  if (creatorEmail.toLowerCase() === mail.recipient.toLowerCase()) return { ...told, mails: [] };
  const link = { kind: 'campaign' as const, processId };
  const recipient = mail.recipientName ?? 'son destinataire';
  const params = { template: 'MAIL-84' as const, campaign: name, recipient, doubted: true as const, link };
  return { ...told, mails: [{ key: `MAIL-84:doubt:${mail.id}`, to: creatorEmail, toName: null, params }] };
}
