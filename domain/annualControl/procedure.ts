import { dropCaseTasks, ensureCaseTask, fireCase, noteCase } from '../case/bench.ts';
import type { CaseBench, CaseKind } from '../case/types.ts';
import { assertNever, DomainError, invalid } from '../errors.ts';
import { type ControlAct, type ControlActOf, controlActs } from './acts.ts';
import { controlDeadlines, escalationsBy, remindersBy, restartGaps } from './deadlines.ts';
import { completeControlTask } from './examine.ts';
import { EVIDENCE, isAskedFor, isAwaited, isOpenGap, isToCheck, observed, proofFaults } from './items.ts';
import { mailAsked, mailEnded, mailEscalated, mailGaps } from './mails.ts';
import { CONTROL_FINALS, CONTROL_TRANSITIONS } from './transitions.ts';
import type { ControlFacts, ControlItem, Correction } from './types.ts';
import { controlWaiting } from './waiting.ts';

type Bench = CaseBench<ControlFacts>;

/** The yearly control of a partner's accesses (OBL-15, TIME-3): evidence, examination, gaps followed until they are corrected. */
export const annualControl: CaseKind<ControlFacts, ControlAct> = {
  type: 'annualControl',
  transitions: CONTROL_TRANSITIONS,
  labels: {
    OUVERT: 'Ouvert',
    PIECES_DEMANDEES: 'Pièces demandées',
    EXAMINE: 'À examiner',
    CONFORME: 'Conforme',
    ECARTS: 'Écarts à corriger',
    ECARTS_CORRIGES: 'Écarts corrigés',
    ANNULE: 'Annulé',
  },
  finals: CONTROL_FINALS,
  acts: controlActs,
  peopleOf: ({ people }) => people,

  open(bench) {
    bench.case.facts.askedAt = bench.at.toISOString();
    fireCase(bench, annualControl, 'ask', { as: 'process' });
    mailAsked(bench, 'first');
  },

  carryOut(bench, act) {
    switch (act.type) {
      case 'giveProof':
        return giveProof(bench, act);
      case 'remind':
        return remind(bench);
      case 'cancel':
        bench.case.facts.reason = act.reason;
        fireCase(bench, annualControl, 'cancel', { tell: `Contrôle annulé : ${act.reason}` });
        return mailEnded(bench, 'ANNULE');
      case 'completeTask':
        return completeControlTask(bench, annualControl, act);
      default:
        return assertNever(act);
    }
  },

  settle(bench) {
    const { items } = bench.case.facts;
    const { organisation } = bench.people;
    if (organisation.convention === null) return endWithConvention(bench);
    if (bench.case.state === 'PIECES_DEMANDEES' && !items.some((item) => isAwaited(organisation, item, bench.at)))
      fireCase(bench, annualControl, 'examine', {
        as: 'process',
        tell: 'Toutes les pièces sont là : à examiner par la Caf',
      });
    if (bench.case.state === 'EXAMINE') ensureCaseTask(bench, 'EXAMINER_CONTROLE', examineWords(bench));
    if (bench.case.state !== 'ECARTS') return;
    for (const item of items) followGap(bench, item);
    if (items.some((item) => isOpenGap(item) || isToCheck(item))) return;
    fireCase(bench, annualControl, 'correct', { as: 'process' });
    mailEnded(bench, 'ECARTS_CORRIGES');
  },

  deadlines: controlDeadlines,

  onDeadline(bench, { what }) {
    const { policy } = bench;
    const { facts, state } = bench.case;
    if (what === 'close')
      return fireCase(bench, annualControl, 'examine', {
        as: 'process',
        tell: 'Délai passé : à examiner par la Caf avec ce qui est là',
      });
    if (what === 'remind') {
      // one that the end brought forward leaves before its own delay is over
      facts.reminders = Math.max(facts.reminders + 1, remindersBy(facts.askedAt, policy.controlReminders, bench.at));
      // the end may have come in the same moment
      if (state !== 'PIECES_DEMANDEES') return;
      tell(bench, 'remind', 'Relance : pièces du contrôle annuel');
      return mailAsked(bench, String(facts.reminders));
    }
    const reminders = remindersBy(facts.gapsSince, policy.gapReminders, bench.at);
    if (what === 'remindGaps') {
      // the Caf may have been told in the same moment, and the administrateur with it
      if (reminders === facts.gapReminders) return;
      facts.gapReminders = reminders;
      tell(bench, 'remind', 'Relance : écarts à corriger');
      return mailGaps(bench, String(facts.gapReminders));
    }
    facts.gapReminders = reminders;
    facts.escalations = escalationsBy(facts, policy, bench.at);
    tell(bench, 'escalate', 'Écarts non corrigés : la Caf est alertée');
    mailEscalated(bench);
    mailGaps(bench, `escalation-${facts.escalations}`);
  },

  waiting: controlWaiting,
};

