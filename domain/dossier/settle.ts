import { isOpen } from '../document/types.ts';
import { SERVICES } from '../service/services.ts';
import { designateAdministrateur } from './administrateur.ts';
import { partnerSince } from './deadlines.ts';
import { type Desk, dropTask, ensureTask, note, openTask } from './desk.ts';
import { everyDocument, fire, openDocuments, replacesConvention } from './documents.ts';
import { whyHopeless } from './ground.ts';
import { watchGroups } from './groups.ts';
import { mailDocuments, mailEligibilityForm, mailEnd, mailReplacement } from './mails.ts';
import { giveUpOpenings, openServices } from './opening.ts';
import { hasAdministrateur } from './openingRefusal.ts';
import { draftAndSend, planDocuments } from './plan.ts';
import { otherCafSettled, watchReach } from './reach.ts';
import { applyReplacement, successorKnown } from './replacement.ts';
import { watchSiret } from './siret.ts';
import { groupsState, hasOpened, needsActivityCheck } from './state.ts';
import type { Dossier, DossierEnd } from './types.ts';

/**
 * What follows by itself from the facts as they now are: checks to ask for, documents to send, tasks to open, services to open.
 * Run after every act, in the same transaction (P2), so that a dossier never waits for nobody.
 */
export function settle(desk: Desk): void {
  const { dossier } = desk;
  if (dossier.endedAs !== null || endIfHopeless(desk) || endIfSucceeded(desk)) return;
  const oneCaf = otherCafSettled(desk);
  if (!checksDone(desk)) return;
  if (dossier.documents.length === 0) {
    if (!oneCaf) return;
    const planned = planDocuments(dossier);
    if (planned.every(({ kind }) => kind === 'AVENANT'))
      return endDossier(desk, 'ABANDONNE', 'Ce que demande le dossier est déjà ouvert à ce partenaire (CONV-7).');
    const drafted = draftAndSend(desk, planned);
    if (drafted.length > 0) mailDocuments(desk, drafted);
    mailReplacement(desk, 'A_SIGNER');
  }
  watchSiret(desk);
  watchReach(desk);
  watchReturned(desk);
  watchSilence(desk);
  watchSignatures(desk);
  designateAdministrateur(desk);
  openServices(desk);
  watchGroups(desk);
  applyReplacement(desk);
  finish(desk);
}

/** ESAT-13 … ESAT-18: eligibility, activity and mission, each by the person who knows; ADM-3: who succeeds. */
function checksDone(desk: Desk): boolean {
  const { dossier } = desk;
  const { esat } = dossier.facts;
  if (esat === null) return successorKnown(desk);
  if (needsActivityCheck(dossier) && esat.active === null) {
    ensureTask(
      desk,
      'VERIFIER_ACTIVITE',
      "L'établissement vient de l'extraction Habtiers : est-il toujours actif ? (ESAT-15)",
    );
    return false; // AC-18: no document and no mail to the partner before the answer
  }
  const byCaf = esat.useCase === 3 || esat.useCase === 4;
  if (esat.eligibility === 'A_FAIRE' && !byCaf) {
    esat.eligibility = 'DEMANDEE';
    esat.askedSince = desk.at.toISOString();
    esat.reminders = 0;
    mailEligibilityForm(desk);
  }
  if (esat.eligibility === 'REMPLIE' || (esat.eligibility === 'A_FAIRE' && byCaf)) {
    ensureTask(
      desk,
      'VERIFIER_ELIGIBILITE',
      byCaf
        ? "Le formulaire d'éligibilité est à remplir par la Caf (ESAT-5)."
        : "Le partenaire a rempli le formulaire d'éligibilité (ESAT-5).",
    );
  }
  if (esat.mission === 'A_VERIFIER')
    ensureTask(desk, 'VERIFIER_MISSION', 'La mission inscrite à la convention est à vérifier (ESAT-14).');
  return esat.eligibility === 'ELIGIBLE' && esat.mission !== 'A_VERIFIER';
}

/** ADM-3: no successor was named yet, and somebody administers again by another way. */
function endIfSucceeded(desk: Desk): boolean {
  const { dossier, at } = desk;
  const { replacement } = dossier.facts;
  if (replacement === undefined || replacement.incoming !== null || !hasAdministrateur(dossier, at)) return false;
  endDossier(desk, 'ABANDONNE', 'Le partenaire a de nouveau un administrateur : aucun successeur n’est à chercher.');
  return true;
}

/** Nothing can open any more: the dossier ends, what is in force stays. */
function endIfHopeless(desk: Desk): boolean {
  if (hasOpened(desk.dossier)) return endIfClosed(desk);
  const why = whyHopeless(desk.dossier);
  if (why !== null) endDossier(desk, 'ABANDONNE', why);
  return why !== null;
}

