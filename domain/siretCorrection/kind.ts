import { isOpen } from '../document/types.ts';
import { ASK_DOCUMENTS } from '../dossier/asking.ts';
import { ESCALATION, remindersThen } from '../dossier/deadlines.ts';
import { dropEveryTask, note } from '../dossier/desk.ts';
import { fire } from '../dossier/fire.ts';
import type { DeadlineRule, Desk, Kind, Standing } from '../dossier/kind.ts';
import { DOCUMENT_OUTCOMES } from '../dossier/taskOutcomes.ts';
import { askCountersignature, dropCountersignature, watchReturned, watchSilence } from '../dossier/watch.ts';
import { parisDate } from '../policy/calendar.ts';
import { line, text } from '../task/fields.ts';
import { asksForCorrection, asksForVerification, asksTheCaf } from '../tuteur/verdict.ts';
import { type CorrectionAct, carryOutCorrection, correctionActSchema } from './acts.ts';
import {
  assertUnchanged,
  avenantInForce,
  avenantLost,
  currentAvenant,
  produceAvenant,
  settleCorrected,
} from './change.ts';
import {
  askDecision,
  beginDecision,
  CAF_DEADLINES,
  confirm,
  dropDecision,
  keep,
  lapsed,
  withdrawAvenant,
} from './decision.ts';
import { mailDigest, mailQuestion } from './mails.ts';
import { conventionLost, overReason } from './over.ts';
import { proposalFor } from './proposal.ts';
import { ASK_QUESTION, alreadyAnswered, askPartner, openQuestion, wasAnswered } from './question.ts';
import type { SiretCorrectionFacts as Facts } from './types.ts';

const STATES = {
  A_DECIDER: 'À décider par la Caf',
  PARTENAIRE_INTERROGE: 'Partenaire interrogé',
  AVENANT_A_SIGNER: 'Avenant à signer',
  AVENANT_SIGNE: 'Avenant à contresigner',
  CORRIGEE: 'SIRET corrigé',
  MAINTENUE: 'SIRET maintenu',
  SANS_OBJET: 'Sans objet',
  ABANDONNE: 'Abandonné',
} as const;
type State = keyof typeof STATES;
type On = Standing<Facts>;

const of = ({ dossier }: On) => dossier.facts.correction;
const over = ({ dossier }: On) => overReason(dossier) !== null;
const undoing = (standing: On) => of(standing).undoing !== null;

/** A newer file has another SIRET than the one that was written. */
function again({ dossier }: On): boolean {
  const check = dossier.tuteur?.check;
  if (check == null || dossier.tuteur?.reopening.ended === true) return false;
  if (asksForVerification(check)) return true;
  return asksForCorrection(check) && proposalFor(check)?.siret !== dossier.facts.correction.applied?.after;
}

/** What was kept was kept under a verdict: where a newer file has the Caf look at something else, it decides anew. */
function keptForAnother({ dossier }: On): boolean {
  const check = dossier.tuteur?.check;
  if (check == null || dossier.tuteur?.reopening.ended === true || !asksTheCaf(check)) return false;
  return asksForVerification(check) !== (dossier.facts.correction.verified ?? false);
}

/** The reopening is over, or nobody has taken the decision back in time. */
function closed(standing: On): boolean {
  if (standing.dossier.tuteur?.reopening.ended === true) return true;
  const end = undoEnd(standing);
  return !undoing(standing) && end !== null && standing.at >= end;
}

/** [P] until when a decision may be taken back. */
function undoEnd({ dossier, policy }: On): Date | null {
  const { applied, keptAt } = dossier.facts.correction;
  const since = applied?.at ?? keptAt;
  return since === null ? null : new Date(new Date(since).getTime() + policy.tutCorrection.undoMs);
}

const UNDO_END: DeadlineRule<Facts> = {
  of: (standing) => {
    const at = undoEnd(standing);
    return at === null ? [] : [{ at, what: 'close', rule: 'TUT-7' }];
  },
  fall: () => {}, // the story takes its outcome
};

/** Who does not sign leaves the decision to the Caf. */
const AVENANT_REMINDERS = remindersThen<Facts>(() => {});

/**
 * The SIRET of one tuteur, from the Caf's decision to the convention that bears it (domain.md §5, TUT-6 … TUT-8, TUT-11). Where its phases lead:
 * workflows/siretCorrection.
 */
