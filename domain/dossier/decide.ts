import type { Context } from '../decision/context.ts';
import { type Sender, tellDoubted, tellRefused } from '../mail/trouble.ts';
import { type MailNews, type ProcessStep, toldBySystem } from '../process/acts.ts';
import { refusalOfEnded } from './alreadyDone.ts';
import { tick } from './deadlines.ts';
import { ensureTask, note, openDesk } from './desk.ts';
import { type AnyKind, type AnyRoute, type Desk, own } from './kind.ts';
import { mailRefusedByGateway, mailTransferredToCna } from './mails.ts';
import { beginStory, goOn } from './story.ts';
import type { Dossier } from './types.ts';

/** The outcome of a decision: the dossier as it becomes, the mails and journal lines that go with it, in one transaction. */
export type Decision = Pick<
  Desk,
  | 'kind'
  | 'dossier'
  | 'mails'
  | 'resends'
  | 'audit'
  | 'designation'
  | 'succession'
  | 'handOver'
  | 'signatureCode'
  | 'transfer'
  | 'walked'
>;

/** What may be decided about: an act of its kind, parsed, or what the system tells. */
type Asked = ProcessStep | MailNews | { type: string };

/**
 * Carries an act or a step out on a dossier, then goes on with its story as the route says. Pure: same dossier, act and context, same decision.
 * Throws a DomainError (nothing is changed) when the table, a guard or a field refuses it.
 */
export function decide(kind: AnyKind, route: AnyRoute, dossier: Dossier, act: Asked, context: Context): Decision {
  const desk = openDesk(kind, dossier, context);
  if (dossier.endedAs !== null && act.type !== 'close') {
    if (isTold(act, 'mailRefused')) mailRefused(desk, act.toPartner);
    if (toldBySystem(act)) return desk;
    throw refusalOfEnded(dossier, act);
  }
  carryOut(desk, route, act);
  goOn(desk, route);
  return desk;
}

type Told = ProcessStep | MailNews;

function isTold<T extends Told['type']>(act: Asked, type: T): act is Extract<Told, { type: T }> {
  return act.type === type;
}

function carryOut(desk: Desk, route: AnyRoute, act: Asked): void {
  if (isTold(act, 'open')) return open(desk, route);
  if (isTold(act, 'tick')) return tick(desk);
  if (isTold(act, 'mailRefused')) return mailRefused(desk, act.toPartner);
  if (isTold(act, 'mailDoubted')) return tellDoubted(senderOf(desk), act);
  desk.kind.carryOut(own(desk), act as never);
}

function open(desk: Desk, route: AnyRoute): void {
  const { dossier } = desk;
  if (dossier.opened) return;
  dossier.opened = true;
  if (dossier.flags.includes('TRANSFERE_CNA')) mailTransferredToCna(desk);
  beginStory(desk, route);
}

/**
 * R2: a mail the gateway refuses for good is an incident with an owner: the Caf corrects the address. Of a dossier that has ended no other
 * mail leaves: the Caf tells the partner by other means.
 */
function mailRefused(desk: Desk, toPartner: boolean): void {
  const correct = "L'adresse du partenaire est refusée par sa messagerie : corrigez-la pour que le dossier avance.";
  tellRefused(senderOf(desk), toPartner && desk.dossier.endedAs === null ? correct : null);
  if (toPartner) mailRefusedByGateway(desk);
}

function senderOf(desk: Desk): Sender {
  return {
    about: desk.dossier,
    note: (action, label) => note(desk, action, label),
    ensureTask: (kind, reason, subject) => ensureTask(desk, kind, reason, subject),
  };
}
