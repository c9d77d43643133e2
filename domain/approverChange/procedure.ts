import { z } from 'zod';
import { ensureCaseTask, finishCaseTask, fireCase, mailToAccount, noteCase, nothingToRemind } from '../case/desk.ts';
import type { Case, CaseDeadline, CaseDesk, CaseKind } from '../case/types.ts';
import { assertNever } from '../errors.ts';
import { prose } from '../formats/schemas.ts';
import { administrateursOf, notePeople } from '../people/desk.ts';
import type { AfasProfile } from '../people/types.ts';
import { shiftOutOfQuietHours } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { remindSchema } from '../process/remindAgain.ts';
import { type CompleteTask, completeTaskSchema } from '../task/completion.ts';
import { text } from '../task/fields.ts';
import { APPROVER_TRANSITIONS, type ApproverEvent, type ApproverState } from './transitions.ts';
import type { ApproverFacts } from './types.ts';

const acts = z.discriminatedUnion('type', [
  z.object({ type: z.literal('receivePj3'), attachmentId: z.string() }),
  remindSchema,
  z.object({ type: z.literal('cancel'), reason: prose(2_000) }),
  completeTaskSchema,
]);
type ApproverAct = z.output<typeof acts>;
type Desk = CaseDesk<ApproverFacts, ApproverState>;

/** Another approbateur, by PJ 3 and MAIA; until then the one in function stays (AFAS-9, AFAS-10). */
export const approverChange: CaseKind<ApproverFacts, ApproverAct, ApproverState, ApproverEvent> = {
  type: 'approverChange',
  transitions: APPROVER_TRANSITIONS,
  labels: {
    DEMANDE: 'Demandé',
    PJ3_ATTENDUE: 'PJ 3 attendue',
    PJ3_RECUE: 'PJ 3 reçue',
    VALIDATION_MAIA: 'À valider dans MAIA',
    ACTIF: 'En fonction',
    REJETE: 'Refusé',
    ANNULE: 'Annulé',
  },
  marks: {
    DEMANDE: 'plain',
    PJ3_ATTENDUE: 'plain',
    PJ3_RECUE: 'plain',
    VALIDATION_MAIA: 'plain',
    ACTIF: 'done',
    REJETE: 'amiss',
    ANNULE: 'plain',
  },
  finals: ['ACTIF', 'REJETE', 'ANNULE'],
  acts,
  peopleOf: ({ userId, formerId, askedBy }) => [userId, askedBy, ...(formerId === null ? [] : [formerId])],

  open(desk) {
    desk.case.facts.expectedSince = desk.at.toISOString();
    fireCase(desk, approverChange, 'askPj3', { as: 'process' });
    mailExpected(desk, 'first');
  },

  carryOut(desk, act) {
    switch (act.type) {
      case 'receivePj3':
        desk.case.facts.pj3 = act.attachmentId;
        return fireCase(desk, approverChange, 'receivePj3');
      case 'remind':
        return remind(desk);
      case 'cancel':
        desk.case.facts.reason = act.reason;
        endProfile(desk, 'RETIRE');
        return fireCase(desk, approverChange, 'cancel', { tell: `Changement d'approbateur annulé : ${act.reason}` });
      case 'completeTask':
        return complete(desk, act);
      default:
        return assertNever(act);
    }
  },

  settle(desk) {
    const { case: one } = desk;
    const over = approverChange.finals.includes(one.state);
    if (!over && desk.people.roster.convention === null) {
      endProfile(desk, 'RETIRE');
      return fireCase(desk, approverChange, 'cancel', {
        as: 'process',
        tell: "Changement d'approbateur annulé : la convention n'est plus en vigueur",
        rule: 'CONV-13',
      });
    }
    if (!over && profileOf(desk) === undefined)
      return fireCase(desk, approverChange, 'cancel', {
        as: 'process',
        tell: "Changement d'approbateur annulé : le rôle a été retiré, ou la personne n'est plus déclarante",
      });
    if (one.state !== 'PJ3_RECUE') return;
    fireCase(desk, approverChange, 'validate', { as: 'process' });
    ensureCaseTask(
      desk,
      'VALIDER_MAIA',
      'Un nouvel approbateur Afas est proposé, sa PJ 3 est jointe : à valider dans MAIA par un administrateur MCP de la Caf.',
    );
  },

  deadlines: reminderOf,

  onDeadline(desk) {
    desk.case.facts.reminders += 1;
    noteCase(desk, 'approverChange.remind', 'Relance : PJ 3 attendue', { rule: 'REM-11' });
    mailExpected(desk, String(desk.case.facts.reminders));
  },

  waiting: (one) =>
    one.state === 'VALIDATION_MAIA'
      ? {
          who: 'CAF',
          what: "valider l'approbateur dans MAIA",
          until: one.tasks.find((task) => task.kind === 'VALIDER_MAIA' && task.state === 'OUVERTE')?.due ?? null,
          then: 'Validé, il remplace celui en fonction ; refusé, celui en fonction reste.',
        }
      : {
          who: 'PARTENAIRE',
          what: "la PJ 3 de l'approbateur, par l'administrateur",
          until: null,
          then: "Sans elle, la personne nommée n'a aucun pouvoir et l'approbateur en fonction le reste.",
        },
};

