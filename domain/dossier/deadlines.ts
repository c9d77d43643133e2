import { assertNever } from '../errors.ts';
import { endOfParisDate, frenchDate, shiftOutOfQuietHours } from '../policy/calendar.ts';
import { DAY_MS } from '../policy/durations.ts';
import type { Policy } from '../policy/policy.ts';
import { keepReminder } from '../process/remindAgain.ts';
import { partnerSince } from './asking.ts';
import { ensureTask, note } from './desk.ts';
import { endDossier } from './ending.ts';
import { type Ask, asksOf, type Deadline, type DeadlineRule, type Desk, own, phaseOf, type Standing } from './kind.ts';
import { mailEscalation, mailReminder } from './mails.ts';
import type { Facts, ServiceFacts } from './types.ts';

/**
 * Every deadline of a dossier as it stands at an instant, earliest first: a pure function of its facts and of the settings (`POLICY_*`). What
 * is due and done is not among them any more: after a tick the next one is later, or there is none.
 */
export function deadlinesOf(standing: Standing): Deadline[] {
  return inTime(rulesOf(standing).flatMap((rule) => rule.of(own(standing))));
}

/** Earliest first. */
function inTime(deadlines: readonly Deadline[]): Deadline[] {
  return deadlines.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** The deadlines that its phase and its kind name; none before its first step, none after its end. */
function rulesOf({ kind, dossier }: Standing): readonly DeadlineRule<never>[] {
  const phase = phaseOf({ kind, dossier });
  return phase === null || dossier.endedAs !== null ? [] : [...(phase.deadlines ?? []), ...kind.deadlines];
}

/**
 * Does everything that is due at this instant, once: whether it *is* due is decided here by `at`, not by the timer that woke the process.
 */
export function tick(desk: Desk): void {
  for (const rule of rulesOf(desk)) {
    const due = inTime(rule.of(own(desk)).filter(({ at }) => at <= desk.at));
    if (due.length > 0) rule.fall(own(desk), due);
    if (desk.dossier.endedAs !== null) return;
  }
}

/** REM-2, REM-3: reminders of what the partner is asked for, then the end. Those that fall together leave as one mail. */
export const REMINDERS: DeadlineRule<Facts> = remindersThen((desk, rule) =>
  // one visit serves all documents: when one has expired there is nothing left to wait for
  endDossier(desk, 'ABANDONNE', `Sans réponse du partenaire malgré les relances (${rule}).`),
);

/** The same chain where a silence does not end the dossier; `then`: what else it does. */
export function remindersThen<F extends Facts>(then: (desk: Desk<F>, rule: string) => void): DeadlineRule<F> {
  return {
    of: (standing) => asksOf(standing).flatMap((ask) => chain(ask, standing)),
    fall: (desk, due) => {
      const expired = due.filter(({ what }) => what === 'expire');
      if (expired.length === 0) return remind(desk, due);
      for (const ask of asked(expired)) phaseOf(desk)?.asks?.expired(own(desk), ask);
      then(desk, expired[0]?.rule ?? 'REM-3');
    },
  };
}

function chain(ask: Ask, { dossier, policy }: Standing): Deadline[] {
  const [delays, endMs] = delaysOf(ask.rule, policy);
  const end = new Date(ask.since.getTime() + endMs + dossier.facts.extraDays * DAY_MS);
  const expiry: Deadline = { at: end, what: 'expire', rule: ask.rule, ask };
  const delay = delays[ask.remindersSent];
  if (delay === undefined) return [expiry];
  const at = shiftOutOfQuietHours(new Date(ask.since.getTime() + delay), delay, end, policy.quietHours);
  return [{ at, what: 'remind', rule: ask.rule, ask }, expiry];
}

function delaysOf(rule: Ask['rule'], policy: Policy): [reminders: number[], endMs: number] {
  switch (rule) {
    case 'REM-2':
      return [policy.rem2, policy.rem2EndMs];
    case 'REM-3':
      return [policy.rem3, policy.rem3EndMs];
    case 'TUT-7':
      return [policy.tutCorrection.ask, policy.tutCorrection.askEndMs];
    default:
      return assertNever(rule);
  }
}

/** When the last word falls for the partner: the end of the earliest chain. */
export function expiryOf(standing: Standing): Date | null {
  const ends = asksOf(standing).flatMap((ask) => chain(ask, standing).filter(({ what }) => what === 'expire'));
  return ends.length === 0 ? null : new Date(Math.min(...ends.map(({ at }) => at.getTime())));
}

function remind(desk: Desk, reminders: readonly Deadline[]): void {
  for (const ask of asked(reminders)) phaseOf(desk)?.asks?.reminded(own(desk), ask);
  const what = asked(reminders).map((ask) => ask.what);
  const since = partnerSince(desk);
  const copyToCaf = since !== null && desk.at.getTime() - since.getTime() >= desk.policy.rem3TaskMs;
  mailReminder(desk, what, abandonedOn(desk), copyToCaf);
  keepReminder(desk.dossier.facts, desk.at);
  note(desk, 'dossier.remind', `Relance envoyée : ${what.join(', ')}`, { rule: reminders[0]?.rule ?? 'REM-3' });
}

/** When a silence ends the dossier; null: it does not. */
function abandonedOn(desk: Desk): Date | null {
  return phaseOf(desk)?.asks?.lapses === undefined ? expiryOf(desk) : null;
}

function asked(due: readonly Deadline[]): Ask[] {
  return due.flatMap(({ ask }) => (ask === undefined ? [] : [ask]));
}

/** A reminder by hand: same mail, outside the chain (it moves no deadline). False: nobody is to be reminded. */
export function remindByHand(desk: Desk): boolean {
  const what = asksOf(desk).map((ask) => ask.what);
  if (what.length === 0) return phaseOf(desk)?.remind?.(own(desk)) ?? false;
  mailReminder(desk, what, abandonedOn(desk), false);
  note(desk, 'dossier.remind', `Relance envoyée à la demande : ${what.join(', ')}`);
  return true;
}

/** REM-3: the partner has been silent for long: the Caf is to call. */
export const ESCALATION: DeadlineRule<Facts> = {
  of: (standing) => {
    const since = partnerSince(standing);
    if (since === null || standing.dossier.facts.escalated) return [];
    const { rem3TaskMs, quietHours } = standing.policy;
    const at = new Date(since.getTime() + rem3TaskMs);
    return [{ at: shiftOutOfQuietHours(at, rem3TaskMs, null, quietHours), what: 'escalate', rule: 'REM-3' }];
  },
  fall: (desk) => {
    const since = partnerSince(desk) ?? desk.at;
    desk.dossier.facts.escalated = true;
    const task = ensureTask(desk, 'RELANCER', `Le partenaire n'a pas répondu depuis le ${frenchDate(since)}.`);
    mailEscalation(desk, task.id, since);
  },
};

/** ESAT-24: the campaign's deadline asks for `PRET_A_OUVRIR`, not for what comes after (§6.5). */
export const LATE: DeadlineRule<ServiceFacts> = {
  of: ({ dossier }) => {
    const { deadline } = dossier.facts;
    const ready = dossier.services.some((service) => service.processId === dossier.id);
    if (deadline === null || ready || dossier.flags.includes('EN_RETARD')) return [];
    return [{ at: endOfParisDate(deadline), what: 'late', rule: 'ESAT-24' }];
  },
  fall: (desk) => {
    desk.dossier.flags.push('EN_RETARD');
    note(desk, 'dossier.late', "En retard : l'échéance de la campagne est passée", { rule: 'ESAT-24' });
  },
};
