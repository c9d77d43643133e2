import type { Question } from '../../domain/service/entitlement.ts';
import { CATALOGUE, SERVICE_CODES } from '../../domain/service/services.ts';
import { type FormBody, optional } from '../kit/body.ts';
import { SelectField, TextField } from '../kit/fields.tsx';
import type { FormState } from '../kit/form.tsx';

const YES_NO = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
];

/** Questions of every service that asks any, by the names of their fields. */
const QUESTIONS = SERVICE_CODES.flatMap((service) =>
  CATALOGUE[service].entitlement.questions.map((question) => ({
    service,
    question,
    field: `eligibility.${service}.${question.name}`,
  })),
);

/** Their words in the summary of faults. */
export const ELIGIBILITY_LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  QUESTIONS.map(({ field, question }) => [field, question.label]),
);

/** What the catalogue asks of who wants a service (CONV-1); each is answered for the services that are asked for. */
export function EligibilityFields({ form }: { form: FormState }): JSX.Element {
  return (
    <>
      {QUESTIONS.map(({ field, question }) => (
        <Field form={form} name={field} question={question} />
      ))}
    </>
  );
}

function Field({ form, name, question }: { form: FormState; name: string; question: Question }): JSX.Element {
  const { label, profile, type, choices = {} } = question;
  const {
    hint = profile === undefined ? 'À répondre si le service est demandé.' : `À répondre si ${profile} est demandé.`,
  } = question;
  if (type === 'line') return <TextField form={form} name={name} label={label} hint={hint} optional />;
  const offered =
    type === 'yesNo' ? YES_NO : Object.entries(choices).map(([value, words]) => ({ value, label: words }));
  return <SelectField form={form} name={name} label={label} choices={offered} empty="Choisir" hint={hint} optional />;
}

/** The answers, as the API takes them; what was left blank is left out. */
export function eligibilityInput(body: FormBody): Record<string, Record<string, boolean | string>> {
  const answers: Record<string, Record<string, boolean | string>> = {};
  for (const { service, field, question } of QUESTIONS) {
    const value = optional(body, field);
    if (value === undefined) continue;
    answers[service] = { ...answers[service], [question.name]: question.type === 'yesNo' ? value === 'oui' : value };
  }
  return answers;
}