/** REM-11: outside the quiet hours, until PJ 3 is there. */
function reminderOf({ state, facts }: Case<ApproverFacts, ApproverState>, policy: Policy): CaseDeadline[] {
  const delay = policy.rem11[facts.reminders];
  if (state !== 'PJ3_ATTENDUE' || facts.expectedSince === null || delay === undefined) return [];
  const at = new Date(Date.parse(facts.expectedSince) + delay);
  return [{ at: shiftOutOfQuietHours(at, delay, null, policy.quietHours), what: 'remind', rule: 'REM-11' }];
}

function remind(desk: Desk): void {
  if (desk.case.state !== 'PJ3_ATTENDUE') throw nothingToRemind('Le partenaire', 'REM-11');
  noteCase(desk, 'approverChange.remind', 'Relance par la Caf : PJ 3 attendue', { rule: 'REM-11' });
  mailExpected(desk, `by-hand:${desk.at.toISOString()}`);
}

function complete(desk: Desk, act: CompleteTask): void {
  const task = finishCaseTask(desk, act);
  const profile = profileOf(desk);
  if (profile === undefined) return; // settled as cancelled
  if (task.outcome === 'accept') {
    const former = desk.people.roster.afasProfiles.filter(
      (one) => one.role === 'APPROBATEUR' && one.state === 'ACTIF' && one.until === null,
    );
    for (const one of former) {
      Object.assign(one, { state: 'REMPLACE', until: desk.at });
      notePeople(desk.people, 'user', one.userId, 'afas.replace', 'Approbateur Afas remplacé', { rule: 'AFAS-9' });
    }
    Object.assign(profile, { state: 'ACTIF', since: desk.at });
    notePeople(desk.people, 'user', profile.userId, 'afas.approve', 'Approbateur Afas en fonction', {
      rule: 'AFAS-9',
    });
    fireCase(desk, approverChange, 'accept');
  } else {
    desk.case.facts.reason = text(act.fields.reason);
    endProfile(desk, 'REJETE');
    fireCase(desk, approverChange, 'reject');
  }
  mailAnswered(desk, task.outcome === 'accept');
}

function endProfile(desk: Desk, state: 'REJETE' | 'RETIRE'): void {
  const profile = profileOf(desk);
  if (profile !== undefined) Object.assign(profile, { state, until: desk.at });
}

/** The role that waits for MAIA; gone once withdrawn, or with the membership or the account (AFAS-7, ACC-14). */
function profileOf(desk: Desk): AfasProfile | undefined {
  return desk.people.roster.afasProfiles.find(({ id, until }) => id === desk.case.facts.profileId && until === null);
}

/** To the administrateurs: PJ 3 is theirs to give, whoever named the approbateur. */
function mailExpected(desk: Desk, turn: string): void {
  const organisme = desk.people.roster.partner.raisonSociale;
  for (const { id } of administrateursOf(desk.people.roster, desk.at))
    mailToAccount(desk, id, `MAIL-76:${turn}:${id}`, {
      template: 'MAIL-76',
      organisme,
      again: turn !== 'first',
      link: linkTo(desk),
    });
}

/** MAIL-41 */
function mailAnswered(desk: Desk, accepted: boolean): void {
  const organisme = desk.people.roster.partner.raisonSociale;
  for (const { id } of administrateursOf(desk.people.roster, desk.at))
    mailToAccount(desk, id, `MAIL-41:${id}`, {
      template: 'MAIL-41',
      organisme,
      accepted,
      reason: desk.case.facts.reason,
      link: linkTo(desk),
    });
}

function linkTo(desk: Desk) {
  return { kind: 'page', path: `/afas/changements/${desk.case.id}` } as const;
}
