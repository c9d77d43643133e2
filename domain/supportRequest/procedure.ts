import { z } from 'zod';
import { ensureCaseTask, finishCaseTask, fireCase, noteCase, nothingToRemind } from '../case/desk.ts';
import type { Case, CaseDeadline, CaseDesk, CaseKind } from '../case/types.ts';
import { assertNever, DomainError } from '../errors.ts';
import { prose } from '../formats/schemas.ts';
import { shiftOutOfQuietHours } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { remindSchema } from '../process/remindAgain.ts';
import { type CompleteTask, completeTaskSchema } from '../task/completion.ts';
import { text as fieldOf } from '../task/fields.ts';
import { awaitComplement, complementDeadlinesOf, complementUntil } from './complement.ts';
import {
  assertReplaced,
  departureDue,
  departureSeenTo,
  departureWords,
  managerReplaced,
  workingDelay,
} from './departure.ts';
import { mailLate, mailTaken, mailUnsupplied, mailWords } from './mails.ts';
import { SUPPORT_TRANSITIONS, type SupportEvent, type SupportState } from './transitions.ts';
import type { Exchange, SupportFacts } from './types.ts';
import { waitingOf } from './waiting.ts';

const text = prose(4_000);
const acts = z.discriminatedUnion('type', [
  z.object({ type: z.literal('supply'), text }),
  remindSchema,
  z.object({ type: z.literal('cancel'), reason: text }),
  completeTaskSchema,
]);
type SupportAct = z.output<typeof acts>;
type Desk = CaseDesk<SupportFacts, SupportState>;

/** [P] §12 speaks of priority and gives no delay: working days. */
const ANSWER_DAYS = { PRIORITAIRE: 3, NON_PRIORITAIRE: 10 } as const;
const LATE_REMINDERS = 4;

/** A request of a partner to its Caf, from its first word to its answer (RGT-11, ADM-8, TIME-12). */
export const supportRequest: CaseKind<SupportFacts, SupportAct, SupportState, SupportEvent> = {
  type: 'supportRequest',
  transitions: SUPPORT_TRANSITIONS,
  labels: {
    A_TRAITER: 'À traiter par la Caf',
    COMPLEMENT_DEMANDE: 'Complément demandé',
    DEPART_SIGNALE: 'Départ signalé à la Caf',
    DEPART_GESTIONNAIRE: 'Gestionnaire à remplacer',
    REPONDUE: 'Répondue',
    TRAITE: 'Traité',
    CLASSEE: 'Classée',
  },
  marks: {
    A_TRAITER: 'plain',
    COMPLEMENT_DEMANDE: 'plain',
    DEPART_SIGNALE: 'plain',
    DEPART_GESTIONNAIRE: 'plain',
    REPONDUE: 'plain',
    TRAITE: 'plain',
    CLASSEE: 'plain',
  },
  finals: ['REPONDUE', 'TRAITE', 'CLASSEE'],
  acts,
  peopleOf: ({ askedBy, userId }) => (userId === null ? [askedBy] : [askedBy, userId]),

  open: (desk) => mailTaken(desk, 'first'),

  carryOut(desk, act) {
    switch (act.type) {
      case 'supply':
        say(desk, 'PARTENAIRE', act.text);
        if (desk.case.state === 'DEPART_GESTIONNAIRE') {
          assertReplaced(desk);
          return fireCase(desk, supportRequest, 'told');
        }
        Object.assign(desk.case.facts, { askedSince: null, reminders: 0 });
        return fireCase(desk, supportRequest, 'supply');
      case 'remind':
        noteCase(desk, 'supportRequest.remind', 'Relance par la Caf : complément attendu');
        return remind(desk, `again:${desk.at.toISOString()}`);
      case 'cancel':
        return close(desk, act.reason);
      case 'completeTask':
        return complete(desk, act);
      default:
        return assertNever(act);
    }
  },

  settle(desk) {
    const { state, facts } = desk.case;
    if (state === 'A_TRAITER') {
      const priority = facts.outcome === 'PRIORITAIRE' ? 'PRIORITAIRE' : 'NON_PRIORITAIRE';
      const words = `Demande de support ${priority === 'PRIORITAIRE' ? 'prioritaire' : 'non prioritaire'} : ${facts.subject}`;
      ensureCaseTask(desk, 'REPONDRE_DEMANDE', words, '', ANSWER_DAYS[priority]);
    } else if (state === 'DEPART_SIGNALE') {
      const seenTo = departureSeenTo(desk);
      if (seenTo === null) ensureCaseTask(desk, 'TRAITER_DEPART', departureWords(desk));
      else fireCase(desk, supportRequest, 'treat', { as: 'process', tell: `Départ traité : ${seenTo}` });
    } else if (state === 'DEPART_GESTIONNAIRE' && managerReplaced(desk))
      fireCase(desk, supportRequest, 'replaced', { as: 'process' });
    else if (state === 'COMPLEMENT_DEMANDE') awaitComplement(desk);
  },

  deadlines: (one, policy) =>
    one.state === 'COMPLEMENT_DEMANDE' ? complementDeadlinesOf(one, policy) : lateOf(one, policy),

  onDeadline(desk, { what }) {
    const { facts, state } = desk.case;
    if (what === 'expire') return expire(desk);
    facts.reminders += 1;
    if (what === 'remind') {
      // the end may have come in the same moment
      if (state !== 'COMPLEMENT_DEMANDE') return;
      noteCase(desk, 'supportRequest.remind', 'Relance : complément attendu', { rule: 'REM-1' });
      return remind(desk, `again-${facts.reminders}:${facts.askedSince}`);
    }
    const turn = `late-${openTask(desk.case)?.id ?? 'none'}-${facts.reminders}`;
    const toPartner = state === 'DEPART_GESTIONNAIRE';
    noteCase(desk, 'supportRequest.remind', toPartner ? 'Relance : gestionnaire à remplacer' : 'La Caf est en retard', {
      rule: 'TIME-12',
    });
    if (toPartner) mailTaken(desk, turn);
    else mailLate(desk, turn);
  },

  waiting: waitingOf,
};

