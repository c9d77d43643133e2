import { assertNever, DomainError } from '../errors.ts';
import { mailLabel } from '../mail/catalogue.ts';
import { DOUBT, doubtReason } from '../mail/doubt.ts';
import { toldBySystem } from '../process/acts.ts';
import type { DossierAct, DossierStep } from './acts.ts';
import { type Bench, type Context, ensureTask, note, openBench } from './bench.ts';
import { closeDocument, countersign, returnDocuments, sendDocuments } from './cafActs.ts';
import { editDocument } from './corrections.ts';
import { bearsPartnerSignature, documentOf, fire } from './documents.ts';
import { mailRefusedByGateway, mailTransferredToCna } from './mails.ts';
import { completeBulletin, decline, fillEligibility, sign } from './partnerActs.ts';
import { endDossier, giveUp, settle } from './settle.ts';
import { completeTask } from './taskActs.ts';
import { remindByHand, tick } from './tick.ts';
import type { Dossier } from './types.ts';

/** The outcome of a decision: the dossier as it becomes, the mails and journal lines that go with it, in one transaction. */
export type Decision = Pick<
  Bench,
  'dossier' | 'mails' | 'resends' | 'audit' | 'designation' | 'newcomer' | 'succession' | 'moved'
>;

/**
 * Carries an act or a step out on a dossier. Pure: same dossier, act and context, same decision.
 * Throws a DomainError (nothing is changed) when the table, a guard or a field refuses it.
 */
export function decide(dossier: Dossier, act: DossierAct | DossierStep, context: Context): Decision {
  const bench = openBench(dossier, context);
  if (dossier.endedAs !== null && act.type !== 'close') {
    if (act.type === 'mailRefused') mailRefused(bench, act.toPartner);
    if (toldBySystem(act)) return bench;
    throw new DomainError('DOSSIER_TERMINE', 'Ce dossier est terminé.');
  }
  carryOut(bench, act);
  settle(bench);
  return bench;
}

function carryOut(bench: Bench, act: DossierAct | DossierStep): void {
  switch (act.type) {
    case 'open':
      return open(bench);
    case 'tick':
      return tick(bench);
    case 'fillEligibility':
      return fillEligibility(bench, act);
    case 'complete':
      return completeBulletin(bench, act);
    case 'sign':
      return sign(bench, act);
    case 'decline':
      return decline(bench, act);
    case 'return':
      return returnDocuments(bench, act.documentIds, act.reason);
    case 'withdrawDocuments':
      for (const id of act.documentIds) fire(bench, documentOf(bench.dossier, id), 'withdraw', { reason: act.reason });
      return;
    case 'countersign':
      return countersign(bench, act.documentIds);
    case 'send':
      return sendDocuments(bench, act.documentIds);
    case 'edit':
      return editDocument(bench, act);
    case 'close':
      return closeDocument(bench, documentOf(bench.dossier, act.documentId), act.reason);
    case 'completeTask':
      return completeTask(bench, act);
    case 'cancel':
      return giveUp(bench, `Annulé par la Caf : ${act.reason}`);
    case 'cancelUnsigned':
      if (!bearsPartnerSignature(bench.dossier)) giveUp(bench, `Annulé par la Caf : ${act.reason}`);
      return;
    case 'withdraw':
      return giveUp(bench, `Retiré par le partenaire : ${act.reason}`);
    case 'remind':
      if (!remindByHand(bench)) throw new DomainError('RIEN_A_RELANCER', "Rien n'est attendu du partenaire.");
      return;
    case 'mailRefused':
      return mailRefused(bench, act.toPartner);
    case 'mailDoubted':
      return mailDoubted(bench, act);
    default:
      return assertNever(act);
  }
}

function open(bench: Bench): void {
  const { dossier } = bench;
  if (dossier.opened) return;
  dossier.opened = true;
  if (dossier.flags.includes('TRANSFERE_CNA')) mailTransferredToCna(bench);
  // ESAT-2: Mayotte is outside the field of the instruction
  if (dossier.facts.esat !== null && dossier.partner.departments.includes('976')) {
    endDossier(bench, 'INELIGIBLE', 'HORS_CHAMP : Mayotte (976) est hors du champ de l’instruction (ESAT-2).');
  }
}

/**
 * R2: a mail the gateway refuses for good is an incident with an owner: the Caf corrects the address. Of a dossier that has ended no other
 * mail leaves: the Caf tells the partner by other means.
 */
function mailRefused(bench: Bench, toPartner: boolean): void {
  bench.dossier.incident = 'ENVOI_ECHOUE';
  note(bench, 'mail.refused', 'Un courriel a été refusé définitivement par la messagerie du destinataire');
  if (!toPartner) return;
  if (bench.dossier.endedAs === null)
    ensureTask(
      bench,
      'CORRIGER_COURRIEL',
      "L'adresse du partenaire est refusée par sa messagerie : corrigez-la pour que le dossier avance.",
    );
  mailRefusedByGateway(bench);
}

/** R2: a mail that was cut off twice; the dossier goes on, the Caf asks its recipient. A refused address says more. */
function mailDoubted(bench: Bench, { mailId, template }: { mailId: string; template: string }): void {
  bench.dossier.incident ??= DOUBT;
  note(bench, 'mail.doubted', `Courriel « ${mailLabel(template)} » : envoi coupé deux fois, il a pu arriver`);
  ensureTask(bench, 'VERIFIER_COURRIEL', doubtReason(template), mailId);
}
