import { displaySiret } from '../formats/siret.ts';
import { euros } from './amounts.ts';
import type { Answer, Answers, Child, Period } from './answers.ts';
import { dayWords, monthWords, quarterWords } from './calendar.ts';
import type { DemarcheForm, Field } from './forms/form.ts';

/** A line of what was declared: the field's label, its answer as people read it. */
export type Declared = readonly [label: string, value: string];

/** What was declared, in the order of the form, for pages and the receipt; fields left blank are left out. */
export function declaredWords(form: DemarcheForm, answers: Answers): Declared[] {
  return form.fields.flatMap((field): Declared[] => {
    const answer = answers[field.key];
    return answer === undefined ? [] : [[field.label, wordsOf(field, answer)]];
  });
}

/** One answer in words. The checker made it: its shape is that of the field's kind. */
function wordsOf(field: Field, answer: Answer): string {
  switch (field.kind) {
    case 'line':
    case 'text':
    case 'postcode':
    case 'year':
    case 'number':
      return String(answer);
    case 'phone':
      return String(answer).replace(/^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/, '0$1 $2 $3 $4 $5');
    case 'siret':
      return displaySiret(String(answer));
    case 'yesNo':
      return answer === true ? 'Oui' : 'Non';
    case 'choice':
      return field.choices[String(answer)] ?? String(answer);
    case 'choices':
      return (answer as readonly string[]).map((one) => field.choices[one] ?? one).join(', ');
    case 'date':
      return dayWords(String(answer));
    case 'month':
      return monthWords(String(answer));
    case 'quarter':
      return quarterWords(String(answer));
    case 'period': {
      const { from, to } = answer as Period;
      return `du ${dayWords(from)} au ${dayWords(to)}`;
    }
    case 'amount':
      return euros(Number(answer));
    case 'monthly':
      return (answer as readonly number[]).map((one, index) => `mois ${index + 1} : ${euros(one)}`).join(' ; ');
    case 'children':
      return (answer as readonly Child[]).map((child) => childWords(field, child)).join(' ; ');
  }
}

function childWords(field: Extract<Field, { kind: 'children' }>, child: Child): string {
  const { lastName, firstName, birthDate, situation } = child;
  const said = situation === undefined ? '' : `, ${field.situations?.[situation] ?? situation}`;
  return `${lastName} ${firstName}, le ${dayWords(birthDate)}${said}`;
}

/** What tells a démarche from the next of its kind for the same protégé: the period of a declaration, the month of a change. */
export function aboutWhat(form: DemarcheForm, answers: Answers): string {
  const answer = answers[form.about];
  if (typeof answer === 'object' && answer !== null && 'from' in answer) return answer.from.slice(0, 7);
  const text = String(answer);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.slice(0, 7) : text;
}
