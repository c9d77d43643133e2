import { newId } from './ids.ts';
import type { ClaimedMail } from './outbox.ts';
import type { Transaction } from './prisma.ts';

/** Stored long before the sweep's grace: nobody waits for this command, it may go at once. */
const BORN_MS_AGO = 60_000;
const TTL_MS = 365 * 86_400_000;

/** A mail that will not go is told to its process by a command, which the sweep delivers (R2, ACC-22). Campaigns have no use for it. */
export async function reportRefusal(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void> {
  if (mail.processId === null) return;
  const process = await tx.process.findUnique({
    where: { id: mail.processId },
    select: { linkEmail: true, type: true },
  });
  if (process === null || process.type === 'esatCampaign') return;
  await tx.command.createMany({
    data: [
      {
        id: newId(),
        actorId: 'process',
        key: `mail-refused:${mail.id}`,
        bodyHash: '',
        processId: mail.processId,
        act: {
          type: 'mailRefused',
          mailId: mail.id,
          toPartner: process.linkEmail?.toLowerCase() === mail.recipient.toLowerCase(),
        },
        actor: { id: 'process', role: 'process', label: 'Passerelle', ip: null },
        notAfter: new Date(now.getTime() + TTL_MS),
        createdAt: new Date(now.getTime() - BORN_MS_AGO),
      },
    ],
    skipDuplicates: true,
  });
}