/**
 * What this dossier opened was closed meanwhile (CONV-13): nothing is left to set up, and who closed it has told everyone. A service that
 * another convention carries on (DEL-5) still wants its group and first user.
 */
function endIfClosed(desk: Desk): boolean {
  const { dossier, at } = desk;
  const own = dossier.services.filter((service) => service.processId === dossier.id);
  const goesOn = ({ service }: { service: string }) =>
    dossier.services.some((other) => other.service === service && other.state !== 'FERMEE');
  if (own.some(goesOn)) return false;
  dossier.endedAs = 'SERVICE_OUVERT';
  cancelTasks(dossier, at);
  note(desk, 'dossier.end', "Dossier terminé : le service qu'il a ouvert a été fermé", { rule: 'CONV-13' });
  return true;
}

/** REM-3: whoever waited was answered: the Caf has nobody to chase, and a later silence is told again. */
function watchSilence(desk: Desk): void {
  const since = partnerSince(desk.dossier);
  if (since !== null && since.getTime() + desk.policy.rem3TaskMs <= desk.at.getTime()) return;
  desk.dossier.facts.escalated = false;
  dropTask(desk, 'RELANCER');
}

/** A returned convention, contrat or avenant waits for its correction by the Caf (§4.3 `return`). */
function watchReturned(desk: Desk): void {
  if (desk.dossier.documents.some((document) => document.state === 'BROUILLON')) {
    ensureTask(desk, 'CORRIGER_DOCUMENTS', 'Des documents renvoyés sont à corriger puis à renvoyer au partenaire.');
  } else dropTask(desk, 'CORRIGER_DOCUMENTS');
}

/** Everything that was to be signed is: one act countersigns all (§4.3). */
function watchSignatures(desk: Desk): void {
  const open = openDocuments(desk.dossier);
  if (open.length > 0 && open.every((document) => document.state === 'SIGNE_PARTENAIRE')) {
    ensureTask(desk, 'CONTRESIGNER', `Le partenaire a signé : les documents sont à contresigner.${endingWords(desk)}`);
  } else dropTask(desk, 'CONTRESIGNER');
}

/** DEL-6: a service whose new bulletin the partner refused ends with the former convention; who countersigns is told so. */
function endingWords({ dossier }: Desk): string {
  if (!replacesConvention(dossier)) return '';
  const ending = everyDocument(dossier).filter(
    (document) =>
      document.kind === 'BULLETIN' &&
      document.state === 'ACTIF' &&
      dossier.documents.some((other) => other.replacesId === document.id) &&
      !dossier.documents.some((other) => other.replacesId === document.id && isOpen(other)),
  );
  if (ending.length === 0) return '';
  const services = ending.map(({ service }) => (service === null ? '' : SERVICES[service])).join(', ');
  return ` Le partenaire a refusé un bulletin : à la contresignature prend fin ${services}.`;
}

/** A conventionnement ends with its services open and its first administrateur found (ADM-10), an Esat dossier with its first user. */
function finish(desk: Desk): void {
  const { dossier, at } = desk;
  if (!hasOpened(dossier)) return;
  if (dossier.facts.esat === null) {
    if (openTask(dossier, 'CREER_ADMINISTRATEUR') !== undefined) return;
    dossier.endedAs = 'SERVICE_OUVERT';
  } else {
    if (groupsState(dossier) !== 'TERMINE') return;
    dossier.endedAs = 'TERMINE';
    cancelTasks(dossier, at);
    note(desk, 'dossier.end', 'Dossier terminé : service ouvert, groupe, rôle et premier utilisateur en place', {
      rule: 'ESAT-17',
    });
  }
  dossier.flags = dossier.flags.filter((flag) => flag !== 'EN_RETARD');
}

function cancelTasks(dossier: Dossier, at: Date): void {
  for (const task of dossier.tasks.filter((one) => one.state === 'OUVERTE'))
    Object.assign(task, { state: 'ANNULEE', completedAt: at });
}

/** Someone gives the dossier up: with its service open it is not abandoned, only followed no more; what is in force stays. */
export function giveUp(desk: Desk, reason: string): void {
  endDossier(desk, hasOpened(desk.dossier) ? 'SERVICE_OUVERT' : 'ABANDONNE', reason);
}

/** Ends a dossier early: what is open is withdrawn, what is in force stays, everyone concerned is told. */
export function endDossier(desk: Desk, end: DossierEnd, reason: string): void {
  const { dossier, at } = desk;
  for (const document of openDocuments(dossier)) fire(desk, document, 'withdraw', { as: 'process', reason });
  cancelTasks(dossier, at);
  giveUpOpenings(desk, reason);
  dossier.endedAs = end;
  dossier.facts.endReason = reason;
  dossier.linkVersion += 1;
  note(desk, 'dossier.end', `Dossier terminé : ${reason}`, { after: { state: end } });
  mailEnd(desk, end, reason);
}
