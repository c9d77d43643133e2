import type { Context } from '../decision/context.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import { afterDoubt, DOUBT, doubtedLabel, ENTRY_MAILS, REFUSED } from '../mail/trouble.ts';
import { frenchDate, shiftOutOfQuietHours } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import type { MailTrouble, ProcessStep } from '../process/acts.ts';
import type { FollowDecision, Followed } from './followed.ts';
import { mailFollowed } from './followMails.ts';
import { accountState } from './state.ts';
import type { Account, AccountState } from './types.ts';

/** Its steps, and what became of its mails. */
export type FollowStep = ProcessStep | MailRefused | MailDoubted;
type MailDoubted = Pick<Extract<MailTrouble, { type: 'mailDoubted' }>, 'type' | 'template'>;
type MailRefused = Pick<Extract<MailTrouble, { type: 'mailRefused' }>, 'type' | 'template' | 'secretId'>;

/** ACC-11: a mail of a password that was used or replaced since tells nothing about the one in force. */
function endsEntry(refused: MailRefused, { secret }: Account): boolean {
  return ENTRY_MAILS.includes(refused.template) && (refused.secretId === null || refused.secretId === secret?.id);
}

/** What follows by itself from an account's facts at an instant (domain.md §8.2): reminders, expiry, report, end. Pure. */
export function follow(before: Followed, step: FollowStep, context: Context): FollowDecision {
  const followed = structuredClone(before);
  const decision: FollowDecision = { followed, mails: [], audit: [] };
  if (followed.ended) return decision;
  const { account, watch } = followed;
  if (step.type === 'mailRefused' && endsEntry(step, account)) {
    account.sendFailed = !account.hasPassword; // a reset that does not arrive leaves the password as it was (ACC-12)
    account.secret = null; // ACC-22: nothing usable is on its way any more
    followed.incident = REFUSED;
    note(decision, 'account.mailRefused', 'Les courriels du compte sont refusés par la messagerie', 'ACC-22');
    mailFollowed(decision, 'MAIL-33', context.at);
  } else if (step.type === 'mailDoubted') doubted(decision, step.template);
  else if (!account.sendFailed && !isInDoubt(followed)) followed.incident = null;
  if (!isEmpty(account)) delete watch.emptySince;
  else watch.emptySince ??= context.at.toISOString();
  for (const due of followDeadlines(followed, context.policy).filter(({ at }) => at <= context.at)) {
    if (due.what === 'remind' && account.secret !== null) {
      watch.reminded = account.secret.id;
      note(decision, 'account.remind', 'Rappel : mot de passe temporaire non utilisé', 'REM-5');
      mailFollowed(decision, 'MAIL-58', context.at);
    }
    if (due.what === 'report') {
      watch.reported = true;
      note(decision, 'account.report', 'Jamais connecté : le créateur du compte est prévenu', 'REM-6');
      mailFollowed(decision, 'MAIL-59', context.at);
    }
  }
  followed.ended = isOver(followed, context.at);
  return decision;
}

/**
 * R2: whether what the person enters with has arrived, nobody knows. Until it is used, replaced or over its page says so to whoever looks
 * after the account, who asks them; only they have another one sent (ACT-3).
 */
function doubted(decision: FollowDecision, template: string): void {
  const { followed } = decision;
  const { secret } = followed.account;
  if (!ENTRY_MAILS.includes(template) || secret === null) return;
  followed.watch.doubted = secret.id;
  followed.incident = afterDoubt(followed.incident);
  note(decision, 'account.mailDoubted', doubtedLabel(template), 'ACC-4');
}

/** The incident of a password that is neither used nor replaced since; who sends its mails again lifts it. */
function isInDoubt({ account, watch, incident }: Followed): boolean {
  return incident === DOUBT && account.secret !== null && watch.doubted === account.secret.id;
}

/** Nothing to enter with, and nothing on its way: only the person can ask for it, and nobody has told them (ACC-8). */
function isEmpty({ hasPassword, secret, personalisingUntil, sendFailed }: Account): boolean {
  return !hasPassword && secret === null && personalisingUntil === null && !sendFailed;
}

function isOver({ type, account, watch }: Followed, at: Date): boolean {
  const state = accountState(account, at);
  if (state === 'CLOS') return true;
  if (type === 'userOnboarding') return state === 'ACTIF';
  const { secret } = account;
  const pending =
    secret !== null && secret.id === watch.secretId && (secret.expiresAt === null || at < secret.expiresAt);
  return !pending && state !== 'PERSONNALISATION' && state !== 'SUSPENDU';
}

