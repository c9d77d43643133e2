import type { CampaignFacts } from '../../domain/campaign/types.ts';
import { PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import { mailLabel } from '../../domain/mail/registry.ts';
import { REFUSED } from '../../domain/mail/trouble.ts';
import { followsAccount, type SystemAct } from '../../domain/process/acts.ts';
import { voidSecrets } from '../identity/temporarySecrets.ts';
import { appendAudit, enqueueMails } from '../store/journal.ts';
import type { Transaction } from '../store/prisma.ts';
import { tellProcess } from '../store/processCommand.ts';
import { processType } from '../store/queries/processes.ts';
import type { ClaimedMail } from './outbox.ts';

/** A mail that will not go is told to its process by a command, which the sweep delivers (R2, ACC-22); of a campaign, to whoever launched it. */
export async function reportRefusal(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void> {
  // no process would take back a temporary password that nobody has (ACC-22)
  if (mail.processId === null && 'secretId' in mail.params) await voidSecrets(tx, [mail.params.secretId], now);
  if (mail.processId === null) return;
  const process = await processOf(tx, mail.processId);
  if (process === null) return;
  if (process.type === 'esatCampaign') return tellCreator(tx, mail, mail.processId, now);
  const act: SystemAct = {
    type: 'mailRefused',
    mailId: mail.id,
    template: mail.template,
    secretId: await secretOf(tx, mail),
    toPartner: process.linkEmail?.toLowerCase() === mail.recipient.toLowerCase(),
  };
  await tellProcess(tx, mail.processId, { key: `mail-refused:${mail.id}`, act }, now);
}

/** A Caf, or whoever launched the campaign, is not reached: an incident of the campaign, and its creator knows unless it is the own address (R2). */
async function tellCreator(tx: Transaction, mail: ClaimedMail, processId: string, now: Date): Promise<void> {
  const { facts, caf } = await tx.process.update({
    where: { id: processId },
    data: { incident: REFUSED },
    select: { facts: true, caf: true },
  });
  const label = `Courriel « ${mailLabel(mail.template)} » refusé définitivement par la messagerie du destinataire`;
  const line = { action: 'mail.refused', entity: 'esatCampaign', entityId: processId, label };
  await appendAudit(tx, [line], { at: now, actor: PROCESS_ACTOR, processId, caf });
  const { campaignId } = facts as unknown as CampaignFacts;
  const { name, createdBy } = await tx.campaign.findUniqueOrThrow({ where: { id: campaignId } });
  const creator = await tx.user.findUnique({ where: { id: createdBy }, select: { email: true } });
  if (creator === null || creator.email.toLowerCase() === mail.recipient.toLowerCase()) return;
  const link = { kind: 'campaign' as const, processId };
  const recipient = mail.recipientName ?? 'son destinataire';
  const params = { template: 'MAIL-84' as const, campaign: name, recipient, link };
  await enqueueMails(tx, [{ key: `MAIL-84:${mail.id}`, to: creator.email, toName: null, params }], {
    at: now,
    processId,
    caf,
  });
}

/** The temporary password that a mail carries, or goes before (ACC-23). */
async function secretOf(tx: Transaction, { id, processId, params }: ClaimedMail): Promise<string | null> {
  if ('secretId' in params) return params.secretId;
  const second = await tx.mail.findFirst({ where: { processId, afterId: id }, select: { params: true } });
  return (second?.params as { secretId?: string } | undefined)?.secretId ?? null;
}

/**
 * A mail that was cut off twice is told likewise; who signs asks for another code by themselves, and what the mail of an account may have
 * brought expires, and its holder asks again (ACC-8, ACC-13).
 */
export async function reportDoubt(tx: Transaction, { id, processId, template }: ClaimedMail, now: Date): Promise<void> {
  if (processId === null || template === 'MAIL-50') return;
  const process = await processOf(tx, processId);
  if (process === null || ['esatCampaign', 'userImport'].includes(process.type)) return;
  if (followsAccount(processType(process))) return;
  const act: SystemAct = { type: 'mailDoubted', mailId: id, template };
  await tellProcess(tx, processId, { key: `mail-doubted:${id}`, act }, now);
}

function processOf(tx: Transaction, id: string) {
  return tx.process.findUnique({ where: { id }, select: { linkEmail: true, type: true } });
}
