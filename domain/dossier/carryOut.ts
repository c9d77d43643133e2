import { assertNever, DomainError } from '../errors.ts';
import { remindAgain } from '../process/remindAgain.ts';
import type { DossierAct } from './acts.ts';
import { closeDocument, countersign, returnDocuments, sendDocuments } from './cafActs.ts';
import { editDocument } from './corrections.ts';
import { remindByHand } from './deadlines.ts';
import { bearsPartnerSignature, documentOf } from './documents.ts';
import { giveUp } from './ending.ts';
import { fire } from './fire.ts';
import type { Desk } from './kind.ts';
import { completeBulletin, decline, sign } from './partnerActs.ts';
import { completeTask } from './taskOutcomes.ts';

/** What may be asked of every dossier, whatever its kind: the table of documents says when (§4.3). */
export function carryOut(desk: Desk, act: DossierAct): void {
  switch (act.type) {
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
      return remindAgain(desk.dossier.facts, act, desk);
    default:
      return assertNever(act);
  }
}