export const siretCorrection = {
  type: 'siretCorrection',
  states: STATES,
  begins: 'A_DECIDER',
  phases: {
    decision: {
      label: 'La Caf décide',
      enter: beginDecision,
      keep: [askDecision],
      leave: dropDecision,
      outcomes: {
        over,
        lapsed,
        applied: (standing) => of(standing).decision?.what === 'CONFIRM' && avenantInForce(standing.dossier),
        toSign: (standing) => of(standing).decision?.what === 'CONFIRM',
        asked: (standing) => of(standing).decision?.what === 'ASK',
        kept: (standing) => of(standing).decision?.what === 'KEEP',
      },
      state: () => 'A_DECIDER',
      deadlines: [CAF_DEADLINES],
    },
    question: {
      label: 'Le partenaire répond',
      aside: true,
      enter: mailQuestion,
      outcomes: {
        over,
        answered: ({ dossier }) => wasAnswered(dossier.facts),
        silent: ({ dossier }) => openQuestion(dossier.facts) === null,
      },
      state: () => 'PARTENAIRE_INTERROGE',
      asks: ASK_QUESTION,
      deadlines: [remindersThen<Facts>(() => {})],
    },
    avenant: {
      label: "Le partenaire signe l'avenant",
      aside: true,
      enter: produceAvenant,
      keep: [watchReturned, watchSilence],
      outcomes: {
        over,
        stays: (standing) => undoing(standing) && avenantLost(standing.dossier),
        lost: ({ dossier }) => avenantLost(dossier),
        signed: ({ dossier }) => currentAvenant(dossier)?.state === 'SIGNE_PARTENAIRE',
      },
      state: () => 'AVENANT_A_SIGNER',
      asks: { ...ASK_DOCUMENTS, lapses: 'la Caf décide à nouveau' },
      deadlines: [AVENANT_REMINDERS, ESCALATION], // REM-3
    },
    countersignature: {
      label: 'La Caf contresigne',
      aside: true,
      enter: askCountersignature,
      leave: dropCountersignature,
      outcomes: {
        over: ({ dossier }) => conventionLost(dossier) !== null, // what bears a signature goes on
        stays: (standing) => undoing(standing) && avenantLost(standing.dossier),
        lost: ({ dossier }) => avenantLost(dossier),
        restored: (standing) => undoing(standing) && avenantInForce(standing.dossier),
        applied: ({ dossier }) => avenantInForce(dossier),
        returned: ({ dossier }) => currentAvenant(dossier)?.state !== 'SIGNE_PARTENAIRE',
      },
      state: () => 'AVENANT_SIGNE',
    },
    corrected: {
      label: 'Correction faite',
      aside: true,
      enter: settleCorrected,
      outcomes: {
        undone: (standing) => undoing(standing) && restoredAtOnce(standing),
        restoring: undoing,
        again,
        closed,
      },
      state: () => 'CORRIGEE',
      waiting: () => UNDOABLE,
      deadlines: [UNDO_END],
    },
    kept: {
      label: 'SIRET gardé',
      aside: true,
      enter: settleKept,
      outcomes: { undone: undoing, again: keptForAnother, closed },
      state: () => 'MAINTENUE',
      waiting: () => UNDOABLE,
      deadlines: [UNDO_END],
    },
  },
  ends: {
    CORRIGEE: { words: 'SIRET corrigé' },
    MAINTENUE: { words: 'SIRET maintenu' },
    SANS_OBJET: { words: 'correction sans objet', reached: endNeedless },
    ABANDONNE: { words: 'correction abandonnée', reached: endLapsed },
  },
  marks: {
    A_DECIDER: 'plain',
    PARTENAIRE_INTERROGE: 'plain',
    AVENANT_A_SIGNER: 'plain',
    AVENANT_SIGNE: 'plain',
    CORRIGEE: 'plain',
    MAINTENUE: 'plain',
    SANS_OBJET: 'stopped',
    ABANDONNE: 'stopped',
  },
  acts: correctionActSchema,
  carryOut: carryOutCorrection,
  taskOutcomes: {
    ...DOCUMENT_OUTCOMES,
    'CONTRESIGNER.countersign': (desk) => {
      assertUnchanged(desk);
      DOCUMENT_OUTCOMES['CONTRESIGNER.countersign'](desk);
    },
    'CONTRESIGNER.refuse': (desk, _task, { reason }) => withdrawAvenant(desk, text(reason)),
    'CORRIGER_DOCUMENTS.abandon': (desk, _task, { reason }) => withdrawAvenant(desk, text(reason)),
    'RELANCER.abandon': (desk, _task, { reason }) => withdrawAvenant(desk, text(reason)),
    'CORRIGER_SIRET_TUTEUR.confirm': (desk, _task, { siret, from }) => confirm(desk, line(siret), line(from)),
    'CORRIGER_SIRET_TUTEUR.keep': (desk, _task, { reason }) => keep(desk, text(reason)),
    'CORRIGER_SIRET_TUTEUR.ask': (desk, _task, { question }) => askPartner(desk, text(question)),
    'A_VERIFIER.keep': (desk, _task, { reason }) => keep(desk, text(reason)),
    'A_VERIFIER.ask': (desk, _task, { question }) => askPartner(desk, text(question)),
  },
  always: [],
  deadlines: [],
  plan: () => [],
  partnerKnows: ({ facts }) => facts.correction.question !== null,
  answered: alreadyAnswered,
} as const satisfies Kind<Facts, State, CorrectionAct>;

const UNDOABLE = {
  who: 'SYSTEME',
  what: 'la fin de la réouverture',
  until: null,
  then: 'Jusque-là, la Caf peut revenir sur sa décision.',
} as const;

/** Same SIREN: the former SIRET is back with the act that undoes. */
function restoredAtOnce({ dossier }: On): boolean {
  const { applied } = dossier.facts.correction;
  return (
    avenantInForce(dossier) && currentAvenant(dossier)?.content.avenant?.after.siret === applied?.before.convention
  );
}

function settleKept(desk: Desk<Facts>): void {
  const { correction } = desk.dossier.facts;
  const check = desk.dossier.tuteur?.check;
  Object.assign(correction, { keptAt: desk.at.toISOString(), verified: check != null && asksForVerification(check) });
}

/** What waited is not wanted any more, and everyone reads why. */
function endNeedless(desk: Desk<Facts>): void {
  end(desk, overReason(desk.dossier) ?? 'Sans objet.');
}

/** Nobody has decided in time: the Caf is told, in one mail a day for all of its corrections. */
function endLapsed(desk: Desk<Facts>): void {
  end(desk, "La Caf n'a pas décidé dans le délai.");
  mailDigest(desk, 'FIN', parisDate(desk.at));
}

function end(desk: Desk<Facts>, reason: string): void {
  const { dossier } = desk;
  for (const document of dossier.documents.filter(isOpen)) fire(desk, document, 'withdraw', { as: 'process', reason });
  dropEveryTask(desk);
  dossier.facts.endReason = reason;
  note(desk, 'dossier.end', `Dossier terminé : ${reason}`, { rule: 'TUT-7' });
}
