import type { AuditDraft } from '../decision/journal.ts';
import type { MailDraft } from '../mail/draft.ts';
import { mailLabel } from '../mail/registry.ts';
import { afterDoubt, doubtedLabel, REFUSED, refusedLabel } from '../mail/trouble.ts';

/** The one that tells of a mail: a trouble about it would tell of itself for ever. */
const TELLING = 'MAIL-106';

/**
 * A mail of an import was refused for good, or may not have arrived: an incident of the import, and whoever launched it is told what to do, unless
 * it was to the own address (R2). Its process waits for no mail, so nothing is asked of it.
 */
export function importMailTrouble(
  { processId, partnerId, incident: before }: { processId: string; partnerId: string | null; incident: string | null },
  trouble: 'refused' | 'doubted',
  mail: { id: string; template: string; recipient: string; recipientName: string | null },
  launcherEmail: string | null,
): { incident: string; audit: AuditDraft[]; mails: MailDraft[] } {
  const label = mailLabel(mail.template);
  const line = trouble === 'refused' ? refusedLabel(mail.template) : doubtedLabel(mail.template);
  const incident = trouble === 'refused' ? REFUSED : afterDoubt(before);
  const changed = { before: { incident: before }, after: { incident } };
  const about = { action: `mail.${trouble}`, entity: 'userImport', entityId: processId };
  const told = { incident, audit: [{ ...about, label: line, ...changed }] };
  if (launcherEmail === null || partnerId === null || mail.template === TELLING) return { ...told, mails: [] };
  if (launcherEmail.toLowerCase() === mail.recipient.toLowerCase()) return { ...told, mails: [] };
  const params = {
    template: TELLING,
    mail: label,
    recipient: mail.recipientName ?? 'son destinataire',
    doubted: trouble === 'doubted',
    link: {
      kind: 'page',
      path: `/partenaires/${encodeURIComponent(partnerId)}/utilisateurs/import/${encodeURIComponent(processId)}`,
    },
  } as const;
  return { ...told, mails: [{ key: `${TELLING}:${trouble}:${mail.id}`, to: launcherEmail, toName: null, params }] };
}
