import { finishCaseTask, fireCase, noteCase } from '../case/desk.ts';
import type { CaseDesk, CaseKind } from '../case/types.ts';
import { type Fault, invalid, missing } from '../errors.ts';
import { faultsOf } from '../formats/faults.ts';
import { notePeople } from '../people/desk.ts';
import type { CompleteTask } from '../task/completion.ts';
import { type Fields, text } from '../task/fields.ts';
import type { Task } from '../task/kinds.ts';
import { type ControlAct, gapsField } from './acts.ts';
import { restartGaps } from './deadlines.ts';
import { evidenceOf, isAwaited } from './items.ts';
import { mailEnded, mailGaps } from './mails.ts';
import type { ControlEvent, ControlState } from './transitions.ts';
import type { ControlFacts, ControlItem } from './types.ts';

type Desk = CaseDesk<ControlFacts, ControlState>;
type Kind = CaseKind<ControlFacts, ControlAct, ControlState, ControlEvent>;

/** What the Caf found: the control as a whole (EXAMINER_CONTROLE), or the correction of one gap (VERIFIER_CORRECTION). */
export function completeControlTask(desk: Desk, kind: Kind, act: CompleteTask): void {
  const task = finishCaseTask(desk, act);
  if (task.kind === 'VERIFIER_CORRECTION') return checkCorrection(desk, kind, task, act.fields);
  if (task.outcome === 'conform') return conform(desk, kind, act.fields);
  findGaps(desk, kind, act.fields);
}

/** All is well; where evidence never came, the Caf says why it is well all the same. */
function conform(desk: Desk, kind: Kind, fields: Fields): void {
  fireCase(desk, kind, 'conform');
  const { facts } = desk.case;
  const note = text(fields.note) || null;
  if (note === null && facts.items.some((item) => isAwaited(desk.people.roster, item, desk.at)))
    throw invalid([
      missing(
        'note',
        'Des pièces manquent : dites pourquoi le contrôle est conforme, ou relevez des écarts.',
        'OBL-15',
      ),
    ]);
  facts.reason = note;
  for (const item of facts.items) recordProof(desk, item);
  mailEnded(desk, 'CONFORME');
}

function findGaps(desk: Desk, kind: Kind, fields: Fields): void {
  fireCase(desk, kind, 'findGaps');
  const parsed = gapsField.safeParse(fields.gaps);
  if (!parsed.success) throw invalid(faultsOf(parsed.error).map((fault) => ({ ...fault, path: `gaps.${fault.path}` })));
  const { facts } = desk.case;
  const reasons = new Map(Object.entries(parsed.data).filter(([, reason]) => reason !== ''));
  const faults: Fault[] = [...reasons.keys()]
    .filter((id) => facts.items.every((item) => item.id !== id))
    .map((id) => ({ path: `gaps.${id}`, code: 'INTROUVABLE', message: "Ce point n'est pas du contrôle." }));
  for (const item of facts.items)
    if (!reasons.has(item.id) && isAwaited(desk.people.roster, item, desk.at))
      faults.push(missing(`gaps.${item.id}`, 'Cette pièce manque : dites ce qui est à corriger.', 'OBL-15'));
  if (reasons.size === 0 && faults.length === 0) faults.push(missing('gaps', 'Relevez au moins un écart.', 'OBL-15'));
  if (faults.length > 0) throw invalid(faults);
  for (const item of facts.items) {
    const reason = reasons.get(item.id);
    if (reason === undefined) recordProof(desk, item);
    else item.gap = { reason, correction: null, refused: null, corrected: false };
  }
  restartGaps(facts, desk.at);
  mailGaps(desk, 'first');
}

function checkCorrection(desk: Desk, kind: Kind, task: Task, fields: Fields): void {
  const { facts } = desk.case;
  const item = facts.items.find((one) => one.id === task.subject);
  fireCase(desk, kind, task.outcome === 'accept' ? 'accept' : 'reject');
  if (item?.gap == null) throw new Error(`Task ${task.id} is about no gap`);
  if (task.outcome === 'accept') {
    if (item.gap.correction === 'PREUVE') recordProof(desk, item);
    item.gap.corrected = true;
    return;
  }
  const reason = text(fields.reason);
  item.gap = { reason, correction: null, refused: item.gap.correction, corrected: false };
  restartGaps(facts, desk.at);
  mailGaps(desk, 'first');
}

/** What the Caf has accepted stands on the person from now on (REQ-9, FMT-8, REQ-16). */
function recordProof(desk: Desk, { userId, about, proof }: ControlItem): void {
  const account = desk.people.roster.accounts.find((one) => one.id === userId);
  if (proof === null || account === undefined) return;
  if (about === 'T1') account.diplomeVerifieLe = desk.at;
  if (proof.numeroInstructeur !== null) account.numeroInstructeur = proof.numeroInstructeur;
  if (proof.titre !== null) account.titre = proof.titre;
  notePeople(desk.people, 'user', userId, 'user.verified', `Pièce vérifiée au contrôle annuel (${about})`, {
    rule: evidenceOf(about).rule,
  });
  noteCase(desk, 'annualControl.verified', 'Pièce vérifiée', { rule: 'OBL-15', after: { userId, about } });
}
