import type { LineColumn } from '../../domain/esatDeclaration/columns.ts';
import { SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm, typedIn } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { LINE_LABELS } from './declarePage.tsx';
import { declarePath, linePath } from './paths.ts';

export const LINE_FORM = 'travailleur';

/** What a field is to hold. */
const HINTS: Partial<Record<LineColumn, string>> = {
  number: 'Celui que la Caf du travailleur lui a donné.',
  birthDate: 'Comme 31/12/1985.',
  caf: 'Code du département de sa Caf, comme 93 ou 2A : ce peut être une autre que celle de l’Esat.',
  rate: 'En pour cent d’un temps plein, de 1 à 100.',
  direct: 'Part de novembre que l’Esat finance, en euros, comme 245,60.',
  aid: 'Part de novembre que l’État finance, en euros.',
  other: 'Primes et autres éléments de novembre, en euros.',
};

/** Whom the line is about, as typed so far. */
const nameIn = (form: FormState): string => `${typedIn(form, 'firstName')} ${typedIn(form, 'lastName')}`.trim();

/** One worker of a declaration, to add or to correct. */
export function LinePage({
  view,
  year,
  line,
  isNew,
  version,
  form,
}: {
  view: View;
  year: number;
  line: number;
  isNew: boolean;
  /** of the draft that is shown */
  version: number;
  form: FormState;
}): JSX.Element {
  const field = (name: LineColumn, width: 'short' | 'medium' | 'long' = 'medium') => (
    <TextField
      form={form}
      name={name}
      label={LINE_LABELS[name] ?? name}
      width={width}
      {...(HINTS[name] === undefined ? {} : { hint: HINTS[name] })}
      optional={name === 'other'}
    />
  );
  return (
    <Page
      view={view}
      title={isNew ? 'Ajouter un travailleur' : `Travailleur de la ligne ${line}`}
      above={{ href: declarePath(year), label: `Rémunérations garanties de novembre ${year}` }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={LINE_LABELS} />
      <ActionForm action={linePath(year, line)} form={form} submit="Garder">
        <input type="hidden" name="version" value={String(version)} />
        {field('number')}
        {field('lastName', 'long')}
        {field('firstName', 'long')}
        {field('birthDate')}
        {field('caf', 'short')}
        <SelectField
          form={form}
          name="aah"
          label={LINE_LABELS.aah ?? ''}
          empty="Choisissez"
          choices={[
            { value: 'Oui', label: 'Oui' },
            { value: 'Non', label: 'Non' },
          ]}
        />
        {field('rate', 'short')}
        {field('direct')}
        {field('aid')}
        {field('other')}
      </ActionForm>
      {!isNew && (
        <ActionForm
          action={`${linePath(year, line)}/retirer`}
          form={freshForm('retirer')}
          submit={nameIn(form) === '' ? 'Retirer ce travailleur' : `Retirer ${nameIn(form)}`}
          tone="danger"
        >
          <input type="hidden" name="version" value={String(version)} />
        </ActionForm>
      )}
    </Page>
  );
}
