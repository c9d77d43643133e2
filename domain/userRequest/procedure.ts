import { z } from 'zod';
import { isClosed } from '../account/state.ts';
import { ensureCaseTask, fieldText, finishCaseTask, fireCase, mailToAccount } from '../case/bench.ts';
import type { CaseBench, CaseKind, CaseTransition } from '../case/types.ts';
import { assertNever } from '../errors.ts';
import type { ParamsOf } from '../mail/types.ts';
import { carryOutChange } from './carryOut.ts';
import { ASKED_WORDS, type UserRequestFacts } from './types.ts';

const acts = z.discriminatedUnion('type', [
  z.object({ type: z.literal('cancel'), reason: z.string().trim().min(1).max(2_000) }),
  z.object({
    type: z.literal('completeTask'),
    taskId: z.string(),
    outcome: z.string(),
    fields: z.record(z.string(), z.unknown()),
  }),
]);
type UserRequestAct = z.output<typeof acts>;
type Bench = CaseBench<UserRequestFacts>;

// biome-ignore format: one line per transition
export const USER_REQUEST_TRANSITIONS: readonly CaseTransition[] = [
  { event: 'done',   from: ['A_TRAITER'], to: 'FAITE',   by: ['agent', 'process'],  tell: 'Fait par la Caf',     rules: ['RGT-17'] },
  { event: 'refuse', from: ['A_TRAITER'], to: 'REFUSEE', by: ['agent', 'operator'], tell: 'Refusé par la Caf',   rules: ['RGT-17'] },
  { event: 'moot',   from: ['A_TRAITER'], to: 'CLASSEE', by: ['process'],           tell: "Classée : la convention n'est plus en mode centralisé", rules: ['DEL-1'] },
];

/** In mode centralisé the administrateur asks, the Caf does it by completing its task, and who asked is told (DEL-1, RGT-17). */
export const userRequest: CaseKind<UserRequestFacts, UserRequestAct> = {
  type: 'userRequest',
  transitions: USER_REQUEST_TRANSITIONS,
  labels: { A_TRAITER: 'À traiter', FAITE: 'Faite', REFUSEE: 'Refusée', CLASSEE: 'Classée' },
  finals: ['FAITE', 'REFUSEE', 'CLASSEE'],
  acts,
  peopleOf: ({ askedBy, userId, asked }) => [
    askedBy,
    ...(userId === null ? [] : [userId]),
    ...(asked.what === 'close' && asked.replacementId !== null ? [asked.replacementId] : []),
  ],

  open() {},

  carryOut(bench, act) {
    switch (act.type) {
      case 'cancel':
        return refuse(bench, act.reason);
      case 'completeTask': {
        const { outcome } = finishCaseTask(bench, act);
        return outcome === 'done' ? done(bench) : refuse(bench, fieldText(act.fields, 'reason') ?? '');
      }
      default:
        return assertNever(act);
    }
  },

  settle(bench) {
    const { state, facts } = bench.case;
    if (state !== 'A_TRAITER') return;
    if (bench.people.organisation.mode !== 'CENTRALISE') return moot(bench);
    const already = doneAlready(bench);
    if (already !== null) {
      fireCase(bench, userRequest, 'done', { as: 'process', tell: `Déjà fait : ${already}` });
      return tell(bench, 'FAITE');
    }
    const words = `Mode centralisé, demande de l'administrateur : ${ASKED_WORDS[facts.asked.what]} (RGT-17).`;
    ensureCaseTask(bench, 'GERER_UTILISATEUR', words);
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

function done(bench: Bench): void {
  const { facts } = bench.case;
  facts.userId = carryOutChange(bench.people, facts.asked);
  forgetPerson(facts);
  fireCase(bench, userRequest, 'done');
  tell(bench, 'FAITE');
}

/** The account was closed or reactivated another way: on its own page, or on the date that was set before. Says which; null when not. */
function doneAlready({ case: { facts }, people, at }: Bench): string | null {
  const account = people.organisation.accounts.find(({ id }) => id === facts.userId);
  if (account === undefined) return null;
  const { what } = facts.asked;
  if (what === 'close' && isClosed(account, at)) return 'le compte est clos';
  return what === 'reactivate' && account.closesOn === null ? "le compte n'a plus de date de clôture" : null;
}

function refuse(bench: Bench, reason: string): void {
  const { facts } = bench.case;
  facts.answer = reason;
  forgetPerson(facts);
  fireCase(bench, userRequest, 'refuse');
  tell(bench, 'REFUSEE');
}

/** The organisme does it itself from now on, or nobody does: without a convention no account is managed (CONV-12). */
function moot(bench: Bench): void {
  const inForce = bench.people.organisation.convention !== null && bench.people.organisation.mode !== null;
  forgetPerson(bench.case.facts);
  fireCase(bench, userRequest, 'moot', {
    as: 'process',
    ...(inForce ? {} : { tell: "Classée : la convention n'est plus en vigueur (CONV-12)" }),
  });
  tell(bench, inForce ? 'CLASSEE' : 'SANS_CONVENTION');
}

/** What was typed of a person: the account holds it now, or nobody needs it. */
function forgetPerson(facts: UserRequestFacts): void {
  if (facts.asked.what === 'create') facts.asked = { ...facts.asked, input: null };
  if (facts.asked.what === 'edit') facts.asked = { ...facts.asked, changes: null };
}

/** MAIL-70 to who asked; whom it is about is on the page, not in the mail. */
function tell(bench: Bench, outcome: ParamsOf<'MAIL-70'>['outcome']): void {
  const { askedBy, asked, answer } = bench.case.facts;
  mailToAccount(bench, askedBy, `MAIL-70:${askedBy}`, {
    template: 'MAIL-70',
    organisme: bench.people.organisation.partner.raisonSociale,
    what: ASKED_WORDS[asked.what],
    outcome,
    reason: answer,
    link: { kind: 'page', path: `/demandes-utilisateurs/${bench.case.id}` },
  });
}
