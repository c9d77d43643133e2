import { type MailTrouble, type Sending, type Told, type TroubledMail, tellLauncher } from '../process/tellLauncher.ts';

/** A Caf, or whoever launched the campaign, is not reached, or perhaps not: whoever launched it knows (R2, MAIL-84). */
export function campaignMailTrouble(
  campaign: Sending & { name: string },
  trouble: MailTrouble,
  mail: TroubledMail,
  launcherEmail: string | null,
): Told {
  const { name, processId } = campaign;
  const params = {
    ...({ template: 'MAIL-84', campaign: name, recipient: mail.recipientName ?? 'son destinataire' } as const),
    ...(trouble === 'doubted' ? { doubted: true as const } : {}),
    link: { kind: 'campaign', processId } as const,
  };
  return tellLauncher(campaign, trouble, mail, { email: launcherEmail, params });
}
