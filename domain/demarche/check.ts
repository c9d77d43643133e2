import { type Fault, missing, unasked } from '../errors.ts';
import { inSentence } from '../formats/text.ts';
import { isBlank } from '../task/fields.ts';
import type { Answer, Answers } from './answers.ts';
import type { CrossCheck, DemarcheForm, Field } from './forms/form.ts';
import { readField } from './read.ts';
import { inside } from './reading.ts';

/** What was declared as it is kept, or every fault at once (U3), in French, by field. */
export type Checked = { answers: Answers; faults: readonly Fault[] };

/**
 * Reads what was typed against a form's table. Pure: the one checker of API, pages and tests. `today`: 'YYYY-MM-DD' in Paris. With faults the
 * answers are those that could be read.
 */
export function checkForm(form: DemarcheForm, typed: Readonly<Record<string, unknown>>, today: string): Checked {
  const answers: Record<string, Answer> = {};
  const faults: Fault[] = Object.keys(typed)
    .filter((key) => form.fields.every((field) => field.key !== key))
    .map(unasked);
  for (const field of form.fields) {
    const { key } = field;
    const raw = Object.hasOwn(typed, key) ? typed[key] : undefined;
    const applies = appliesTo(field, answers);
    if (isBlankAnswer(raw)) {
      if (applies === true && field.optional === undefined) faults.push(toFill(field));
    } else if (applies === false)
      faults.push({
        path: key,
        code: 'CHAMP_NON_ATTENDU',
        message: `À remplir seulement si ${field.when?.words} : laissez vide.`,
      });
    else {
      const read = readField(field, raw, today);
      if ('value' in read) answers[key] = read.value;
      else faults.push(...inside(read.faults, key));
    }
  }
  faults.push(...form.checks.flatMap((check) => crossFault(check, answers, faults)));
  return { answers, faults };
}

/** Whether a field is to be filled in; null where that is not known, as the answer it hangs on is faulty or missing. */
export function appliesTo({ when }: Field, answers: Answers): boolean | null {
  if (when === undefined) return true;
  const given = answers[when.field];
  return given === undefined ? null : when.is.some((value) => value === given);
}

/** Left blank, in all its parts. */
function isBlankAnswer(raw: unknown): boolean {
  if (Array.isArray(raw)) return raw.every(isBlankAnswer);
  return typeof raw === 'object' && raw !== null ? Object.values(raw).every(isBlankAnswer) : isBlank(raw);
}

function toFill({ key, label, kind }: Field): Fault {
  const said = `« ${inSentence(label)} »`;
  const message =
    kind === 'choice' || kind === 'choices' || kind === 'quarter' || kind === 'year'
      ? `Faites un choix : ${said}.`
      : kind === 'yesNo'
        ? 'Répondez par oui ou par non.'
        : `Remplissez : ${said}.`;
  return missing(key, message);
}

function crossFault(check: CrossCheck, answers: Answers, faults: readonly Fault[]): Fault[] {
  const told = (key: string) => faults.some(({ path }) => path === key || path.startsWith(`${key}.`));
  const fault = (path: string): Fault[] => [{ path, code: 'CHAMP_INVALIDE', message: check.say }];
  switch (check.check) {
    case 'inOrder': {
      const [first, then] = [answers[check.first], answers[check.then]];
      return first !== undefined && then !== undefined && first > then ? fault(check.then) : [];
    }
    case 'atMost': {
      const [part, whole] = [answers[check.part], answers[check.whole]];
      return part !== undefined && whole !== undefined && part > whole ? fault(check.whole) : [];
    }
    case 'oneOf':
      return check.fields.some((key) => answers[key] !== undefined || told(key)) ? [] : fault(check.fields[0]);
  }
}
