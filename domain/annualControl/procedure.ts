import { dropCaseTasks, ensureCaseTask, fireCase, noteCase, nothingToRemind } from '../case/desk.ts';
import type { CaseDesk, CaseKind } from '../case/types.ts';
import { assertNever, DomainError, invalid } from '../errors.ts';
import { type ControlAct, type ControlActOf, controlActs } from './acts.ts';
import { controlDeadlines, escalationsBy, remindersBy, restartGaps } from './deadlines.ts';
import { completeControlTask } from './examine.ts';
import { evidenceOf, isAskedFor, isAwaited, isOpenGap, isToCheck, observed, proofFaults } from './items.ts';
import { mailAsked, mailEnded, mailEscalated, mailGaps } from './mails.ts';
import { CONTROL_FINALS, CONTROL_TRANSITIONS, type ControlEvent, type ControlState } from './transitions.ts';
import type { ControlFacts, ControlItem, Correction } from './types.ts';
import { controlWaiting } from './waiting.ts';

type Desk = CaseDesk<ControlFacts, ControlState>;

/** The yearly control of a partner's accesses (OBL-15, TIME-3): evidence, examination, gaps followed until they are corrected. */
export const annualControl: CaseKind<ControlFacts, ControlAct, ControlState, ControlEvent> = {
  type: 'annualControl',
  transitions: CONTROL_TRANSITIONS,
  labels: {
    OUVERT: 'Ouvert',
    PIECES_DEMANDEES: 'Pièces demandées',
    EXAMINE: 'À examiner par la Caf',
    CONFORME: 'Conforme',
    ECARTS: 'Écarts à corriger',
    ECARTS_CORRIGES: 'Écarts corrigés',
    ANNULE: 'Annulé',
  },
  marks: {
    OUVERT: 'done',
    PIECES_DEMANDEES: 'plain',
    EXAMINE: 'toDo',
    CONFORME: 'done',
    ECARTS: 'amiss',
    ECARTS_CORRIGES: 'done',
    ANNULE: 'plain',
  },
  finals: CONTROL_FINALS,
  acts: controlActs,
  peopleOf: ({ people }) => people,

  open(desk) {
    desk.case.facts.askedAt = desk.at.toISOString();
    fireCase(desk, annualControl, 'ask', { as: 'process' });
    mailAsked(desk, 'first');
  },

  carryOut(desk, act) {
    switch (act.type) {
      case 'giveProof':
        return giveProof(desk, act);
      case 'remind':
        return remind(desk);
      case 'cancel':
        desk.case.facts.reason = act.reason;
        fireCase(desk, annualControl, 'cancel', { tell: `Contrôle annulé : ${act.reason}` });
        return mailEnded(desk, 'ANNULE');
      case 'completeTask':
        return completeControlTask(desk, annualControl, act);
      default:
        return assertNever(act);
    }
  },

  settle(desk) {
    const { items } = desk.case.facts;
    const { roster } = desk.people;
    if (roster.convention === null) return endWithConvention(desk);
    if (desk.case.state === 'PIECES_DEMANDEES' && !items.some((item) => isAwaited(roster, item, desk.at)))
      fireCase(desk, annualControl, 'examine', {
        as: 'process',
        tell: 'Toutes les pièces sont là : à examiner par la Caf',
      });
    if (desk.case.state === 'EXAMINE') ensureCaseTask(desk, 'EXAMINER_CONTROLE', examineWords(desk));
    if (desk.case.state !== 'ECARTS') return;
    for (const item of items) followGap(desk, item);
    if (items.some((item) => isOpenGap(item) || isToCheck(item))) return;
    fireCase(desk, annualControl, 'correct', { as: 'process' });
    mailEnded(desk, 'ECARTS_CORRIGES');
  },

  deadlines: controlDeadlines,

  onDeadline(desk, { what }) {
    const { policy } = desk;
    const { facts, state } = desk.case;
    if (what === 'close')
      return fireCase(desk, annualControl, 'examine', {
        as: 'process',
        tell: 'Délai passé : à examiner par la Caf avec ce qui est là',
      });
    if (what === 'remind') {
      // one that the end brought forward leaves before its own delay is over
      facts.reminders = Math.max(facts.reminders + 1, remindersBy(facts.askedAt, policy.controlReminders, desk.at));
      // the end may have come in the same moment
      if (state !== 'PIECES_DEMANDEES') return;
      tell(desk, 'remind', 'Relance : pièces du contrôle annuel');
      return mailAsked(desk, String(facts.reminders));
    }
    const reminders = remindersBy(facts.gapsSince, policy.gapReminders, desk.at);
    if (what === 'remindGaps') {
      // the Caf may have been told in the same moment, and the administrateur with it
      if (reminders === facts.gapReminders) return;
      facts.gapReminders = reminders;
      tell(desk, 'remind', 'Relance : écarts à corriger');
      return mailGaps(desk, String(facts.gapReminders));
    }
    facts.gapReminders = reminders;
    facts.escalations = escalationsBy(facts, policy, desk.at);
    tell(desk, 'escalate', 'Écarts non corrigés : la Caf est alertée');
    mailEscalated(desk);
    mailGaps(desk, `escalation-${facts.escalations}`);
  },

  waiting: controlWaiting,
};

