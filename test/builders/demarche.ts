import { decideCase, projectCase } from '../../domain/case/decide.ts';
import type { Case } from '../../domain/case/types.ts';
import { readAct } from '../../domain/command/acts.ts';
import { type Actor, PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import type { Answer } from '../../domain/demarche/answers.ts';
import { quartersOver, yearsOver } from '../../domain/demarche/calendar.ts';
import { appliesTo } from '../../domain/demarche/check.ts';
import type { DemarcheForm, Field } from '../../domain/demarche/forms/form.ts';
import { demarche } from '../../domain/demarche/procedure.ts';
import type { DemarcheState } from '../../domain/demarche/transitions.ts';
import type { DemarcheFacts } from '../../domain/demarche/types.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { AGENT, BEGIN, contextAt, roster } from './control.ts';

export const TODAY = '2026-10-10';

const shifted = (today: string, days: number) =>
  new Date(Date.parse(`${today}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** A value that suits a field, of made-up people. */
function right(field: Field, today: string): Answer {
  switch (field.kind) {
    case 'line':
    case 'text':
      return 'Secrète Confidence';
    case 'phone':
      return '+33148000000';
    case 'siret':
      return '99991041700016';
    case 'postcode':
      return '93000';
    case 'yesNo':
      return true;
    case 'choice':
      return Object.keys(field.choices)[0] ?? '';
    case 'choices':
      return Object.keys(field.choices).slice(0, 2);
    case 'date':
      return shifted(today, field.dates === 'future' ? 40 : -40);
    case 'month':
      return shifted(today, field.dates === 'future' ? 70 : -70).slice(0, 7);
    case 'period':
      return { from: shifted(today, -40), to: shifted(today, -10) };
    case 'quarter':
      return quartersOver(today, 1)[0] ?? '';
    case 'year':
      return yearsOver(today, 1)[0] ?? '';
    case 'number':
      return Math.max(field.min, 4);
    case 'amount':
      return Math.max(field.min, 10.5);
    case 'monthly':
      return [0, 987.65, 12];
    case 'children': {
      const child = { lastName: 'Tue', firstName: 'Muette', birthDate: shifted(today, -900) };
      return [field.situations === undefined ? child : { ...child, situation: Object.keys(field.situations)[0] ?? '' }];
    }
  }
}

/** A form filled in wherever it may be, `chosen` first. */
export function rightAnswers(
  form: DemarcheForm,
  chosen: Readonly<Record<string, Answer>> = {},
  today = TODAY,
): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  for (const field of form.fields)
    if (appliesTo(field, answers) === true) answers[field.key] = chosen[field.key] ?? right(field, today);
  return answers;
}

export type DemarcheCase = Case<DemarcheFacts, DemarcheState>;

/** What Nadia of Les Lutins declared of a protégé. */
export function newDemarche(state: DemarcheState, over: Partial<DemarcheFacts> = {}): DemarcheCase {
  const facts: DemarcheFacts = {
    form: 'ADRESSE',
    protege: 'ref-1',
    number: 'DEM-4K7M2Q9X',
    askedBy: 'nadia',
    declaredId: 'declared',
    exchanges: [],
    askedSince: state === 'COMPLEMENT_DEMANDE' ? BEGIN.toISOString() : null,
    reminders: 0,
    ...over,
  };
  return {
    ...{ id: 'demarche-1', type: 'demarche', caf: '93', label: 'Les Lutins', state, facts },
    ...{ opened: true, ended: false, incident: null, createdAt: BEGIN, createdBy: 'nadia' },
    ...{ heldElsewhere: [], tasks: [], roster: roster() },
  };
}

export const tick = (one: DemarcheCase, at: Date) =>
  decideCase(demarche, one, { type: 'tick' }, contextAt(at, PROCESS_ACTOR));
export const act = (one: DemarcheCase, what: unknown, at: Date, actor: Actor = AGENT) =>
  decideCase(demarche, one, readAct('demarche', what), contextAt(at, actor));
export const projected = (one: DemarcheCase) => projectCase(demarche, one, DEFAULT_POLICY);

/** Completes the open task. */
export function complete(
  one: DemarcheCase,
  outcome: string,
  fields: Record<string, unknown>,
  at: Date,
  actor: Actor = AGENT,
) {
  const taskId = one.tasks.find((task) => task.state === 'OUVERTE')?.id ?? 'none';
  return act(one, { type: 'completeTask', taskId, outcome, fields }, at, actor);
}
