import type { Context } from '../decision/context.ts';
import { assertNever, DomainError } from '../errors.ts';
import { type Sender, tellDoubted, tellRefused } from '../mail/trouble.ts';
import { toldBySystem } from '../process/acts.ts';
import type { DossierAct, DossierStep } from './acts.ts';
import { closeDocument, countersign, returnDocuments, sendDocuments } from './cafActs.ts';
import { editDocument } from './corrections.ts';
import { type Desk, ensureTask, note, openDesk } from './desk.ts';
import { bearsPartnerSignature, documentOf, fire } from './documents.ts';
import { mailRefusedByGateway, mailTransferredToCna } from './mails.ts';
import { completeBulletin, decline, fillEligibility, sign } from './partnerActs.ts';
import { endDossier, giveUp, settle } from './settle.ts';
import { completeTask } from './taskActs.ts';
import { remindByHand, tick } from './tick.ts';
import type { Dossier } from './types.ts';

/** The outcome of a decision: the dossier as it becomes, the mails and journal lines that go with it, in one transaction. */
export type Decision = Pick<Desk, 'dossier' | 'mails' | 'resends' | 'audit' | 'designation' | 'succession'>;

/**
 * Carries an act or a step out on a dossier. Pure: same dossier, act and context, same decision.
 * Throws a DomainError (nothing is changed) when the table, a guard or a field refuses it.
 */
export function decide(dossier: Dossier, act: DossierAct | DossierStep, context: Context): Decision {
  const desk = openDesk(dossier, context);
  if (dossier.endedAs !== null && act.type !== 'close') {
    if (act.type === 'mailRefused') mailRefused(desk, act.toPartner);
    if (toldBySystem(act)) return desk;
    throw new DomainError('DOSSIER_TERMINE', 'Ce dossier est terminé.');
  }
  carryOut(desk, act);
  settle(desk);
  return desk;
}

function carryOut(desk: Desk, act: DossierAct | DossierStep): void {
  switch (act.type) {
    case 'open':
      return open(desk);
    case 'tick':
      return tick(desk);
    case 'fillEligibility':
      return fillEligibility(desk, act);
    case 'complete':
      return completeBulletin(desk, act);
    case 'sign':
      return sign(desk, act);
    case 'decline':
      return decline(desk, act);
    case 'return':
      return returnDocuments(desk, act.documentIds, act.reason);
    case 'withdrawDocuments':
      for (const id of act.documentIds) fire(desk, documentOf(desk.dossier, id), 'withdraw', { reason: act.reason });
      return;
    case 'countersign':
      return countersign(desk, act.documentIds);
    case 'send':
      return sendDocuments(desk, act.documentIds);
    case 'edit':
      return editDocument(desk, act);
    case 'close':
      return closeDocument(desk, documentOf(desk.dossier, act.documentId), act.reason);
    case 'completeTask':
      return completeTask(desk, act);
    case 'cancel':
      return giveUp(desk, `Annulé par la Caf : ${act.reason}`);
    case 'cancelUnsigned':
      if (!bearsPartnerSignature(desk.dossier)) giveUp(desk, `Annulé par la Caf : ${act.reason}`);
      return;
    case 'withdraw':
      return giveUp(desk, `Retiré par le partenaire : ${act.reason}`);
    case 'remind':
      if (!remindByHand(desk)) throw new DomainError('RIEN_A_RELANCER', "Rien n'est attendu du partenaire.");
      return;
    case 'mailRefused':
      return mailRefused(desk, act.toPartner);
    case 'mailDoubted':
      return tellDoubted(senderOf(desk), act);
    default:
      return assertNever(act);
  }
}

function open(desk: Desk): void {
  const { dossier } = desk;
  if (dossier.opened) return;
  dossier.opened = true;
  if (dossier.flags.includes('TRANSFERE_CNA')) mailTransferredToCna(desk);
  // ESAT-2: Mayotte is outside the field of the instruction
  if (dossier.facts.esat !== null && dossier.partner.departments.includes('976')) {
    endDossier(desk, 'INELIGIBLE', 'HORS_CHAMP : Mayotte (976) est hors du champ de l’instruction (ESAT-2).');
  }
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
