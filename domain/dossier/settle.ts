import { isOpen } from '../document/types.ts';
import { SERVICES } from '../service/services.ts';
import { designateAdministrateur } from './administrateur.ts';
import { type Bench, dropTask, ensureTask, note, openTask } from './bench.ts';
import { partnerSince } from './deadlines.ts';
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
export function settle(bench: Bench): void {
  const { dossier } = bench;
  if (dossier.endedAs !== null || endIfHopeless(bench) || endIfSucceeded(bench)) return;
  const oneCaf = otherCafSettled(bench);
  if (!checksDone(bench)) return;
  if (dossier.documents.length === 0) {
    if (!oneCaf) return;
    const planned = planDocuments(dossier);
    if (planned.every(({ kind }) => kind === 'AVENANT'))
      return endDossier(bench, 'ABANDONNE', 'Ce que demande le dossier est déjà ouvert à ce partenaire (CONV-7).');
    const drafted = draftAndSend(bench, planned);
    if (drafted.length > 0) mailDocuments(bench, drafted);
    mailReplacement(bench, 'A_SIGNER');
  }
  watchSiret(bench);
  watchReach(bench);
  watchReturned(bench);
  watchSilence(bench);
  watchSignatures(bench);
  designateAdministrateur(bench);
  openServices(bench);
  watchGroups(bench);
  applyReplacement(bench);
  finish(bench);
}

/** ESAT-13 … ESAT-18: eligibility, activity and mission, each by the person who knows; ADM-3: who succeeds. */
function checksDone(bench: Bench): boolean {
  const { dossier } = bench;
  const { esat } = dossier.facts;
  if (esat === null) return successorKnown(bench);
  if (needsActivityCheck(dossier) && esat.active === null) {
    ensureTask(
      bench,
      'VERIFIER_ACTIVITE',
      "L'établissement vient de l'extraction Habtiers : est-il toujours actif ? (ESAT-15)",
    );
    return false; // AC-18: no document and no mail to the partner before the answer
  }
  const byCaf = esat.useCase === 3 || esat.useCase === 4;
  if (esat.eligibility === 'A_FAIRE' && !byCaf) {
    esat.eligibility = 'DEMANDEE';
    esat.askedSince = bench.at.toISOString();
    esat.reminders = 0;
    mailEligibilityForm(bench);
  }
  if (esat.eligibility === 'REMPLIE' || (esat.eligibility === 'A_FAIRE' && byCaf)) {
    ensureTask(
      bench,
      'VERIFIER_ELIGIBILITE',
      byCaf
        ? "Le formulaire d'éligibilité est à remplir par la Caf (ESAT-5)."
        : "Le partenaire a rempli le formulaire d'éligibilité (ESAT-5).",
    );
  }
  if (esat.mission === 'A_VERIFIER')
    ensureTask(bench, 'VERIFIER_MISSION', 'La mission inscrite à la convention est à vérifier (ESAT-14).');
  return esat.eligibility === 'ELIGIBLE' && esat.mission !== 'A_VERIFIER';
}

/** ADM-3: no successor was named yet, and somebody administers again by another way. */
function endIfSucceeded(bench: Bench): boolean {
  const { dossier, at } = bench;
  const { replacement } = dossier.facts;
  if (replacement === undefined || replacement.incoming !== null || !hasAdministrateur(dossier, at)) return false;
  endDossier(bench, 'ABANDONNE', 'Le partenaire a de nouveau un administrateur : aucun successeur n’est à chercher.');
  return true;
}

/** Nothing can open any more: the dossier ends, what is in force stays. */
function endIfHopeless(bench: Bench): boolean {
  if (hasOpened(bench.dossier)) return endIfClosed(bench);
  const why = whyHopeless(bench.dossier);
  if (why !== null) endDossier(bench, 'ABANDONNE', why);
  return why !== null;
}

/**
 * What this dossier opened was closed meanwhile (CONV-13): nothing is left to set up, and who closed it has told everyone. A service that
 * another convention carries on (DEL-5) still wants its group and first user.
 */
function endIfClosed(bench: Bench): boolean {
  const { dossier, at } = bench;
  const own = dossier.services.filter((service) => service.processId === dossier.id);
  const goesOn = ({ service }: { service: string }) =>
    dossier.services.some((other) => other.service === service && other.state !== 'FERMEE');
  if (own.some(goesOn)) return false;
  dossier.endedAs = 'SERVICE_OUVERT';
  cancelTasks(dossier, at);
  note(bench, 'dossier.end', "Dossier terminé : le service qu'il a ouvert a été fermé", { rule: 'CONV-13' });
  return true;
}

/** REM-3: whoever waited was answered: the Caf has nobody to chase, and a later silence is told again. */
function watchSilence(bench: Bench): void {
  const since = partnerSince(bench.dossier);
  if (since !== null && since.getTime() + bench.policy.rem3TaskMs <= bench.at.getTime()) return;
  bench.dossier.facts.escalated = false;
  dropTask(bench, 'RELANCER');
}

/** A returned convention, contrat or avenant waits for its correction by the Caf (§4.3 `return`). */
function watchReturned(bench: Bench): void {
  if (bench.dossier.documents.some((document) => document.state === 'BROUILLON')) {
    ensureTask(bench, 'CORRIGER_DOCUMENTS', 'Des documents renvoyés sont à corriger puis à renvoyer au partenaire.');
  } else dropTask(bench, 'CORRIGER_DOCUMENTS');
}

/** Everything that was to be signed is: one act countersigns all (§4.3). */
function watchSignatures(bench: Bench): void {
  const open = openDocuments(bench.dossier);
  if (open.length > 0 && open.every((document) => document.state === 'SIGNE_PARTENAIRE')) {
    ensureTask(
      bench,
      'CONTRESIGNER',
      `Le partenaire a signé : les documents sont à contresigner.${endingWords(bench)}`,
    );
  } else dropTask(bench, 'CONTRESIGNER');
}

/** DEL-6: a service whose new bulletin the partner refused ends with the former convention; who countersigns is told so. */
function endingWords({ dossier }: Bench): string {
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
function finish(bench: Bench): void {
  const { dossier, at } = bench;
  if (!hasOpened(dossier)) return;
  if (dossier.facts.esat === null) {
    if (openTask(dossier, 'CREER_ADMINISTRATEUR') !== undefined) return;
    dossier.endedAs = 'SERVICE_OUVERT';
  } else {
    if (groupsState(dossier) !== 'TERMINE') return;
    dossier.endedAs = 'TERMINE';
    cancelTasks(dossier, at);
    note(bench, 'dossier.end', 'Dossier terminé : service ouvert, groupe, rôle et premier utilisateur en place', {
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
export function giveUp(bench: Bench, reason: string): void {
  endDossier(bench, hasOpened(bench.dossier) ? 'SERVICE_OUVERT' : 'ABANDONNE', reason);
}

/** Ends a dossier early: what is open is withdrawn, what is in force stays, everyone concerned is told. */
export function endDossier(bench: Bench, end: DossierEnd, reason: string): void {
  const { dossier, at } = bench;
  for (const document of openDocuments(dossier)) fire(bench, document, 'withdraw', { as: 'process', reason });
  cancelTasks(dossier, at);
  giveUpOpenings(bench, reason);
  dossier.endedAs = end;
  dossier.facts.endReason = reason;
  dossier.linkVersion += 1;
  note(bench, 'dossier.end', `Dossier terminé : ${reason}`, { after: { state: end } });
  mailEnd(bench, end, reason);
}
