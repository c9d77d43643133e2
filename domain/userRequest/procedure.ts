import { z } from 'zod';
import { isClosed } from '../account/state.ts';
import { ensureCaseTask, finishCaseTask, fireCase, mailToAccount } from '../case/desk.ts';
import type { CaseDesk, CaseKind, CaseTransition } from '../case/types.ts';
import { assertNever } from '../errors.ts';
import { prose } from '../formats/schemas.ts';
import type { ParamsOf } from '../mail/registry.ts';
import { completeTaskSchema } from '../task/completion.ts';
import { text } from '../task/fields.ts';
import { carryOutChange } from './carryOut.ts';
import { ASKED_WORDS, type UserRequestFacts, type UserRequestState } from './types.ts';

const acts = z.discriminatedUnion('type', [
  z.object({ type: z.literal('cancel'), reason: prose(2_000) }),
  completeTaskSchema,
]);
type UserRequestAct = z.output<typeof acts>;
type Desk = CaseDesk<UserRequestFacts, UserRequestState>;

// biome-ignore format: one line per transition
export const USER_REQUEST_TRANSITIONS = [
  { event: 'done',   from: ['A_TRAITER'], to: 'FAITE',   by: ['agent', 'process'],  tell: 'Fait par la Caf',     rules: ['RGT-17'] },
  { event: 'refuse', from: ['A_TRAITER'], to: 'REFUSEE', by: ['agent', 'operator'], tell: 'Refusé par la Caf',   rules: ['RGT-17'] },
  { event: 'moot',   from: ['A_TRAITER'], to: 'CLASSEE', by: ['process'],           tell: "Classée : la convention n'est plus en mode centralisé", rules: ['DEL-1'] },
] as const satisfies readonly CaseTransition<UserRequestState>[];
type UserRequestEvent = (typeof USER_REQUEST_TRANSITIONS)[number]['event'];

/** In mode centralisé the administrateur asks, the Caf does it by completing its task, and who asked is told (DEL-1, RGT-17). */
export const userRequest: CaseKind<UserRequestFacts, UserRequestAct, UserRequestState, UserRequestEvent> = {
  type: 'userRequest',
  transitions: USER_REQUEST_TRANSITIONS,
  labels: { A_TRAITER: 'À traiter par la Caf', FAITE: 'Faite', REFUSEE: 'Refusée', CLASSEE: 'Classée' },
  marks: { A_TRAITER: 'plain', FAITE: 'done', REFUSEE: 'amiss', CLASSEE: 'plain' },
  finals: ['FAITE', 'REFUSEE', 'CLASSEE'],
  acts,
  peopleOf: ({ askedBy, userId, asked }) => [
    askedBy,
    ...(userId === null ? [] : [userId]),
    ...(asked.what === 'close' && asked.replacementId !== null ? [asked.replacementId] : []),
  ],

  open() {},

  carryOut(desk, act) {
    switch (act.type) {
      case 'cancel':
        return refuse(desk, act.reason);
      case 'completeTask': {
        const { outcome } = finishCaseTask(desk, act);
        return outcome === 'done' ? done(desk) : refuse(desk, text(act.fields.reason));
      }
      default:
        return assertNever(act);
    }
  },

  settle(desk) {
    const { state, facts } = desk.case;
    if (state !== 'A_TRAITER') return;
    if (desk.people.roster.mode !== 'CENTRALISE') return moot(desk);
    const already = doneAlready(desk);
    if (already !== null) {
      fireCase(desk, userRequest, 'done', { as: 'process', tell: `Déjà fait : ${already}` });
      return tell(desk, 'FAITE');
    }
    const words = `Mode centralisé, demande de l'administrateur : ${ASKED_WORDS[facts.asked.what]}.`;
    ensureCaseTask(desk, 'GERER_UTILISATEUR', words);
  },

  deadlines: () => [],
  onDeadline() {},

  waiting: (one) => ({
    who: 'CAF',
    what: `traiter la demande : ${ASKED_WORDS[one.facts.asked.what]}`,
    until: one.tasks.find((task) => task.state === 'OUVERTE')?.due ?? null,
    then: 'La réponse part par courriel ; en retard, la tâche est signalée.',
  }),
};

function done(desk: Desk): void {
  const { facts } = desk.case;
  facts.userId = carryOutChange(desk.people, facts.asked);
  forgetPerson(facts);
  fireCase(desk, userRequest, 'done');
  tell(desk, 'FAITE');
}

/** The account was closed or reactivated another way: on its own page, or on the date that was set before. Says which; null when not. */
function doneAlready({ case: { facts }, people, at }: Desk): string | null {
  const account = people.roster.accounts.find(({ id }) => id === facts.userId);
  if (account === undefined) return null;
  const { what } = facts.asked;
  if (what === 'close' && isClosed(account, at)) return 'le compte est clos';
  return what === 'reactivate' && account.closesOn === null ? "le compte n'a plus de date de clôture" : null;
}

function refuse(desk: Desk, reason: string): void {
  const { facts } = desk.case;
  facts.answer = reason;
  forgetPerson(facts);
  fireCase(desk, userRequest, 'refuse');
  tell(desk, 'REFUSEE');
}

/** The organisme does it itself from now on, or nobody does: without a convention no account is managed (CONV-12). */
function moot(desk: Desk): void {
  const inForce = desk.people.roster.convention !== null && desk.people.roster.mode !== null;
  forgetPerson(desk.case.facts);
  fireCase(desk, userRequest, 'moot', {
    as: 'process',
    ...(inForce ? {} : { tell: "Classée : la convention n'est plus en vigueur", rule: 'CONV-12' }),
  });
  tell(desk, inForce ? 'CLASSEE' : 'SANS_CONVENTION');
}

/** What was typed of a person: the account holds it now, or nobody needs it. */
function forgetPerson(facts: UserRequestFacts): void {
  if (facts.asked.what === 'create') facts.asked = { ...facts.asked, input: null };
  if (facts.asked.what === 'edit') facts.asked = { ...facts.asked, changes: null };
}

/** MAIL-70 to who asked; whom it is about is on the page, not in the mail. */
function tell(desk: Desk, outcome: ParamsOf<'MAIL-70'>['outcome']): void {
  const { askedBy, asked, answer } = desk.case.facts;
  mailToAccount(desk, askedBy, `MAIL-70:${askedBy}`, {
    template: 'MAIL-70',
    organisme: desk.people.roster.partner.raisonSociale,
    what: ASKED_WORDS[asked.what],
    outcome,
    reason: answer,
    link: { kind: 'page', path: `/demandes-utilisateurs/${desk.case.id}` },
  });
}
