import type { Correction } from '../document/correction.ts';
import { waitsForPartner } from '../document/types.ts';
import { DomainError, invalid } from '../errors.ts';
import { parseEmail } from '../formats/email.ts';
import { inSentence } from '../formats/text.ts';
import { resolveDoubt } from '../mail/trouble.ts';
import { type CompleteTask, markDone, taskToComplete } from '../task/completion.ts';
import { type Fields, isBlank, list, text } from '../task/fields.ts';
import { type Task, taskKind } from '../task/kinds.ts';
import { designateByCaf } from './administrateur.ts';
import { countersign, returnDocuments } from './cafActs.ts';
import { sendCorrected } from './corrections.ts';
import { type Desk, note } from './desk.ts';
import { openDocuments } from './documents.ts';
import { eligibilityForm } from './eligibilityForm.ts';
import { assertGroupsDone } from './groups.ts';
import { mailDocuments, mailEligibilityForm } from './mails.ts';
import { keepOneDepartment, leaveToCna } from './reach.ts';
import { nameSuccessor } from './replacement.ts';
import { endDossier, giveUp } from './settle.ts';
import { askSiretAgain, correctConventionSiret } from './siret.ts';

/** Completing a task drives its dossier (§4.5). Throws TACHE_INCONNUE, TACHE_TERMINEE, ISSUE_INCONNUE or the faults of the fields. */
export function completeTask(desk: Desk, act: CompleteTask): void {
  const { task, outcome } = taskToComplete(desk.dossier.tasks, act, desk.actor);
  markDone(task, act, desk);
  note(desk, 'task.complete', `${taskKind(task.kind).label} : ${inSentence(outcome.label)}`, {
    entity: 'task',
    entityId: task.id,
  });
  carryOut(desk, task, act);
}

function carryOut(desk: Desk, task: Task, act: CompleteTask): void {
  const { dossier } = desk;
  const { facts } = dossier;
  const reason = text(act.fields.reason);
  switch (`${task.kind}.${act.outcome}`) {
    case 'VERIFIER_ACTIVITE.active':
      if (facts.esat !== null) facts.esat.active = true;
      return;
    case 'VERIFIER_ACTIVITE.inactive':
      if (facts.esat !== null) facts.esat.active = false;
      return endDossier(desk, 'INACTIF_NON_REPRIS', "L'établissement n'est plus actif dans Habtiers (ESAT-16).");
    case 'VERIFIER_ELIGIBILITE.eligible':
      if (facts.esat !== null) {
        // ESAT-5: what the partner has not filled is for the Caf to fill
        facts.esat.eligibilityForm ??= eligibilityForm(act.fields.form);
        facts.esat.eligibility = 'ELIGIBLE';
      }
      return;
    case 'VERIFIER_ELIGIBILITE.notEligible':
      if (facts.esat !== null) facts.esat.eligibility = 'INELIGIBLE';
      return endDossier(desk, 'INELIGIBLE', reason);
    case 'VERIFIER_MISSION.confirmed':
      if (facts.esat !== null) facts.esat.mission = 'CONFIRMEE';
      return;
    case 'VERIFIER_MISSION.changed':
      if (facts.esat !== null) facts.esat.mission = 'MODIFIEE';
      facts.missions = list(act.fields.missions);
      return;
    case 'CONTRESIGNER.countersign':
      return countersign(desk, signedIds(desk));
    case 'CONTRESIGNER.return':
      return returnDocuments(desk, signedIds(desk), reason);
    case 'CORRIGER_DOCUMENTS.send':
      return sendCorrected(desk, correctionOf(act.fields));
    case 'CORRIGER_SIRET.askPartner':
      return askSiretAgain(desk);
    case 'CORRIGER_SIRET.avenant':
      return correctConventionSiret(desk, text(act.fields.siret));
    case 'VERIFIER_PORTEE.single':
      return keepOneDepartment(desk, task);
    case 'VERIFIER_PORTEE.several':
      return leaveToCna(desk);
    case 'RELANCER.contacted':
      return;
    case 'RELANCER.extend':
      return extend(desk, act.fields);
    case 'REMPLACER_ADMINISTRATEUR.propose':
      return nameSuccessor(desk, {
        firstName: text(act.fields.firstName),
        lastName: text(act.fields.lastName),
        email: text(act.fields.email),
      });
    case 'REMPLACER_ADMINISTRATEUR.close':
      return giveUp(desk, reason);
    case 'CREER_ADMINISTRATEUR.create':
      return designateByCaf(desk, {
        firstName: text(act.fields.firstName),
        lastName: text(act.fields.lastName),
        email: text(act.fields.email),
      });
    case 'CORRIGER_COURRIEL.correct':
      return correctEmail(desk, act.fields);
    case 'VERIFIER_COURRIEL.received':
    case 'VERIFIER_COURRIEL.resend':
      return resolveDoubt(task, dossier, desk.resends);
    case 'VERIFIER_MISSION.refuse':
    case 'CONTRESIGNER.refuse':
    case 'CORRIGER_DOCUMENTS.abandon':
    case 'RELANCER.abandon':
    case 'CORRIGER_COURRIEL.abandon':
      return giveUp(desk, reason);
    case 'CONFIGURER_GROUPE.done':
      return assertGroupsDone(dossier);
    default:
      throw new DomainError('ISSUE_INCONNUE', `« ${act.outcome} » n'est pas une issue de cette tâche.`);
  }
}

function signedIds(desk: Desk): string[] {
  return openDocuments(desk.dossier)
    .filter((document) => document.state === 'SIGNE_PARTENAIRE')
    .map((document) => document.id);
}

/** What CORRIGER_DOCUMENTS says to correct; a field left blank is not corrected. */
function correctionOf({ missions, delegationMode }: Fields): Correction {
  const mode = text(delegationMode);
  if (mode !== '' && mode !== 'DELEGUE' && mode !== 'CENTRALISE')
    throw invalid([{ path: 'delegationMode', code: 'CHAMP_INVALIDE', message: 'Choisissez un mode de gestion.' }]);
  return {
    ...(isBlank(missions) ? {} : { missions: list(missions) }),
    ...(mode === '' ? {} : { delegationMode: mode }),
  };
}

function extend(desk: Desk, fields: Fields): void {
  const days = Number(fields.days);
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw invalid([{ path: 'days', code: 'CHAMP_INVALIDE', message: 'Indiquez un nombre de jours entre 1 et 365.' }]);
  }
  desk.dossier.facts.extraDays += days;
}

/** A refused address is corrected: the former link is void, whatever the partner is waiting for is mailed again (R2). */
function correctEmail(desk: Desk, fields: Fields): void {
  const { dossier } = desk;
  const email = parseEmail(text(fields.email));
  if (!email.ok) throw invalid([{ ...email.fault, path: 'email' }]);
  dossier.linkEmail = email.value;
  dossier.partner.email = email.value;
  dossier.linkVersion += 1;
  dossier.incident = null;
  const waiting = dossier.documents.filter(waitsForPartner);
  if (waiting.length > 0) mailDocuments(desk, waiting);
  else if (dossier.facts.esat?.eligibility === 'DEMANDEE') mailEligibilityForm(desk);
}
