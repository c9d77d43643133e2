import { campaignMailDoubted, campaignMailRefused } from '../../domain/campaign/mailRefused.ts';
import { PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import { isToldOfDoubt, REFUSED } from '../../domain/mail/trouble.ts';
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
  if (process.type === 'esatCampaign') return tellCampaign(tx, 'refused', mail, mail.processId, now);
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

/** What sends many mails waits for none of them: what follows is written here and now, and whoever launched the campaign looks after it (R2). */
async function tellCampaign(
  tx: Transaction,
  trouble: 'refused' | 'doubted',
  mail: ClaimedMail,
  processId: string,
  now: Date,
): Promise<void> {
  const { caf, businessKey, incident } = await tx.process.findUniqueOrThrow({
    where: { id: processId },
    select: { caf: true, businessKey: true, incident: true },
  });
  const campaign = await tx.campaign.findUnique({ where: { id: businessKey } });
  const { name, createdBy } = campaign ?? { name: '', createdBy: '' };
  const creator = await tx.user.findUnique({ where: { id: createdBy }, select: { email: true } });
  const tell = trouble === 'refused' ? campaignMailRefused : campaignMailDoubted;
  const told = tell({ processId, name, incident }, mail, creator?.email ?? null);
  await writeTold(tx, { id: processId, caf, incident }, told, now);
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
  if (process.type === 'esatCampaign') return tellCampaign(tx, 'doubted', mail, processId, now);
  if (!isToldOfDoubt(process.type as ProcessType, template)) return;
  const act: SystemAct = { type: 'mailDoubted', mailId: id, template };
  await tellProcess(tx, processId, { key: `mail-doubted:${id}`, act }, now);
}

/** Of an import whoever launched it looks after the mail (R2). */
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
  await writeTold(tx, { id: processId, caf, incident }, told, now);
}

/** A refusal that was told meanwhile stays: it says more than a doubt does. */
async function writeTold(
  tx: Transaction,
  { id: processId, caf, incident }: { id: string; caf: string; incident: string | null },
  told: ReturnType<typeof importMailTrouble>,
  now: Date,
): Promise<void> {
  const unchanged = told.incident === REFUSED ? {} : { incident };
  await tx.process.updateMany({ where: { id: processId, ...unchanged }, data: { incident: told.incident } });
  await appendAudit(tx, told.audit, { at: now, actor: PROCESS_ACTOR, processId, caf });
  await enqueueMails(tx, told.mails, { at: now, processId, caf });
}

function processOf(tx: Transaction, id: string) {
  return tx.process.findUnique({ where: { id }, select: { linkEmail: true, type: true } });
}
