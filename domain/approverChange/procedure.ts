import { z } from 'zod';
import { ensureCaseTask, fieldText, finishCaseTask, fireCase, mailToAccount, noteCase } from '../case/bench.ts';
import type { Case, CaseBench, CaseDeadline, CaseKind } from '../case/types.ts';
import { assertNever, DomainError } from '../errors.ts';
import { administrateursOf, notePeople } from '../organisation/bench.ts';
import type { AfasProfile } from '../organisation/types.ts';
import { shiftOutOfQuietHours } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { APPROVER_TRANSITIONS } from './transitions.ts';
import type { ApproverFacts } from './types.ts';

const acts = z.discriminatedUnion('type', [
  z.object({ type: z.literal('receivePj3'), attachmentId: z.string() }),
  z.object({ type: z.literal('remind') }),
  z.object({ type: z.literal('cancel'), reason: z.string().trim().min(1).max(2_000) }),
  z.object({
    type: z.literal('completeTask'),
    taskId: z.string(),
    outcome: z.string(),
    fields: z.record(z.string(), z.unknown()),
  }),
]);
type ApproverAct = z.output<typeof acts>;
type Bench = CaseBench<ApproverFacts>;

/** Another approbateur, by PJ 3 and MAIA; until then the one in function stays (AFAS-9, AFAS-10). */
export const approverChange: CaseKind<ApproverFacts, ApproverAct> = {
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
  finals: ['ACTIF', 'REJETE', 'ANNULE'],
  acts,
  peopleOf: ({ userId, formerId, askedBy }) => [userId, askedBy, ...(formerId === null ? [] : [formerId])],

  open(bench) {
    bench.case.facts.expectedSince = bench.at.toISOString();
    fireCase(bench, approverChange, 'askPj3', { as: 'process' });
    mailExpected(bench, 'first');
  },

  carryOut(bench, act) {
    switch (act.type) {
      case 'receivePj3':
        bench.case.facts.pj3 = act.attachmentId;
        return fireCase(bench, approverChange, 'receivePj3');
      case 'remind':
        return remind(bench);
      case 'cancel':
        bench.case.facts.reason = act.reason;
        endProfile(bench, 'RETIRE');
        return fireCase(bench, approverChange, 'cancel', { tell: `Changement d'approbateur annulé : ${act.reason}` });
      case 'completeTask':
        return complete(bench, act);
      default:
        return assertNever(act);
    }
  },

  settle(bench) {
    const { case: one } = bench;
    const over = approverChange.finals.includes(one.state);
    if (!over && bench.people.organisation.convention === null) {
      endProfile(bench, 'RETIRE');
      return fireCase(bench, approverChange, 'cancel', {
        as: 'process',
        tell: "Changement d'approbateur annulé : la convention n'est plus en vigueur (CONV-13)",
      });
    }
    if (!over && profileOf(bench) === undefined)
      return fireCase(bench, approverChange, 'cancel', {
        as: 'process',
        tell: "Changement d'approbateur annulé : le rôle a été retiré, ou la personne n'est plus déclarante",
      });
    if (one.state !== 'PJ3_RECUE') return;
    fireCase(bench, approverChange, 'validate', { as: 'process' });
    ensureCaseTask(
      bench,
      'VALIDER_MAIA',
      'Un nouvel approbateur Afas est proposé, sa PJ 3 est jointe : à valider dans MAIA par un administrateur MCP de la Caf (AFAS-9).',
    );
  },

  deadlines: reminderOf,

  onDeadline(bench) {
    bench.case.facts.reminders += 1;
    noteCase(bench, 'approverChange.remind', 'Relance : PJ 3 attendue', { rule: 'REM-11' });
    mailExpected(bench, String(bench.case.facts.reminders));
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
function reminderOf({ state, facts }: Case<ApproverFacts>, policy: Policy): CaseDeadline[] {
  const delay = policy.rem11[facts.reminders];
  if (state !== 'PJ3_ATTENDUE' || facts.expectedSince === null || delay === undefined) return [];
  const at = new Date(Date.parse(facts.expectedSince) + delay);
  return [{ at: shiftOutOfQuietHours(at, delay, null, policy.quietHours), what: 'remind', rule: 'REM-11' }];
}

function remind(bench: Bench): void {
  if (bench.case.state !== 'PJ3_ATTENDUE')
    throw new DomainError('RIEN_A_RELANCER', "Le partenaire n'a rien à fournir en ce moment.", { rule: 'REM-11' });
  noteCase(bench, 'approverChange.remind', 'Relance par la Caf : PJ 3 attendue', { rule: 'REM-11' });
  mailExpected(bench, `by-hand:${bench.at.toISOString()}`);
}

function complete(bench: Bench, act: Extract<ApproverAct, { type: 'completeTask' }>): void {
  const task = finishCaseTask(bench, act);
  const profile = profileOf(bench);
  if (profile === undefined) return; // settled as cancelled
  if (task.outcome === 'accept') {
    const former = bench.people.organisation.afasProfiles.filter(
      (one) => one.role === 'APPROBATEUR' && one.state === 'ACTIF' && one.until === null,
    );
    for (const one of former) {
      Object.assign(one, { state: 'REMPLACE', until: bench.at });
      notePeople(bench.people, 'user', one.userId, 'afas.replace', 'Approbateur Afas remplacé', { rule: 'AFAS-9' });
    }
    Object.assign(profile, { state: 'ACTIF', since: bench.at });
    notePeople(bench.people, 'user', profile.userId, 'afas.approve', 'Approbateur Afas en fonction', {
      rule: 'AFAS-9',
    });
    fireCase(bench, approverChange, 'accept');
  } else {
    bench.case.facts.reason = fieldText(act.fields, 'reason');
    endProfile(bench, 'REJETE');
    fireCase(bench, approverChange, 'reject');
  }
  mailAnswered(bench, task.outcome === 'accept');
}

function endProfile(bench: Bench, state: 'REJETE' | 'RETIRE'): void {
  const profile = profileOf(bench);
  if (profile !== undefined) Object.assign(profile, { state, until: bench.at });
}

/** The role that waits for MAIA; gone once withdrawn, or with the membership or the account (AFAS-7, ACC-14). */
function profileOf(bench: Bench): AfasProfile | undefined {
  return bench.people.organisation.afasProfiles.find(
    ({ id, until }) => id === bench.case.facts.profileId && until === null,
  );
}

/** To the administrateurs: PJ 3 is theirs to give, whoever named the approbateur. */
function mailExpected(bench: Bench, turn: string): void {
  const organisme = bench.people.organisation.partner.raisonSociale;
  for (const { id } of administrateursOf(bench.people.organisation, bench.at))
    mailToAccount(bench, id, `MAIL-76:${turn}:${id}`, {
      template: 'MAIL-76',
      organisme,
      again: turn !== 'first',
      link: linkTo(bench),
    });
}

/** MAIL-41 */
function mailAnswered(bench: Bench, accepted: boolean): void {
  const organisme = bench.people.organisation.partner.raisonSociale;
  for (const { id } of administrateursOf(bench.people.organisation, bench.at))
    mailToAccount(bench, id, `MAIL-41:${id}`, {
      template: 'MAIL-41',
      organisme,
      accepted,
      reason: bench.case.facts.reason,
      link: linkTo(bench),
    });
}

function linkTo(bench: Bench) {
  return { kind: 'page', path: `/afas/changements/${bench.case.id}` } as const;
}
