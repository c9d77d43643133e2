import { z } from 'zod';
import { MEDIA_TYPES } from '../attachment/mediaType.ts';
import {
  dropCaseTasks,
  ensureCaseTask,
  finishCaseTask,
  fireCase,
  noteCase,
  nothingToRemind,
  openCaseTask,
} from '../case/desk.ts';
import type { CaseDesk, CaseKind } from '../case/types.ts';
import { assertNever } from '../errors.ts';
import { remindSchema } from '../process/remindAgain.ts';
import { DEMARCHES } from '../protege/demarches.ts';
import { type CompleteTask, completeTaskSchema } from '../task/completion.ts';
import { text } from '../task/fields.ts';
import { complementDeadlines, complementUntil } from './complement.ts';
import { mailTuteur } from './mails.ts';
import {
  DEMARCHE_STATE_MARKS,
  DEMARCHE_STATE_WORDS,
  DEMARCHE_TRANSITIONS,
  type DemarcheEvent,
  type DemarcheState,
} from './transitions.ts';
import type { DemarcheFacts, JoinedFile, Said } from './types.ts';
import { waitingOf } from './waiting.ts';

const joinedFile = z.object({ id: z.string().min(1), mediaType: z.enum(MEDIA_TYPES), size: z.int().positive() });
const acts = z.discriminatedUnion('type', [
  z.object({ type: z.literal('take') }),
  /** the complement: its words and the file that is joined, each sealed before the act is stored */
  z.object({
    type: z.literal('supply'),
    wordsId: z.string().min(1).nullable(),
    file: joinedFile.nullable().default(null),
  }),
  z.object({ type: z.literal('withdraw') }),
  remindSchema,
  completeTaskSchema,
]);
type DemarcheAct = z.output<typeof acts>;
type Desk = CaseDesk<DemarcheFacts, DemarcheState>;

/** How the Caf's decision goes on, by the outcome of its task. */
const DECIDED = {
  accept: { field: 'note', event: 'accept' },
  ask: { field: 'text', event: 'ask' },
  refuse: { field: 'reason', event: 'refuse' },
  close: { field: 'reason', event: 'close' },
} as const;

/**
 * What a tuteur declares online for a protégé (TUT-14), from its deposit to the Caf's decision. What is declared and said is personal data:
 * it is kept sealed, and acts carry ids alone.
 */
export const demarche: CaseKind<DemarcheFacts, DemarcheAct, DemarcheState, DemarcheEvent> = {
  type: 'demarche',
  transitions: DEMARCHE_TRANSITIONS,
  labels: DEMARCHE_STATE_WORDS,
  marks: DEMARCHE_STATE_MARKS,
  finals: ['TRAITEE', 'REFUSEE', 'CLASSEE', 'RETIREE'],
  acts,
  peopleOf: ({ askedBy }) => [askedBy],

  open() {},

  carryOut(desk, act) {
    switch (act.type) {
      case 'take':
        fireCase(desk, demarche, 'take');
        return hold(desk);
      case 'supply':
        fireCase(desk, demarche, 'supply');
        return say(desk, 'TUTEUR', 'supply', act.wordsId, act.file);
      case 'withdraw':
        return fireCase(desk, demarche, 'withdraw');
      case 'remind':
        return remindByHand(desk);
      case 'completeTask':
        return decide(desk, act);
      default:
        return assertNever(act);
    }
  },

  settle(desk) {
    const { state, facts } = desk.case;
    if (state === 'DEPOSEE' || state === 'EN_TRAITEMENT')
      ensureCaseTask(desk, 'TRAITER_DEMARCHE', `Démarche ${facts.number} : ${DEMARCHES[facts.form]}`);
    else dropCaseTasks(desk, 'TRAITER_DEMARCHE');
  },

  deadlines: ({ facts }, policy) => complementDeadlines(facts, policy),

  onDeadline(desk, { what }) {
    const { facts } = desk.case;
    // both may come in the same moment: the end comes first
    if (facts.askedSince === null) return;
    if (what === 'expire') {
      say(desk, 'SYSTEME', 'expire', null);
      fireCase(desk, demarche, 'expire', { as: 'process' });
      return mailTuteur(desk, 'expire', 'expire');
    }
    facts.reminders += 1;
    noteCase(desk, 'demarche.remind', 'Relance : complément attendu', { rule: 'TUT-14' });
    remind(desk, `again-${facts.reminders}:${facts.askedSince}`);
  },

  waiting: waitingOf,
};

/** The task is whose takes the démarche in charge. */
function hold(desk: Desk): void {
  const task = openCaseTask(desk, 'TRAITER_DEMARCHE');
  if (task !== undefined) task.assigneeId ??= desk.actor.id;
}

function decide(desk: Desk, act: CompleteTask): void {
  const { id, outcome } = finishCaseTask(desk, act);
  const { field, event } = DECIDED[outcome as keyof typeof DECIDED];
  const words = text(act.fields[field]);
  say(desk, 'CAF', event, words === '' ? null : words);
  fireCase(desk, demarche, event);
  if (event === 'ask') desk.case.facts.askedSince = desk.at.toISOString();
  mailTuteur(desk, event, id, complementUntil(desk.case.facts, desk.policy) ?? undefined);
}

function remindByHand(desk: Desk): void {
  if (desk.case.facts.askedSince === null) throw nothingToRemind('Le tuteur');
  noteCase(desk, 'demarche.remind', 'Relance par la Caf : complément attendu');
  remind(desk, `again:${desk.at.toISOString()}`);
}

function remind(desk: Desk, turn: string): void {
  mailTuteur(desk, 'remind', turn, complementUntil(desk.case.facts, desk.policy) ?? undefined);
}

/** What was said, in its order; whatever is said ends the wait for a complement. */
function say(
  desk: Desk,
  by: Said['by'],
  what: Said['what'],
  wordsId: string | null,
  file: JoinedFile | null = null,
): void {
  const { facts } = desk.case;
  const said: Said = { at: desk.at.toISOString(), by, what, wordsId };
  facts.exchanges.push(file === null ? said : { ...said, file });
  Object.assign(facts, { askedSince: null, reminders: 0 });
}