/** A departure is told again after TIME-12; the Caf's answer once it is late, then each time as much has passed. */
function lateOf(one: Case<SupportFacts, SupportState>, policy: Policy): CaseDeadline[] {
  const { reminders } = one.facts;
  const first = one.state.startsWith('DEPART_') ? departureDue(one, policy) : openTask(one)?.due;
  if (first === undefined || reminders >= LATE_REMINDERS) return [];
  const at = reminders === 0 ? first : workingDelay(first, policy.departureMs * reminders);
  return [{ at: shiftOutOfQuietHours(at, policy.departureMs, null, policy.quietHours), what: 'late', rule: 'TIME-12' }];
}

function openTask(one: Case<SupportFacts>) {
  return one.tasks.find((task) => task.state === 'OUVERTE');
}

function complete(desk: Desk, act: CompleteTask): void {
  const task = finishCaseTask(desk, act);
  const words = fieldOf(act.fields.text) || fieldOf(act.fields.reason);
  desk.case.facts.reminders = 0;
  if (task.outcome === 'close') return close(desk, words);
  if (task.kind === 'TRAITER_DEPART') {
    const seenTo = departureSeenTo(desk);
    if (seenTo === null)
      throw new DomainError(
        'ANNEXE_3_REQUISE',
        "Aucune annexe 3 n'est engagée pour ce départ : demandez-la sur la page des administrateurs de l'organisme, ou classez le départ en disant pourquoi.",
        { rule: 'ADM-3' },
      );
    if (words !== '') noteCase(desk, 'supportRequest.note', words);
    return fireCase(desk, supportRequest, 'treat', { tell: `Départ traité : ${seenTo}` });
  }
  const event = task.outcome === 'ask' ? 'ask' : 'answer';
  say(desk, 'CAF', words);
  mailWords(desk, event, words, task.id, event === 'ask' ? complementUntil(desk) : undefined);
  fireCase(desk, supportRequest, event);
}

function close(desk: Desk, reason: string): void {
  say(desk, 'CAF', reason);
  mailWords(desk, 'close', reason, 'close');
  fireCase(desk, supportRequest, 'close');
}

/** Asks for the complement again, in the Caf's own words. */
function remind(desk: Desk, turn: string): void {
  const asked = desk.case.facts.exchanges.findLast(({ by }) => by === 'CAF');
  if (desk.case.state !== 'COMPLEMENT_DEMANDE' || asked === undefined) throw nothingToRemind('Le partenaire');
  mailWords(desk, 'remind', asked.text, turn, complementUntil(desk));
}

/** REM-1: the complement never came. */
function expire(desk: Desk): void {
  say(desk, 'SYSTEME', 'Le complément demandé n’est pas venu malgré les relances : la demande est classée.');
  mailUnsupplied(desk);
  fireCase(desk, supportRequest, 'expire', { as: 'process' });
}

function say(desk: Desk, by: Exchange['by'], words: string): void {
  desk.case.facts.exchanges.push({ at: desk.at.toISOString(), by, text: words });
}
