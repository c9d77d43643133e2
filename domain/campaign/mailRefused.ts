import type { AuditDraft } from '../decision/journal.ts';
import type { MailDraft } from '../mail/draft.ts';
import { mailLabel } from '../mail/registry.ts';
import { REFUSED } from '../mail/trouble.ts';

/**
 * A Caf, or whoever launched the campaign, is not reached: an incident of the campaign, and its creator knows unless it is the own address
 * (R2). Its process need not wait for that, so nothing is asked of it.
 */
export function campaignMailRefused(
  { processId, name }: { processId: string; name: string },
  mail: { id: string; template: string; recipient: string; recipientName: string | null },
  creatorEmail: string | null,
): { incident: string; audit: AuditDraft[]; mails: MailDraft[] } {
  const label = `Courriel « ${mailLabel(mail.template)} » refusé définitivement par la messagerie du destinataire`;
  const audit = [{ action: 'mail.refused', entity: 'esatCampaign', entityId: processId, label }];
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
