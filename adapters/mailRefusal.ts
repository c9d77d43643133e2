import type { ClaimedMail } from './outbox.ts';
import type { Transaction } from './prisma.ts';
import { tellProcess } from './processCommand.ts';

/** A mail that will not go is told to its process by a command, which the sweep delivers (R2, ACC-22). Campaigns have no use for it. */
export async function reportRefusal(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void> {
  if (mail.processId === null) return;
  const process = await tx.process.findUnique({
    where: { id: mail.processId },
    select: { linkEmail: true, type: true },
  });
  if (process === null || process.type === 'esatCampaign') return;
  const act = {
    type: 'mailRefused',
    mailId: mail.id,
    template: mail.template,
    toPartner: process.linkEmail?.toLowerCase() === mail.recipient.toLowerCase(),
  };
  await tellProcess(tx, mail.processId, { key: `mail-refused:${mail.id}`, act }, now);
}
