import type { PropsWithChildren } from '@kitajs/html';
import { ChoiceGroup, SelectField, TextArea, TextField, YES_NO } from '../kit/fields.tsx';
import { allTypedIn, type FormState, fieldId } from '../kit/form.tsx';
import type { FormField } from '../kit/views.ts';
import { CHILD_PARTS, MONTHS_OF_A_QUARTER, nameOf, PERIOD_PARTS } from './input.ts';

const PART_LABELS = {
  lastName: 'Nom',
  firstName: 'Prénom',
  birthDate: 'Date de naissance',
  situation: 'Ce qui change',
  from: 'Du',
  to: 'Au',
  0: '1er mois',
  1: '2e mois',
  2: '3e mois',
} as const;

/** So many children are asked for at first; the other lines open. */
const CHILDREN_SHOWN = 2;

interface Props {
  form: FormState;
  field: FormField;
}

/** One field of a declared form, by its kind. */
export function DemarcheField({ form, field }: Props): JSX.Element {
  const base = { form, name: nameOf(field.key), label: field.label, hint: hintOf(field), optional: isOptional(field) };
  switch (field.kind) {
    case 'text':
      return <TextArea {...base} rows={3} />;
    case 'yesNo':
      return <SelectField {...base} empty="Choisissez" choices={YES_NO} />;
    case 'choice':
    case 'quarter':
    case 'year':
      return <SelectField {...base} empty="Choisissez" choices={field.choices} />;
    case 'choices':
      return <ChoiceGroup {...base} kind="checkbox" choices={field.choices} />;
    case 'date':
      return <TextField {...base} type="date" width="medium" />;
    case 'month':
      return <TextField {...base} type="month" width="medium" />;
    case 'phone':
      return <TextField {...base} type="tel" width="medium" />;
    case 'siret':
      return <TextField {...base} inputmode="numeric" width="medium" />;
    case 'postcode':
    case 'number':
      return <TextField {...base} inputmode="numeric" width="short" />;
    case 'amount':
      return <TextField {...base} width="short" />;
    case 'period':
      return (
        <Group form={form} field={field}>
          {PERIOD_PARTS.map((part) => (
            <Part form={form} name={`${base.name}.${part}`} label={PART_LABELS[part]} type="date" />
          ))}
        </Group>
      );
    case 'monthly':
      return (
        <Group form={form} field={field}>
          {MONTHS_OF_A_QUARTER.map((month) => (
            <TextField form={form} name={`${base.name}.${month}`} label={PART_LABELS[month]} width="short" />
          ))}
        </Group>
      );
    case 'children':
      return <Children form={form} field={field} />;
    default:
      return <TextField {...base} />;
  }
}

function Children({ form, field }: Props): JSX.Element {
  const lines = Array.from({ length: field.max ?? 0 }, (_, index) => index);
  const more = lines.slice(CHILDREN_SHOWN);
  const open = more.some((index) =>
    CHILD_PARTS.some((part) => allTypedIn(form, `${nameOf(field.key)}.${index}.${part}`).length > 0),
  );
  return (
    <Group form={form} field={field}>
      {lines.slice(0, CHILDREN_SHOWN).map((index) => (
        <ChildLine form={form} field={field} index={index} />
      ))}
      {more.length > 0 && (
        <details open={open}>
          <summary>Plus d'enfants</summary>
          {more.map((index) => (
            <ChildLine form={form} field={field} index={index} />
          ))}
        </details>
      )}
    </Group>
  );
}

function ChildLine({ form, field, index }: Props & { index: number }): JSX.Element {
  const name = `${nameOf(field.key)}.${index}`;
  return (
    <fieldset class="field">
      <legend safe>{`Enfant ${index + 1}`}</legend>
      <Part form={form} name={`${name}.lastName`} label={PART_LABELS.lastName} />
      <Part form={form} name={`${name}.firstName`} label={PART_LABELS.firstName} />
      <Part form={form} name={`${name}.birthDate`} label={PART_LABELS.birthDate} type="date" />
      {field.choices.length > 0 && (
        <SelectField
          form={form}
          name={`${name}.situation`}
          label={PART_LABELS.situation}
          choices={field.choices}
          empty="Choisissez"
        />
      )}
    </fieldset>
  );
}

function Part(props: { form: FormState; name: string; label: string; type?: 'date' }): JSX.Element {
  return <TextField {...props} width="medium" />;
}

/** A question with several fields, named by a legend; a fault of the whole leads to it. */
function Group({ form, field, children }: PropsWithChildren<Props>): JSX.Element {
  const name = nameOf(field.key);
  const id = fieldId(form, name);
  const faults = form.faults.filter(({ path }) => path === name);
  const hint = hintOf(field);
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(faults.length === 0 ? [] : [`${id}-fault`])];
  return (
    <fieldset
      id={id}
      tabindex={-1}
      class={faults.length > 0 ? 'field wrong' : 'field'}
      aria-describedby={described.length === 0 ? undefined : described.join(' ')}
    >
      <legend>
        <span safe>{field.label}</span>
        {isOptional(field) && <span class="optional"> (facultatif)</span>}
      </legend>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`} safe>
          {hint}
        </p>
      )}
      {faults.length > 0 && (
        <p class="fault" id={`${id}-fault`}>
          <span class="hidden">Erreur : </span>
          <span safe>{faults.map(({ message }) => message).join(' ')}</span>
        </p>
      )}
      {children}
    </fieldset>
  );
}

/** What is asked only in a case says which; it is not optional there. */
const isOptional = ({ optional, when }: FormField): boolean => optional && when === null;

function hintOf({ hint, when, kind }: FormField): string | undefined {
  const said = [
    ...(when === null ? [] : [`Seulement si ${when.words}.`]),
    ...(hint === null ? [] : [hint]),
    ...(kind === 'month' ? ['Année et mois, par exemple 2026-03.'] : []),
    ...(kind === 'monthly' ? ['Un montant par mois du trimestre ; 0 s’il n’y en a pas.'] : []),
  ];
  return said.length === 0 ? undefined : said.join(' ');
}

/** Every field as the fault summary names it, the parts of a group too. */
export function fieldLabels(fields: readonly FormField[]): Record<string, string> {
  const labels = fields.flatMap((field): [string, string][] => {
    const name = nameOf(field.key);
    const part = (key: keyof typeof PART_LABELS): [string, string] => [
      `${name}.${key}`,
      `${field.label}, ${PART_LABELS[key]}`,
    ];
    const own: [string, string] = [name, field.label];
    if (field.kind === 'period') return [own, ...PERIOD_PARTS.map(part)];
    if (field.kind === 'monthly') return [own, ...MONTHS_OF_A_QUARTER.map(part)];
    if (field.kind !== 'children') return [own];
    const lines = Array.from({ length: field.max ?? 0 }, (_, index) => index);
    const parts = CHILD_PARTS.filter((key) => key !== 'situation' || field.choices.length > 0);
    return [
      own,
      ...lines.flatMap((index) =>
        parts.map((key): [string, string] => [`${name}.${index}.${key}`, `Enfant ${index + 1}, ${PART_LABELS[key]}`]),
      ),
    ];
  });
  return Object.fromEntries(labels);
}
