import { campaignMailDoubted, campaignMailRefused } from '../../domain/campaign/mailRefused.ts';
import { PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import { mailLabel } from '../../domain/mail/registry.ts';
import { DOUBT, isToldOfDoubt } from '../../domain/mail/trouble.ts';
import type { SystemAct } from '../../domain/process/acts.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { importMailTrouble } from '../../domain/userImport/mailTrouble.ts';
import { voidSecrets } from '../identity/temporarySecrets.ts';
import { appendAudit, enqueueMails } from '../store/journal.ts';
import type { Transaction } from '../store/prisma.ts';
import { tellProcess } from '../store/processCommand.ts';
import type { ClaimedMail } from './outbox.ts';

/** A mail that will not go is told to its process by a command, which the sweep delivers (R2, ACC-22); of a campaign or an import, to whoever launched it. */
export async function reportRefusal(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void> {
  // no process would take back a temporary password that nobody has (ACC-22)
  if (mail.processId === null && 'secretId' in mail.params) await voidSecrets(tx, [mail.params.secretId], now);
  if (mail.processId === null) return;
  const process = await processOf(tx, mail.processId);
  if (process === null) return;
  if (process.type === 'esatCampaign') return tellCampaign(tx, mail, mail.processId, now);
  if (process.type === 'userImport') return tellImporter(tx, 'refused', mail, mail.processId, now);
  const act: SystemAct = {
    type: 'mailRefused',
    mailId: mail.id,
    template: mail.template,
    secretId: await secretOf(tx, mail),
    toPartner: process.linkEmail?.toLowerCase() === mail.recipient.toLowerCase(),
  };
  await tellProcess(tx, mail.processId, { key: `mail-refused:${mail.id}`, act }, now);
}

/** Its process waits for no mail: what follows is written here and now. */
async function tellCampaign(tx: Transaction, mail: ClaimedMail, processId: string, now: Date): Promise<void> {
  const { caf, businessKey, incident } = await tx.process.findUniqueOrThrow({
    where: { id: processId },
    select: { caf: true, businessKey: true, incident: true },
  });
  const { name, createdBy } = await tx.campaign.findUniqueOrThrow({ where: { id: businessKey } });
  const creator = await tx.user.findUnique({ where: { id: createdBy }, select: { email: true } });
  const told = campaignMailRefused({ processId, name, incident }, mail, creator?.email ?? null);
  await tx.process.update({ where: { id: processId }, data: { incident: told.incident } });
  await appendAudit(tx, told.audit, { at: now, actor: PROCESS_ACTOR, processId, caf });
  await enqueueMails(tx, told.mails, { at: now, processId, caf });
}

/** The temporary password that a mail carries, or goes before (ACC-23). */
async function secretOf(tx: Transaction, { id, processId, params }: ClaimedMail): Promise<string | null> {
  if ('secretId' in params) return params.secretId;
  const second = await tx.mail.findFirst({ where: { processId, afterId: id }, select: { params: true } });
  return (second?.params as { secretId?: string } | undefined)?.secretId ?? null;
}

/** A mail that was cut off twice is told likewise. */
export async function reportDoubt(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void> {
  const { id, processId, template } = mail;
  if (processId === null) return;
  const process = await processOf(tx, processId);
  if (process === null) return;
  if (process.type === 'userImport') return tellImporter(tx, 'doubted', mail, processId, now);
  if (process.type === 'esatCampaign') {
    await noteDoubt(tx, processId, template, now);
    return tellOwner(tx, mail, processId, now);
  }
  if (!isToldOfDoubt(process.type as ProcessType, template)) return;
  const act: SystemAct = { type: 'mailDoubted', mailId: id, template };
  await tellProcess(tx, processId, { key: `mail-doubted:${id}`, act }, now);
}

/** Of an import whoever launched it looks after the mail (R2); a refused address says more than a doubt. */
async function tellImporter(
  tx: Transaction,
  trouble: 'refused' | 'doubted',
  mail: ClaimedMail,
  processId: string,
  now: Date,
): Promise<void> {
  const { caf, partnerId, createdBy, incident } = await tx.process.findUniqueOrThrow({
    where: { id: processId },
    select: { caf: true, partnerId: true, createdBy: true, incident: true },
  });
  const launcher =
    createdBy === null ? null : await tx.user.findUnique({ where: { id: createdBy }, select: { email: true } });
  const told = importMailTrouble({ processId, partnerId, incident }, trouble, mail, launcher?.email ?? null);
  await tx.process.updateMany({
    where: trouble === 'refused' ? { id: processId } : { id: processId, incident: null },
    data: { incident: told.incident },
  });
  await appendAudit(tx, told.audit, { at: now, actor: PROCESS_ACTOR, processId, caf });
  await enqueueMails(tx, told.mails, { at: now, processId, caf });
}

/** What sends many mails waits for none of them: its page shows the doubt, and whoever takes it up again sends the mail once more. */
async function noteDoubt(tx: Transaction, processId: string, template: string, now: Date): Promise<void> {
  const { type, caf, incident } = await tx.process.findUniqueOrThrow({
    where: { id: processId },
    select: { type: true, caf: true, incident: true },
  });
  await tx.process.updateMany({ where: { id: processId, incident: null }, data: { incident: DOUBT } });
  const label = `Courriel « ${mailLabel(template)} » : envoi coupé deux fois, il a pu arriver`;
  const changed = { before: { incident }, after: { incident: incident ?? DOUBT } };
  const line = { action: 'mail.doubted', entity: type, entityId: processId, label, ...changed };
  await appendAudit(tx, [line], { at: now, actor: PROCESS_ACTOR, processId, caf });
}

/** Of a campaign whoever launched it looks after the doubt (R2). */
async function tellOwner(tx: Transaction, mail: ClaimedMail, processId: string, now: Date): Promise<void> {
  const { caf, businessKey } = await tx.process.findUniqueOrThrow({
    where: { id: processId },
    select: { caf: true, businessKey: true },
  });
  const campaign = await tx.campaign.findUnique({
    where: { id: businessKey },
    select: { name: true, createdBy: true },
  });
  if (campaign === null) return;
  const owner = await tx.user.findUnique({ where: { id: campaign.createdBy }, select: { email: true } });
  const mails = campaignMailDoubted({ processId, name: campaign.name }, mail, owner?.email ?? null);
  await enqueueMails(tx, mails, { at: now, processId, caf });
}

function processOf(tx: Transaction, id: string) {
  return tx.process.findUnique({ where: { id }, select: { linkEmail: true, type: true } });
}
