import { randomUUID } from 'node:crypto';
import type { PropsWithChildren } from '@kitajs/html';
import type { Code } from '../../domain/codes.ts';
import type { Fault } from '../../domain/errors.ts';

/** What a form shows: the values typed so far and what is wrong with them. Ids of its fields begin with `id`. */
export interface FormState {
  id: string;
  values: Readonly<Record<string, string | readonly string[]>>;
  faults: readonly Fault[];
}

/** A form as it is first shown. */
export function freshForm(id: string, values: FormState['values'] = {}): FormState {
  return { id, values, faults: [] };
}

/** Address of a field inside the page: `administrateur.email` → `bulletin-administrateur-email`. */
export function fieldId(form: FormState, name: string): string {
  return `${form.id}-${name.replace(/[^\w-]/g, '-')}`;
}

/** One value of a field, '' when there is none. */
export function typedIn(form: FormState, name: string): string {
  const value = form.values[name];
  return typeof value === 'string' ? value : (value?.join(', ') ?? '');
}

/** All values of a field that takes several. */
export function allTypedIn(form: FormState, name: string): readonly string[] {
  const value = form.values[name];
  if (value === undefined || value === '') return [];
  return typeof value === 'string' ? [value] : value;
}

/** What is wrong with one field; `departments.1` belongs to the field `departments`. */
export function faultsOf(form: FormState, name: string): Fault[] {
  return form.faults.filter((fault) => fault.path === name || fault.path.startsWith(`${name}.`));
}

/** Refusals of what somebody did before (U9): nothing of what was typed is wrong. */
const DONE: ReadonlySet<Code> = new Set([
  ...(['DEJA_CLOS', 'DEJA_CONTRESIGNE', 'DEJA_FAIT', 'DEJA_REFUSE', 'DEJA_RELANCE', 'DEJA_SIGNE'] as const),
  'TACHE_TERMINEE',
]);

function headingOf(faults: readonly Fault[]): string {
  if (faults.every(({ code }) => DONE.has(code))) return 'C’est déjà fait';
  if (faults.every(({ code }) => code === 'DOSSIER_TERMINE' || code === 'DEMANDE_TERMINEE')) return 'C’est terminé';
  if (faults.every(({ code }) => code === 'VERIFICATION_CHANGEE')) return 'Le résultat a changé';
  return faults.length === 1 ? 'Une information est à corriger' : `${faults.length} informations sont à corriger`;
}

/**
 * Everything that is wrong, on top of the form (U3). Each line names its field and leads to it; `labels` are the fields that the page
 * shows, in their own words. A fault that belongs to none of them is told without a link. Codes and rules are the API's: no form shows them.
 */
export function FaultSummary({
  form,
  labels,
}: {
  form: FormState;
  labels: Readonly<Record<string, string>>;
}): JSX.Element {
  if (form.faults.length === 0) return '';
  const heading = `${form.id}-faults`;
  return (
    <div class="faults" role="alert" aria-labelledby={heading} tabindex={-1}>
      <h2 id={heading}>{headingOf(form.faults) as 'safe'}</h2>
      <ul>
        {form.faults.map((fault) => {
          // the most precise name: `reasons.T1` before `reasons`
          const field = Object.keys(labels)
            .filter((name) => fault.path === name || fault.path.startsWith(`${name}.`))
            .sort((a, b) => b.length - a.length)[0];
          return (
            <li>
              {field === undefined ? (
                <span safe>{fault.message}</span>
              ) : (
                <a href={`#${fieldId(form, field)}`} safe>
                  {`${labels[field]} : ${fault.message}`}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface ActionFormProps {
  action: string;
  form: FormState;
  /** words of the button */
  submit: string;
  tone?: 'main' | 'quiet' | 'danger';
  /** a file is sent with it */
  upload?: boolean;
  /** name and value sent by the button */
  name?: string;
  value?: string;
  /** stands after the button */
  beside?: JSX.Element;
  /** key of the wish that this one sends once more */
  again?: string | undefined;
}

/** A form that works without JavaScript. Its hidden key makes a second press harmless (R8). */
export function ActionForm({
  action,
  form,
  submit,
  tone = 'main',
  upload = false,
  name,
  value,
  beside,
  again,
  children,
}: PropsWithChildren<ActionFormProps>): JSX.Element {
  return (
    <form
      method="post"
      action={action}
      id={form.id}
      novalidate
      enctype={upload ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}
    >
      <IdempotencyKey again={again} />
      {children}
      <p class="actions">
        <button type="submit" class={tone} name={name} value={value} safe>
          {submit}
        </button>
        {beside}
      </p>
    </form>
  );
}

/** Fresh key of a wish. */
export const newKey = (): string => randomUUID();

/** One per rendering: the same key sent twice gets the first answer. `again`: that of a wish which is sent once more. */
export function IdempotencyKey({ again }: { again?: string | undefined }): JSX.Element {
  return <input type="hidden" name="cle" value={again ?? newKey()} />;
}

interface FilterFormProps {
  action: string;
  label?: string;
  submit?: string;
  beside?: JSX.Element;
  /** of the list as it is shown: its order stays */
  query?: Readonly<Record<string, string>>;
}

/** Narrows down what a page lists, by an address that can be kept. `label`: its name, where it is not the page's only form. */
export function FilterForm({
  action,
  label,
  submit = 'Filtrer',
  beside,
  query,
  children,
}: PropsWithChildren<FilterFormProps>): JSX.Element {
  return (
    <form class="filters" method="get" action={action} aria-label={label}>
      {query?.sort !== undefined && <input type="hidden" name="sort" value={query.sort} />}
      {children}
      <p class="actions">
        <button type="submit" class="quiet" safe>
          {submit}
        </button>
        {beside}
      </p>
    </form>
  );
}