/** Something that happens at an absolute instant unless the awaited act comes first. `lapse`: the state changes by time alone. */
export interface FollowDeadline {
  at: Date;
  what: 'remind' | 'report' | 'lapse';
}

/** What is due when, the next first (REM-5, REM-6, ACC-5, ACC-7). */
export function followDeadlines({ type, account, watch }: Followed, policy: Policy): FollowDeadline[] {
  const { secret, personalisingUntil } = account;
  const deadlines: FollowDeadline[] = [];
  if (personalisingUntil !== null) deadlines.push({ at: personalisingUntil, what: 'lapse' });
  if (secret?.expiresAt != null) {
    const issued = secret.expiresAt.getTime() - policy.temporaryPasswordTtlMs;
    const remindAt = new Date(issued + (policy.rem5[0] ?? 0));
    if (policy.rem5.length > 0 && watch.reminded !== secret.id && remindAt < secret.expiresAt)
      deadlines.push({ at: remindAt, what: 'remind' });
    deadlines.push({ at: secret.expiresAt, what: 'lapse' });
  }
  // nobody has entered for good: the temporary password lapsed, or was used and no personal one was chosen, or was void
  const emptySince = watch.emptySince === undefined ? null : new Date(watch.emptySince);
  const unchosen = secret === null && !account.hasPassword ? (personalisingUntil ?? emptySince) : null;
  const lapsedAt = secret?.expiresAt ?? unchosen;
  const [delayMs] = policy.rem6;
  if (
    type === 'userOnboarding' &&
    lapsedAt !== null &&
    delayMs !== undefined &&
    !watch.reported &&
    account.lastLoginAt === null
  ) {
    const at = new Date(lapsedAt.getTime() + delayMs);
    deadlines.push({ at: shiftOutOfQuietHours(at, delayMs, null, policy.quietHours), what: 'report' });
  }
  return deadlines.sort((a, b) => a.at.getTime() - b.at.getTime());
}

export interface FollowedProjection {
  state: AccountState;
  waitingFor: WaitingFor | null;
  nextActionAt: Date | null;
  dueAt: null;
  ended: boolean;
}

/** The projection of the process (U2). */
export function projectFollowed(followed: Followed, policy: Policy, at: Date): FollowedProjection {
  const state = accountState(followed.account, at);
  const next = followDeadlines(followed, policy).find((deadline) => deadline.at > at);
  return {
    state,
    waitingFor: followed.ended ? null : waitingOf(state, followed),
    nextActionAt: followed.ended ? null : (next?.at ?? null),
    dueAt: null,
    ended: followed.ended,
  };
}

function waitingOf(state: AccountState, { account }: Followed): WaitingFor {
  const until = account.secret?.expiresAt ?? null;
  switch (state) {
    case 'CREE':
      return {
        who: 'SYSTEME',
        what: "l'envoi des deux courriels",
        until: null,
        then: 'Le délai de 24 heures commence.',
      };
    case 'ENVOI_ECHOUE':
      return {
        who: 'PARTENAIRE',
        what: "corriger l'adresse du compte",
        until: null,
        then: "L'identifiant et un mot de passe temporaire repartent.",
      };
    case 'ATTENTE_PREMIERE_CONNEXION':
      return {
        who: 'PARTENAIRE',
        what: 'se connecter avec le mot de passe temporaire',
        until,
        then: `Il expire${until === null ? '' : ` le ${frenchDate(until)}`} ; « Mot de passe oublié » en envoie un autre.`,
      };
    case 'PERSONNALISATION':
      return {
        who: 'PARTENAIRE',
        what: 'choisir son mot de passe',
        until: account.personalisingUntil,
        then: '« Mot de passe oublié » sera à refaire.',
      };
    case 'SUSPENDU':
      return { who: 'CAF', what: 'lever la suspension', until: null, then: 'Le compte redevient utilisable.' };
    default:
      return {
        who: 'PARTENAIRE',
        what: 'demander un autre mot de passe par « Mot de passe oublié »',
        until: null,
        then: 'Un nouveau mot de passe temporaire vaut 24 heures.',
      };
  }
}

function note(decision: FollowDecision, action: string, label: string, rule: string): void {
  const { account } = decision.followed;
  decision.audit.push({ action, entity: 'user', entityId: account.id, label, rule });
}
