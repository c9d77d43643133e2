import type { WaitingFor } from '../decision/waiting.ts';
import { dropTask, ensureTask, note, openTask } from '../dossier/desk.ts';
import type { DeadlineRule, Desk, Standing } from '../dossier/kind.ts';
import { isDelegated } from '../dossier/openingRefusal.ts';
import type { Dossier } from '../dossier/types.ts';
import { DomainError } from '../errors.ts';
import { frenchDate, shiftOutOfQuietHours } from '../policy/calendar.ts';
import { mailGroupAwaited } from './mails.ts';
import type { AwaitedGroup, EsatOnboardingFacts as Facts } from './types.ts';

/** What is still to do once the service is open, in words (ESAT-17). */
const GROUP_STEPS: Record<AwaitedGroup, string> = {
  SERVICE_OUVERT: 'créer le groupe Esat et lui attacher son rôle',
  GROUPES_CONFIGURES: 'mettre un premier utilisateur dans le groupe Esat',
};

/** ESAT-17, in order: the service, a group with its role, a user in it. */
export function groupsState({ people }: Dossier): AwaitedGroup | 'TERMINE' {
  const groups = people.groups.filter((group) => group.role !== null);
  if (groups.length === 0) return 'SERVICE_OUVERT';
  return groups.some((group) => group.members > 0) ? 'TERMINE' : 'GROUPES_CONFIGURES';
}

/** Group and role, or the first user, are awaited: of the administrateur, or of the Caf in mode centralisé (ESAT-19). */
function awaitedGroup(dossier: Dossier): AwaitedGroup | null {
  const state = groupsState(dossier);
  return state === 'TERMINE' ? null : state;
}

/** What follows from the groups as they now are: since when the next step is awaited (REM-13), and the Caf's task. */
export function watchGroups(desk: Desk<Facts>): void {
  const { dossier, at } = desk;
  const { facts } = dossier;
  const awaited = awaitedGroup(dossier);
  if (facts.groupWait?.state !== awaited) {
    if (awaited === 'GROUPES_CONFIGURES')
      note(desk, 'esat.groups', 'Groupe Esat créé, rôle attaché', { rule: 'ESAT-17' });
    facts.groupWait = awaited === null ? null : { state: awaited, since: at.toISOString(), reminders: 0 };
  }
  if (awaited !== null && !isDelegated(dossier))
    ensureTask(desk, 'CONFIGURER_GROUPE', 'Convention en mode centralisé : la Caf crée le groupe Esat.');
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

/** REM-13: the administrateur is reminded; the Caf's task has its own due date. */
export const GROUP_REMINDER: DeadlineRule<Facts> = {
  of: ({ dossier, policy }) => {
    const { groupWait } = dossier.facts;
    const delay = groupWait === null ? undefined : policy.rem13[groupWait.reminders];
    if (groupWait === null || delay === undefined || !isDelegated(dossier)) return [];
    const at = new Date(Date.parse(groupWait.since) + delay);
    return [{ at: shiftOutOfQuietHours(at, delay, null, policy.quietHours), what: 'remindGroups', rule: 'REM-13' }];
  },
  fall: (desk) => {
    const { groupWait } = desk.dossier.facts;
    if (groupWait !== null) groupWait.reminders += 1;
    remindGroups(desk);
  },
};

/** REM-13, or by hand: the administrateurs are told what is still to do. False: it is the Caf's to do. */
export function remindGroups(desk: Desk<Facts>): boolean {
  const awaited = awaitedGroup(desk.dossier);
  if (awaited === null || !isDelegated(desk.dossier)) return false;
  mailGroupAwaited(desk, GROUP_STEPS[awaited]);
  note(desk, 'dossier.remind', `Relance de l'administrateur : ${GROUP_STEPS[awaited]}`, { rule: 'REM-13' });
  return true;
}

/** The administrateur is waited for; words for what comes when nobody acts. */
export function groupWaiting(standing: Standing<Facts>): WaitingFor | null {
  const awaited = awaitedGroup(standing.dossier);
  if (awaited === null) return null;
  const [next] = GROUP_REMINDER.of(standing);
  return {
    who: 'PARTENAIRE',
    what: `l'administrateur doit ${GROUP_STEPS[awaited]}`,
    until: null,
    then:
      next === undefined
        ? 'Le service est ouvert ; sans groupe ni utilisateur, personne ne le voit.'
        : `L'administrateur est relancé le ${frenchDate(next.at)}.`,
  };
}
