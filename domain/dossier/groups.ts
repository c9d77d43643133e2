import { DomainError } from '../errors.ts';
import { frenchDate, shiftOutOfQuietHours } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { type Desk, dropTask, ensureTask, note, openTask } from './desk.ts';
import { mailGroupAwaited } from './mails.ts';
import { isDelegated } from './openingRefusal.ts';
import { type GroupState, groupsState, hasOpened } from './state.ts';
import type { Dossier } from './types.ts';

/** What is still to do once the service is open, in words (ESAT-17). */
export const GROUP_STEPS: Record<Exclude<GroupState, 'TERMINE'>, string> = {
  SERVICE_OUVERT: 'créer le groupe Esat et lui attacher son rôle',
  GROUPES_CONFIGURES: 'mettre un premier utilisateur dans le groupe Esat',
};

/** The Esat dossier waits for group and role, or for the first user: of the administrateur, or of the Caf in mode centralisé (ESAT-19). */
export function awaitedGroup(dossier: Dossier): Exclude<GroupState, 'TERMINE'> | null {
  if (dossier.endedAs !== null || dossier.facts.esat === null || !hasOpened(dossier)) return null;
  const state = groupsState(dossier);
  return state === 'TERMINE' ? null : state;
}

/** What follows from the groups as they now are: since when the next step is awaited (REM-13), and the Caf's task. */
export function watchGroups(desk: Desk): void {
  const { dossier, at } = desk;
  const { facts } = dossier;
  const awaited = awaitedGroup(dossier);
  if (facts.groupWait?.state !== awaited) {
    if (awaited === 'GROUPES_CONFIGURES')
      note(desk, 'esat.groups', 'Groupe Esat créé, rôle attaché', { rule: 'ESAT-17' });
    facts.groupWait = awaited === null ? null : { state: awaited, since: at.toISOString(), reminders: 0 };
  }
  if (awaited !== null && !isDelegated(dossier))
    ensureTask(desk, 'CONFIGURER_GROUPE', 'Convention en mode centralisé : la Caf crée le groupe Esat (ESAT-19).');
  else if (awaited !== null) dropTask(desk, 'CONFIGURER_GROUPE');
  else seeTaskDone(desk);
}

/** The groups themselves tell that it is done, whoever says so. */
function seeTaskDone({ dossier, actor, at }: Desk): void {
  const task = openTask(dossier, 'CONFIGURER_GROUPE');
  if (task !== undefined)
    Object.assign(task, { state: 'FAITE', outcome: 'done', completedBy: actor.id, completedAt: at });
}

/** « C'est fait » is believed when it is: throws GROUPE_INCOMPLET and says what is missing. */
export function assertGroupsDone(dossier: Dossier): void {
  const awaited = awaitedGroup(dossier);
  if (awaited !== null)
    throw new DomainError('GROUPE_INCOMPLET', `Il reste à ${GROUP_STEPS[awaited]}.`, { rule: 'ESAT-17' });
}

/** REM-13: when the administrateur is next reminded; the Caf's task has its own due date. */
export function groupReminderAt(dossier: Dossier, policy: Policy): Date | null {
  const { groupWait } = dossier.facts;
  const delay = groupWait === null ? undefined : policy.rem13[groupWait.reminders];
  if (groupWait === null || delay === undefined || !isDelegated(dossier)) return null;
  return shiftOutOfQuietHours(new Date(Date.parse(groupWait.since) + delay), delay, null, policy.quietHours);
}

/** REM-13, or by hand: the administrateurs are told what is still to do. */
export function remindGroups(desk: Desk): boolean {
  const awaited = awaitedGroup(desk.dossier);
  if (awaited === null || !isDelegated(desk.dossier)) return false;
  mailGroupAwaited(desk, GROUP_STEPS[awaited]);
  note(desk, 'dossier.remind', `Relance de l'administrateur : ${GROUP_STEPS[awaited]}`, { rule: 'REM-13' });
  return true;
}

/** Words for what comes when nobody acts. */
export function afterGroupWait(dossier: Dossier, policy: Policy): string {
  const at = groupReminderAt(dossier, policy);
  return at === null
    ? 'Le service est ouvert ; sans groupe ni utilisateur, personne ne le voit.'
    : `L'administrateur est relancé le ${frenchDate(at)}.`;
}