function giveProof(desk: Desk, act: ControlActOf<'giveProof'>): void {
  const { state, facts } = desk.case;
  const item = facts.items.find((one) => one.id === act.itemId);
  if (item === undefined) throw new DomainError('INTROUVABLE', "Ce point n'est pas du contrôle.", { rule: 'OBL-15' });
  fireCase(desk, annualControl, 'give');
  if (!isAskedFor(state, item))
    throw new DomainError('RIEN_A_FOURNIR', "Aucune pièce n'est attendue pour cette personne en ce moment.", {
      rule: 'OBL-15',
    });
  const { attachmentId, numeroInstructeur, titre } = act;
  const faults = proofFaults(item.about, { file: attachmentId !== null, numeroInstructeur, titre });
  if (faults.length > 0) throw invalid(faults);
  item.proof = { at: desk.at.toISOString(), attachmentId, numeroInstructeur, titre };
  if (item.gap !== null) Object.assign(item.gap, { correction: 'PREUVE', refused: null });
}

function remind(desk: Desk): void {
  const { state, facts } = desk.case;
  const turn = `by-hand:${desk.at.toISOString()}`;
  if (state === 'PIECES_DEMANDEES') mailAsked(desk, turn);
  else if (state === 'ECARTS' && facts.items.some(isOpenGap)) mailGaps(desk, turn);
  else throw nothingToRemind('Le partenaire', 'OBL-15');
  tell(desk, 'remind', 'Relance par la Caf');
}

/** CONV-13: closing the convention has ended every access there was to look at. */
function endWithConvention(desk: Desk): void {
  const { facts, state } = desk.case;
  if (annualControl.finals.includes(state)) return;
  facts.reason = "la convention n'est plus en vigueur";
  fireCase(desk, annualControl, 'cancel', {
    as: 'process',
    tell: `Contrôle annulé : ${facts.reason}, il n'y a plus d'accès à contrôler`,
    rule: 'CONV-13',
  });
  mailEnded(desk, 'SANS_CONVENTION');
}

/** A gap is corrected by what is seen, too: the access or the account is gone. An access that comes back is a gap again. */
function followGap(desk: Desk, item: ControlItem): void {
  const { gap } = item;
  if (gap === null || gap.corrected) return;
  const seen = observed(desk.people.roster, item, desk.at);
  if (gap.refused !== 'PREUVE' && gap.refused !== seen) gap.refused = null;
  if (gap.correction !== 'PREUVE' && gap.correction !== seen) {
    gap.correction = seen === gap.refused ? null : seen;
    dropCaseTasks(desk, 'VERIFIER_CORRECTION', item.id);
    if (gap.correction !== null) tell(desk, 'corrected', CORRECTED[gap.correction]);
    else if (seen === null) restartGaps(desk.case.facts, desk.at);
  }
  if (gap.correction !== null)
    ensureCaseTask(
      desk,
      'VERIFIER_CORRECTION',
      `${CORRECTED[gap.correction]} : ${evidenceOf(item.about).label}.`,
      item.id,
    );
}

const CORRECTED: Record<Correction, string> = {
  PREUVE: 'Une nouvelle pièce est apportée',
  ACCES_RETIRE: "L'accès est retiré",
  COMPTE_CLOS: 'Le compte est clos',
};

function examineWords(desk: Desk): string {
  const { year, items } = desk.case.facts;
  const missing = items.filter((item) => isAwaited(desk.people.roster, item, desk.at)).length;
  const rest = missing === 0 ? 'toutes les pièces demandées sont là' : `pièces manquantes : ${missing}`;
  return `Contrôle annuel ${year} : ${rest}.`;
}

function tell(desk: Desk, action: string, words: string): void {
  noteCase(desk, `annualControl.${action}`, words, { rule: 'OBL-15' });
}
