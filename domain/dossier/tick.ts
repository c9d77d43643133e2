import { waitsForPartner } from '../document/types.ts';
import { frenchDate } from '../policy/calendar.ts';
import { type Deadline, deadlinesOf, expiryOf, partnerSince } from './deadlines.ts';
import { type Desk, ensureTask, note } from './desk.ts';
import { documentLabel, documentOf, fire } from './documents.ts';
import { remindGroups } from './groups.ts';
import { mailEscalation, mailReminder } from './mails.ts';
import { remindReplacement } from './replacement.ts';
import { endDossier, settle } from './settle.ts';
import { remindSiret } from './siret.ts';

/**
 * Does everything that is due at this instant, once: whether it *is* due is decided here by `at`, not by the timer that woke
 * the process. Reminders that fall together leave as one mail.
 */
export function tick(desk: Desk): void {
  const due = deadlinesOf(desk.dossier, desk.policy, desk.at).filter((deadline) => deadline.at <= desk.at);
  expire(desk, due);
  if (desk.dossier.endedAs !== null) return;
  remind(desk, due);
  for (const deadline of due) {
    if (deadline.what === 'escalate') escalate(desk);
    if (deadline.what === 'remindSiret') remindSiret(desk);
    if (deadline.what === 'remindGroups') remindGroupsInTime(desk);
    if (deadline.what === 'remindReplacement') remindReplacement(desk);
    if (deadline.what === 'late') {
      desk.dossier.flags.push('EN_RETARD');
      note(desk, 'dossier.late', "En retard : l'échéance de la campagne est passée", { rule: 'ESAT-24' });
    }
  }
  settle(desk);
}

function expire(desk: Desk, due: readonly Deadline[]): void {
  const expired = due.filter((deadline) => deadline.what === 'expire');
  if (expired.length === 0) return;
  for (const { documentId } of expired)
    if (documentId !== null) fire(desk, documentOf(desk.dossier, documentId), 'expire', { as: 'process' });
  // one visit serves all documents: when one has expired there is nothing left to wait for
  endDossier(desk, 'ABANDONNE', `Sans réponse du partenaire malgré les relances (${expired[0]?.rule ?? 'REM-3'}).`);
}

function remind(desk: Desk, due: readonly Deadline[]): void {
  const reminders = due.filter((deadline) => deadline.what === 'remind');
  if (reminders.length === 0) return;
  const { dossier, policy, at } = desk;
  const what: string[] = [];
  for (const { documentId } of reminders) {
    if (documentId === null) {
      if (dossier.facts.esat !== null) dossier.facts.esat.reminders += 1;
      what.push("Formulaire d'éligibilité");
    } else {
      const document = documentOf(dossier, documentId);
      document.remindersSent += 1;
      what.push(documentLabel(document));
    }
  }
  const since = partnerSince(dossier);
  const copyToCaf = since !== null && at.getTime() - since.getTime() >= policy.rem3TaskMs;
  mailReminder(desk, what, expiryOf(dossier, policy, at), copyToCaf);
  note(desk, 'dossier.remind', `Relance envoyée : ${what.join(', ')}`, { rule: reminders[0]?.rule ?? 'REM-3' });
}

/** A reminder by hand: same mail, outside the chain (it moves no deadline). */
export function remindByHand(desk: Desk): boolean {
  const { dossier } = desk;
  const what = dossier.documents.filter(waitsForPartner).map(documentLabel);
  if (dossier.facts.esat?.eligibility === 'DEMANDEE') what.push("Formulaire d'éligibilité");
  if (what.length === 0) return remindGroups(desk);
  mailReminder(desk, what, expiryOf(dossier, desk.policy, desk.at), false);
  note(desk, 'dossier.remind', `Relance envoyée à la demande : ${what.join(', ')}`);
  return true;
}

function escalate(desk: Desk): void {
  const { dossier } = desk;
  const since = partnerSince(dossier) ?? desk.at;
  dossier.facts.escalated = true;
  const task = ensureTask(desk, 'RELANCER', `Le partenaire n'a pas répondu depuis le ${frenchDate(since)}.`);
  mailEscalation(desk, task.id, since);
}

function remindGroupsInTime(desk: Desk): void {
  const { groupWait } = desk.dossier.facts;
  if (groupWait === null) return;
  groupWait.reminders += 1;
  remindGroups(desk);
}
