import { mailLabel } from '../mail/registry.ts';
import { type MailTrouble, type Sending, type Told, type TroubledMail, tellLauncher } from '../process/tellLauncher.ts';

/** Somebody of an import is not reached, or perhaps not: whoever launched it is told what to do (R2, MAIL-106); of no organisme, there is no page to lead to. */
export function importMailTrouble(
  sending: Sending & { partnerId: string | null },
  trouble: MailTrouble,
  mail: TroubledMail,
  launcherEmail: string | null,
): Told {
  const { partnerId, processId } = sending;
  const path = `/partenaires/${encodeURIComponent(partnerId ?? '')}/utilisateurs/import/${encodeURIComponent(processId)}`;
  const params = {
    ...{
      template: 'MAIL-106' as const,
      mail: mailLabel(mail.template),
      recipient: mail.recipientName ?? 'son destinataire',
    },
    ...{ doubted: trouble === 'doubted', link: { kind: 'page', path } as const },
  };
  return tellLauncher(sending, trouble, mail, { email: launcherEmail, params: partnerId === null ? null : params });
}
