import type { ClaimedMail } from './outbox.ts';
import type { Transaction } from './prisma.ts';
import { tellProcess } from './processCommand.ts';
import { voidSecrets } from './temporarySecrets.ts';

/** A mail that will not go is told to its process by a command, which the sweep delivers (R2, ACC-22). Campaigns have no use for it. */
export async function reportRefusal(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void> {
  // no process would take back a temporary password that nobody has (ACC-22)
  if (mail.processId === null && 'secretId' in mail.params) await voidSecrets(tx, [mail.params.secretId], now);
  if (mail.processId === null) return;
  const process = await processOf(tx, mail.processId);
  if (process === null || process.type === 'esatCampaign') return;
  const act = {
    type: 'mailRefused',
    mailId: mail.id,
    template: mail.template,
    secretId: await secretOf(tx, mail),
    toPartner: process.linkEmail?.toLowerCase() === mail.recipient.toLowerCase(),
  };
  await tellProcess(tx, mail.processId, { key: `mail-refused:${mail.id}`, act }, now);
}

/** The temporary password that a mail carries, or goes before (ACC-23). */
async function secretOf(tx: Transaction, { id, processId, params }: ClaimedMail): Promise<string | null> {
  if ('secretId' in params) return params.secretId;
  const second = await tx.mail.findFirst({ where: { processId, afterId: id }, select: { params: true } });
  return (second?.params as { secretId?: string } | undefined)?.secretId ?? null;
}

/** Processes that follow an account: what a mail in doubt may have brought expires, and its holder asks again (ACC-8, ACC-13). */
const FOLLOW_ACCOUNTS = ['userOnboarding', 'passwordReset', 'accountClosure', 'userImport'];

/** A mail that was cut off twice is told likewise; who signs asks for another code by themselves. */
export async function reportDoubt(tx: Transaction, { id, processId, template }: ClaimedMail, now: Date): Promise<void> {
  if (processId === null || template === 'MAIL-50') return;
  const process = await processOf(tx, processId);
  if (process === null || process.type === 'esatCampaign' || FOLLOW_ACCOUNTS.includes(process.type)) return;
  const act = { type: 'mailDoubted', mailId: id, template };
  await tellProcess(tx, processId, { key: `mail-doubted:${id}`, act }, now);
}

function processOf(tx: Transaction, id: string) {
  return tx.process.findUnique({ where: { id }, select: { linkEmail: true, type: true } });
}
