import { campaignMailTrouble } from '../../domain/campaign/mailTrouble.ts';
import { PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import { isToldOfDoubt, WAITS_FOR_NO_MAIL } from '../../domain/mail/trouble.ts';
import type { SystemAct } from '../../domain/process/acts.ts';
import type { MailTrouble } from '../../domain/process/tellLauncher.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { importMailTrouble } from '../../domain/userImport/mailTrouble.ts';
import type { Process } from '../../generated/prisma/client.ts';
import { voidSecrets } from '../identity/temporarySecrets.ts';
import { appendAudit, enqueueMails } from '../store/journal.ts';
import type { Transaction } from '../store/prisma.ts';
import { tellProcess } from '../store/processCommand.ts';
import { lockIncident, setIncident } from '../store/processRow.ts';
import type { ClaimedMail } from './outbox.ts';

/** A mail that will not go is told to its process by a command, which the sweep delivers (R2, ACC-22); of a campaign or an import, to whoever launched it. */
export async function reportRefusal(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void> {
  // no process would take back a temporary password that nobody has (ACC-22)
  if (mail.processId === null && 'secretId' in mail.params) await voidSecrets(tx, [mail.params.secretId], now);
  const process = await processOf(tx, mail);
  if (process === null) return;
  if (WAITS_FOR_NO_MAIL.includes(process.type as ProcessType))
    return tellWhoLaunched(tx, 'refused', mail, process, now);
  const act: SystemAct = {
    type: 'mailRefused',
    mailId: mail.id,
    template: mail.template,
    secretId: await secretOf(tx, mail),
    toPartner: process.linkEmail?.toLowerCase() === mail.recipient.toLowerCase(),
  };
  await tellProcess(tx, process.id, { key: `mail-refused:${mail.id}`, act }, now);
}

/** The temporary password that a mail carries, or goes before (ACC-23). */
async function secretOf(tx: Transaction, { id, processId, params }: ClaimedMail): Promise<string | null> {
  if ('secretId' in params) return params.secretId;
  const second = await tx.mail.findFirst({ where: { processId, afterId: id }, select: { params: true } });
  return (second?.params as { secretId?: string } | undefined)?.secretId ?? null;
}

/** A mail that was cut off twice is told likewise. */
export async function reportDoubt(tx: Transaction, mail: ClaimedMail, now: Date): Promise<void> {
  const { id, template } = mail;
  const process = await processOf(tx, mail);
  if (process === null) return;
  if (WAITS_FOR_NO_MAIL.includes(process.type as ProcessType))
    return tellWhoLaunched(tx, 'doubted', mail, process, now);
  if (!isToldOfDoubt(process.type as ProcessType, template)) return;
  const act: SystemAct = { type: 'mailDoubted', mailId: id, template };
  await tellProcess(tx, process.id, { key: `mail-doubted:${id}`, act }, now);
}

/** What follows is written here and now, and whoever launched it looks after it (R2). */
async function tellWhoLaunched(
  tx: Transaction,
  trouble: MailTrouble,
  mail: ClaimedMail,
  { id: processId, type, caf, businessKey, partnerId, createdBy }: Process,
  now: Date,
): Promise<void> {
  const launcher = await tx.user.findUnique({ where: { id: createdBy }, select: { email: true } });
  const email = launcher?.email ?? null;
  // of a refusal and a doubt at once each knows of the other: a refusal says more
  const { incident } = await lockIncident(tx, processId);
  const told =
    type === 'userImport'
      ? importMailTrouble({ type, processId, partnerId, incident }, trouble, mail, email)
      : campaignMailTrouble(
          { type: 'esatCampaign', processId, name: await campaignName(tx, businessKey), incident },
          trouble,
          mail,
          email,
        );
  await setIncident(tx, processId, told.incident);
  await appendAudit(tx, told.audit, { at: now, actor: PROCESS_ACTOR, processId, caf });
  await enqueueMails(tx, told.mails, { at: now, processId, caf });
}

async function processOf(tx: Transaction, { processId }: ClaimedMail): Promise<Process | null> {
  return processId === null ? null : tx.process.findUnique({ where: { id: processId } });
}

async function campaignName(tx: Transaction, id: string): Promise<string> {
  return (await tx.campaign.findUniqueOrThrow({ where: { id }, select: { name: true } })).name;
}
