import type { Correction } from '../document/correction.ts';
import { DomainError, invalid } from '../errors.ts';
import { parseEmail } from '../formats/email.ts';
import { inSentence } from '../formats/text.ts';
import { resolveDoubt } from '../mail/trouble.ts';
import { type CompleteTask, markDone, taskToComplete } from '../task/completion.ts';
import { type Fields, isBlank, line, list, text } from '../task/fields.ts';
import { taskKind } from '../task/kinds.ts';
import { designateByCaf } from './administrateur.ts';
import { doneBefore } from './alreadyDone.ts';
import { askAgain } from './asking.ts';
import { countersign, returnDocuments } from './cafActs.ts';
import { sendCorrected } from './corrections.ts';
import { note } from './desk.ts';
import { openDocuments } from './documents.ts';
import { giveUp } from './ending.ts';
import { type Desk, own, type TaskOutcome } from './kind.ts';
import { acceptLegitimacy, refuseLegitimacy } from './legitimacy.ts';
import { keepOneDepartment, leaveToCna } from './reach.ts';
import { askSiretAgain, correctConventionSiret } from './siret.ts';
import type { Facts, ServiceFacts } from './types.ts';

/** Completing a task drives its dossier (§4.5). Throws TACHE_INCONNUE, TACHE_TERMINEE, DEJA_CONTRESIGNE, ISSUE_INCONNUE or the faults of the fields. */
export function completeTask(desk: Desk, act: CompleteTask): void {
  const before = doneBefore(desk.dossier, act);
  if (before !== null) throw before;
  const { task, outcome } = taskToComplete(desk.dossier.tasks, act, desk.actor);
  const carryOut = desk.kind.taskOutcomes[`${task.kind}.${act.outcome}`];
  if (carryOut === undefined) throw new DomainError('ISSUE_INCONNUE', "Cette issue n'est pas de cette tâche.");

  markDone(task, act, desk);
  note(desk, 'task.complete', `${taskKind(task.kind).label} : ${inSentence(outcome.label)}`, {
    entity: 'task',
    entityId: task.id,
  });
  carryOut(own(desk), task, act.fields);
}

const abandon: TaskOutcome<Facts> = (desk, _task, { reason }) => giveUp(desk, text(reason));
const resolve: TaskOutcome<Facts> = (desk, task) => resolveDoubt(task, desk.dossier, desk.resends);

/** Of the tasks that any dossier may have. */
export const DOCUMENT_OUTCOMES = {
  'CONTRESIGNER.countersign': (desk) => countersign(desk, signedIds(desk)),
  'CONTRESIGNER.return': (desk, _task, { reason }) => returnDocuments(desk, signedIds(desk), text(reason)),
  'CONTRESIGNER.refuse': abandon,
  'CORRIGER_DOCUMENTS.send': (desk, _task, fields) => sendCorrected(desk, correctionOf(fields)),
  'CORRIGER_DOCUMENTS.abandon': abandon,
  'RELANCER.contacted': () => {},
  'RELANCER.extend': (desk, _task, fields) => extend(desk, fields),
  'RELANCER.abandon': abandon,
  'CORRIGER_COURRIEL.correct': (desk, _task, fields) => correctEmail(desk, fields),
  'CORRIGER_COURRIEL.abandon': abandon,
  'VERIFIER_COURRIEL.received': resolve,
  'VERIFIER_COURRIEL.resend': resolve,
} as const satisfies Record<string, TaskOutcome<Facts>>;

/** … and of those of a dossier that opens services. */
export const SERVICE_OUTCOMES = {
  ...DOCUMENT_OUTCOMES,
  'CORRIGER_SIRET.askPartner': (desk) => askSiretAgain(desk),
  'CORRIGER_SIRET.avenant': (desk, _task, { siret }) => correctConventionSiret(desk, text(siret)),
  'VERIFIER_PORTEE.single': (desk, task) => keepOneDepartment(desk, task),
  'VERIFIER_PORTEE.several': (desk, task) => leaveToCna(desk, task),
  'VERIFIER_LEGITIMITE.legitimate': (desk, task) => acceptLegitimacy(desk, task),
  'VERIFIER_LEGITIMITE.refuse': (desk, task, fields) => refuseLegitimacy(desk, task, fields),
  'CREER_ADMINISTRATEUR.create': (desk, _task, fields) => designateByCaf(desk, namedPerson(fields)),
} as const satisfies Record<string, TaskOutcome<ServiceFacts>>;

/** The person whom an outcome names. */
export function namedPerson({ firstName, lastName, email }: Fields) {
  return { firstName: line(firstName), lastName: line(lastName), email: line(email) };
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
  askAgain(desk);
}