function giveProof(bench: Bench, act: ControlActOf<'giveProof'>): void {
  const { state, facts } = bench.case;
  const item = facts.items.find((one) => one.id === act.itemId);
  if (item === undefined) throw new DomainError('INTROUVABLE', "Ce point n'est pas du contrôle.", { rule: 'OBL-15' });
  fireCase(bench, annualControl, 'give');
  if (!isAskedFor(state, item))
    throw new DomainError('RIEN_A_FOURNIR', "Aucune pièce n'est attendue pour cette personne en ce moment.", {
      rule: 'OBL-15',
    });
  const { attachmentId, numeroInstructeur, titre } = act;
  const faults = proofFaults(item.about, { file: attachmentId !== null, numeroInstructeur, titre });
  if (faults.length > 0) throw invalid(faults);
  item.proof = { at: bench.at.toISOString(), attachmentId, numeroInstructeur, titre };
  if (item.gap !== null) Object.assign(item.gap, { correction: 'PREUVE', refused: null });
}

function remind(bench: Bench): void {
  const { state, facts } = bench.case;
  const turn = `by-hand:${bench.at.toISOString()}`;
  if (state === 'PIECES_DEMANDEES') mailAsked(bench, turn);
  else if (state === 'ECARTS' && facts.items.some(isOpenGap)) mailGaps(bench, turn);
  else throw new DomainError('RIEN_A_RELANCER', "Le partenaire n'a rien à fournir en ce moment.", { rule: 'OBL-15' });
  tell(bench, 'remind', 'Relance par la Caf');
}

/** CONV-13: closing the convention has ended every access there was to look at. */
function endWithConvention(bench: Bench): void {
  const { facts, state } = bench.case;
  if ((CONTROL_FINALS as readonly string[]).includes(state)) return;
  facts.reason = "la convention n'est plus en vigueur";
  fireCase(bench, annualControl, 'cancel', {
    as: 'process',
    tell: `Contrôle annulé : ${facts.reason}, il n'y a plus d'accès à contrôler (CONV-13)`,
  });
  mailEnded(bench, 'SANS_CONVENTION');
}

/** A gap is corrected by what is seen, too: the access or the account is gone. An access that comes back is a gap again. */
function followGap(bench: Bench, item: ControlItem): void {
  const { gap } = item;
  if (gap === null || gap.corrected) return;
  const seen = observed(bench.people.organisation, item, bench.at);
  if (gap.refused !== 'PREUVE' && gap.refused !== seen) gap.refused = null;
  if (gap.correction !== 'PREUVE' && gap.correction !== seen) {
    gap.correction = seen === gap.refused ? null : seen;
    dropCaseTasks(bench, 'VERIFIER_CORRECTION', item.id);
    if (gap.correction !== null) tell(bench, 'corrected', CORRECTED[gap.correction]);
    else if (seen === null) restartGaps(bench.case.facts, bench.at);
  }
  if (gap.correction !== null)
    ensureCaseTask(
      bench,
      'VERIFIER_CORRECTION',
      `${CORRECTED[gap.correction]} : ${EVIDENCE[item.about].label}.`,
      item.id,
    );
}

const CORRECTED: Record<Correction, string> = {
  PREUVE: 'Une nouvelle pièce est apportée',
  ACCES_RETIRE: "L'accès est retiré",
  COMPTE_CLOS: 'Le compte est clos',
};

function examineWords(bench: Bench): string {
  const { year, items } = bench.case.facts;
  const missing = items.filter((item) => isAwaited(bench.people.organisation, item, bench.at)).length;
  const rest = missing === 0 ? 'toutes les pièces demandées sont là' : `pièces manquantes : ${missing}`;
  return `Contrôle annuel ${year} : ${rest} (OBL-15).`;
}

function tell(bench: Bench, action: string, words: string): void {
  noteCase(bench, `annualControl.${action}`, words, { rule: 'OBL-15' });
}
