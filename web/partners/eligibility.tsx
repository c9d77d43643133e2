import type { Question } from '../../domain/service/entitlement.ts';
import {
  CATALOGUE,
  isProfiled,
  PROFILES,
  type ProfileCode,
  SERVICE_CODES,
  type ServiceCode,
} from '../../domain/service/services.ts';
import { type FormBody, optional } from '../kit/body.ts';
import { AskingBoxes, SelectField, TextField, YES_NO } from '../kit/fields.tsx';
import type { FormState } from '../kit/form.tsx';

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

/** What a service asks once its box is ticked (CONV-1): its questions and, of one with profiles, which ones, each with its own. */
export function AskedWith({
  form,
  service,
  profiles,
}: {
  form: FormState;
  service: ServiceCode;
  profiles: readonly ProfileCode[];
}): JSX.Element {
  const own = <QuestionsOf form={form} service={service} />;
  if (!isProfiled(service)) return own;
  return (
    <>
      {own}
      <AskingBoxes
        form={form}
        name="profiles"
        label="Profils, un au moins"
        choices={profiles.map((profile) => ({
          value: profile,
          label: `${profile} – ${PROFILES[profile]}`,
          asked: <QuestionsOf form={form} service={service} profile={profile} />,
        }))}
      />
    </>
  );
}

/** Questions of one service that stand under its box; `profile`: those of a profile, which stand under its own. */
export function QuestionsOf({
  form,
  service,
  profile,
}: {
  form: FormState;
  service: ServiceCode;
  profile?: string;
}): JSX.Element {
  const asked = QUESTIONS.filter((one) => one.service === service && one.question.profile === profile);
  return asked.map(({ field, question }) => <QuestionField form={form} name={field} question={question} />).join('');
}

function QuestionField({ form, name, question }: { form: FormState; name: string; question: Question }): JSX.Element {
  const { label, hint, type, optional = false, choices = {} } = question;
  if (type === 'line') return <TextField form={form} name={name} label={label} hint={hint} optional={optional} />;
  const offered =
    type === 'yesNo' ? YES_NO : Object.entries(choices).map(([value, words]) => ({ value, label: words }));
  return (
    <SelectField
      form={form}
      name={name}
      label={label}
      choices={offered}
      empty="Choisir"
      hint={hint}
      optional={optional}
    />
  );
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
