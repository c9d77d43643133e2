import { waitsForPartner } from '../document/types.ts';
import { frenchDate } from '../policy/calendar.ts';
import { type Bench, ensureTask, note } from './bench.ts';
import { type Deadline, deadlinesOf, expiryOf, partnerSince } from './deadlines.ts';
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
export function tick(bench: Bench): void {
  const due = deadlinesOf(bench.dossier, bench.policy, bench.at).filter((deadline) => deadline.at <= bench.at);
  expire(bench, due);
  if (bench.dossier.endedAs !== null) return;
  remind(bench, due);
  for (const deadline of due) {
    if (deadline.what === 'escalate') escalate(bench);
    if (deadline.what === 'remindSiret') remindSiret(bench);
    if (deadline.what === 'remindGroups') remindGroupsInTime(bench);
    if (deadline.what === 'remindReplacement') remindReplacement(bench);
    if (deadline.what === 'late') {
      bench.dossier.flags.push('EN_RETARD');
      note(bench, 'dossier.late', "En retard : l'échéance de la campagne est passée", { rule: 'ESAT-24' });
    }
  }
  settle(bench);
}

function expire(bench: Bench, due: readonly Deadline[]): void {
  const expired = due.filter((deadline) => deadline.what === 'expire');
  if (expired.length === 0) return;
  for (const { documentId } of expired)
    if (documentId !== null) fire(bench, documentOf(bench.dossier, documentId), 'expire', { as: 'process' });
  // one visit serves all documents: when one has expired there is nothing left to wait for
  endDossier(bench, 'ABANDONNE', `Sans réponse du partenaire malgré les relances (${expired[0]?.rule ?? 'REM-3'}).`);
}

function remind(bench: Bench, due: readonly Deadline[]): void {
  const reminders = due.filter((deadline) => deadline.what === 'remind');
  if (reminders.length === 0) return;
  const { dossier, policy, at } = bench;
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
  mailReminder(bench, what, expiryOf(dossier, policy, at), copyToCaf);
  note(bench, 'dossier.remind', `Relance envoyée : ${what.join(', ')}`, { rule: reminders[0]?.rule ?? 'REM-3' });
}

/** A reminder by hand: same mail, outside the chain (it moves no deadline). */
export function remindByHand(bench: Bench): boolean {
  const { dossier } = bench;
  const what = dossier.documents.filter(waitsForPartner).map(documentLabel);
  if (dossier.facts.esat?.eligibility === 'DEMANDEE') what.push("Formulaire d'éligibilité");
  if (what.length === 0) return remindGroups(bench);
  mailReminder(bench, what, expiryOf(dossier, bench.policy, bench.at), false);
  note(bench, 'dossier.remind', `Relance envoyée à la demande : ${what.join(', ')}`);
  return true;
}

function escalate(bench: Bench): void {
  const { dossier } = bench;
  const since = partnerSince(dossier) ?? bench.at;
  dossier.facts.escalated = true;
  const task = ensureTask(bench, 'RELANCER', `Le partenaire n'a pas répondu depuis le ${frenchDate(since)}.`);
  mailEscalation(bench, task.id, since);
}

function remindGroupsInTime(bench: Bench): void {
  const { groupWait } = bench.dossier.facts;
  if (groupWait === null) return;
  groupWait.reminders += 1;
  remindGroups(bench);
}
