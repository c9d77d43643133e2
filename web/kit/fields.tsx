import type { PropsWithChildren } from '@kitajs/html';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { SERVICES } from '../../domain/service/services.ts';
import { allTypedIn, type FormState, faultsOf, fieldId, typedIn } from './form.tsx';

interface FieldProps {
  form: FormState;
  name: string;
  label: string;
  hint?: string;
  /** optional fields say so; the others are expected */
  optional?: boolean;
}

/** Ids of the hint and of the faults, for `aria-describedby`. */
function describedBy(form: FormState, name: string, hint: string | undefined): string | undefined {
  const id = fieldId(form, name);
  const parts = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(faultsOf(form, name).length === 0 ? [] : [`${id}-fault`]),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

function invalid(form: FormState, name: string): 'true' | undefined {
  return faultsOf(form, name).length > 0 ? 'true' : undefined;
}

function Hint({ form, name, hint }: Pick<FieldProps, 'form' | 'name' | 'hint'>): JSX.Element {
  if (hint === undefined) return '';
  return (
    <p class="hint" id={`${fieldId(form, name)}-hint`} safe>
      {hint}
    </p>
  );
}

function Faults({ form, name }: Pick<FieldProps, 'form' | 'name'>): JSX.Element {
  const faults = faultsOf(form, name);
  if (faults.length === 0) return '';
  return (
    <p class="fault" id={`${fieldId(form, name)}-fault`}>
      <span class="hidden">Erreur : </span>
      <span safe>{faults.map((fault) => fault.message).join(' ')}</span>
    </p>
  );
}

function Frame({ form, name, label, hint, optional, children }: PropsWithChildren<FieldProps>): JSX.Element {
  return (
    <div class={faultsOf(form, name).length > 0 ? 'field wrong' : 'field'}>
      <label for={fieldId(form, name)}>
        <span safe>{label}</span>
        {optional === true && <span class="optional"> (facultatif)</span>}
      </label>
      <Hint form={form} name={name} hint={hint} />
      <Faults form={form} name={name} />
      {children}
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'date' | 'month' | 'number' | 'password' | 'search';
  autocomplete?: string;
  inputmode?: 'numeric' | 'text';
  width?: 'short' | 'medium' | 'long';
}

/** One line of text. */
export function TextField(props: TextFieldProps): JSX.Element {
  const { form, name, type = 'text', width = 'long' } = props;
  return (
    <Frame {...props}>
      <input
        id={fieldId(form, name)}
        name={name}
        type={type}
        class={width}
        value={type === 'password' ? '' : typedIn(form, name)}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        aria-describedby={describedBy(form, name, props.hint)}
        aria-invalid={invalid(form, name)}
      />
    </Frame>
  );
}

/** Several lines of text. */
export function TextArea(props: FieldProps & { rows?: number }): JSX.Element {
  const { form, name } = props;
  return (
    <Frame {...props}>
      <textarea
        id={fieldId(form, name)}
        name={name}
        rows={String(props.rows ?? 4)}
        aria-describedby={describedBy(form, name, props.hint)}
        aria-invalid={invalid(form, name)}
        safe
      >
        {typedIn(form, name)}
      </textarea>
    </Frame>
  );
}

export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

/** One choice in a list. */
export function SelectField(props: FieldProps & { choices: readonly Choice[]; empty?: string }): JSX.Element {
  const { form, name, choices, empty } = props;
  const current = typedIn(form, name);
  return (
    <Frame {...props}>
      <select
        id={fieldId(form, name)}
        name={name}
        aria-describedby={describedBy(form, name, props.hint)}
        aria-invalid={invalid(form, name)}
      >
        {empty !== undefined && (
          <option value="" safe>
            {empty}
          </option>
        )}
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === current} safe>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** A file to send. */
export function FileField(props: FieldProps & { accept: string }): JSX.Element {
  const { form, name } = props;
  return (
    <Frame {...props}>
      <input
        type="file"
        id={fieldId(form, name)}
        name={name}
        accept={props.accept}
        aria-describedby={describedBy(form, name, props.hint)}
        aria-invalid={invalid(form, name)}
      />
    </Frame>
  );
}

interface GroupProps extends FieldProps {
  choices: readonly Choice[];
  /** radio: exactly one; checkbox: any number */
  kind: 'radio' | 'checkbox';
}

/** A question with its boxes, named by a legend. A link of the fault summary leads to the first box. */
export function ChoiceGroup(props: GroupProps): JSX.Element {
  const { form, name, label, hint, optional, choices, kind } = props;
  const chosen = allTypedIn(form, name);
  const id = fieldId(form, name);
  return (
    <fieldset
      class={faultsOf(form, name).length > 0 ? 'field wrong' : 'field'}
      aria-describedby={describedBy(form, name, hint)}
    >
      <legend>
        <span safe>{label}</span>
        {optional === true && <span class="optional"> (facultatif)</span>}
      </legend>
      <Hint form={form} name={name} hint={hint} />
      <Faults form={form} name={name} />
      {choices.map((choice, index) => (
        <Box
          id={index === 0 ? id : `${id}-${index}`}
          name={name}
          kind={kind}
          choice={choice}
          checked={chosen.includes(choice.value)}
        />
      ))}
    </fieldset>
  );
}

/** A choice of boxes of which each asks for more once it is ticked. */
export function AskingBoxes(
  props: Omit<GroupProps, 'kind' | 'choices'> & { choices: readonly (Choice & { asked: JSX.Element })[] },
): JSX.Element {
  const { form, name, label, hint, choices } = props;
  const chosen = allTypedIn(form, name);
  const id = fieldId(form, name);
  return (
    <fieldset
      class={faultsOf(form, name).length > 0 ? 'field wrong' : 'field'}
      aria-describedby={describedBy(form, name, hint)}
    >
      <legend safe>{label}</legend>
      <Hint form={form} name={name} hint={hint} />
      <Faults form={form} name={name} />
      {choices.map((choice, index) => (
        <div class="depends ticked">
          <div class="trigger">
            <Box
              id={index === 0 ? id : `${id}-${index}`}
              name={name}
              kind="checkbox"
              choice={choice}
              checked={chosen.includes(choice.value)}
            />
          </div>
          {choice.asked !== '' && (
            <fieldset class="part asked">
              <legend class="hidden" safe>
                {choice.label}
              </legend>
              {choice.asked}
            </fieldset>
          )}
        </div>
      ))}
    </fieldset>
  );
}

/** A single box to tick, with its words. */
export function Checkbox({ form, name, label, hint }: FieldProps): JSX.Element {
  return (
    <div class={faultsOf(form, name).length > 0 ? 'field wrong' : 'field'}>
      <Faults form={form} name={name} />
      <Box
        id={fieldId(form, name)}
        name={name}
        kind="checkbox"
        choice={{ value: 'oui', label, hint }}
        checked={allTypedIn(form, name).includes('oui')}
      />
    </div>
  );
}

/** Where something unlikely was typed: the box that says it is meant, on the form that came back. */
export function ConfirmBox({ form, label }: { form: FormState; label: string }): JSX.Element {
  const asked = form.faults.some(({ path }) => path === CONFIRMED) || typedIn(form, CONFIRMED) !== '';
  return asked ? <Checkbox form={form} name={CONFIRMED} label={label} /> : '';
}

function Box({
  id,
  name,
  kind,
  choice,
  checked,
}: {
  id: string;
  name: string;
  kind: 'radio' | 'checkbox';
  choice: Choice;
  checked: boolean;
}): JSX.Element {
  const hintId = choice.hint === undefined ? undefined : `${id}-more`;
  return (
    <div class="box">
      <input type={kind} id={id} name={name} value={choice.value} checked={checked} aria-describedby={hintId} />
      <label for={id} safe>
        {choice.label}
      </label>
      {choice.hint !== undefined && (
        <p class="hint" id={hintId} safe>
          {choice.hint}
        </p>
      )}
    </div>
  );
}

export const YES_NO: readonly Choice[] = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
];

/** Who manages the habilitations (DEL-1). */
export const DELEGATION_MODES: readonly Choice[] = [
  { value: 'DELEGUE', label: 'Délégué : le partenaire gère ses habilitations' },
  { value: 'CENTRALISE', label: 'Centralisé : la Caf gère les habilitations' },
];

export const SERVICE_CHOICES: readonly Choice[] = Object.entries(SERVICES).map(([value, label]) => ({ value, label }));
