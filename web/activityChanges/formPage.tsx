import { percent } from '../../domain/activityChange/check.ts';
import { CHANGE_FIELDS, CHANGES, type ChangeField } from '../../domain/activityChange/types.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { Facts } from '../kit/bits.tsx';
import { Checkbox, ConfirmBox, SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { date } from '../kit/words.ts';
import { CHANGES_PATH, NEW_CHANGE } from './paths.ts';
import type { WorkerView } from './views.ts';

export const CHANGE_FORM = 'changement';

const HINTS: Partial<Record<ChangeField, string>> = {
  number: 'Celui que la Caf du travailleur lui a donné.',
  birthDate: 'Comme 31/12/1985.',
  caf: 'Code du département de sa Caf, comme 93 ou 2A.',
  effectiveOn: 'Premier jour du changement, comme 01/12/2026.',
  knownRate: 'En pour cent, de 1 à 100.',
  rate: 'En pour cent, de 1 à 100, pour une augmentation ou une diminution.',
  ordinaryUntil: 'À laisser vide si elle n’est pas connue.',
};

const LABELS = { ...CHANGE_FIELDS, [CONFIRMED]: 'Confirmation' };
/** Whom the Esat has declared is not asked who they are. */
const WHO: readonly string[] = ['number', 'lastName', 'firstName', 'birthDate', 'caf', 'knownRate'];
const LABELS_OF_KNOWN = Object.fromEntries(Object.entries(LABELS).filter(([name]) => !WHO.includes(name)));

/** A change of one worker, to declare (ESAT-9, ESAT-12): whom the Esat has declared is named already, with the rate that is known. */
export function ChangeFormPage({
  view,
  worker,
  form,
}: {
  view: View;
  /** null: somebody whom the Esat has not declared yet */
  worker: WorkerView | null;
  form: FormState;
}): JSX.Element {
  const field = (name: ChangeField, width: 'short' | 'medium' | 'long' = 'medium', optional = false) => (
    <TextField
      form={form}
      name={name}
      label={CHANGE_FIELDS[name]}
      width={width}
      {...(HINTS[name] === undefined ? {} : { hint: HINTS[name] })}
      optional={optional}
      autocomplete="off"
    />
  );
  return (
    <Page
      view={view}
      title="Déclarer un changement d’activité"
      above={{ href: CHANGES_PATH, label: 'Changements d’activité' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={worker === null ? LABELS : LABELS_OF_KNOWN} />
      {worker !== null && (
        <Facts
          items={[
            ['Travailleur', <span safe>{`${worker.lastName} ${worker.firstName}`}</span>],
            ['Taux d’activité connu', <span safe>{`${percent(worker.rate)} depuis le ${date(worker.rateOn)}`}</span>],
          ]}
        />
      )}
      <ActionForm action={NEW_CHANGE} form={form} submit="Transmettre à la Caf">
        {worker === null ? (
          <>
            {field('number')}
            {field('lastName', 'long')}
            {field('firstName', 'long')}
            {field('birthDate')}
            {field('caf', 'short')}
            {field('knownRate', 'short')}
          </>
        ) : (
          <input type="hidden" name="worker" value={worker.ref} />
        )}
        <SelectField
          form={form}
          name="aah"
          label="Reçoit l’AAH"
          empty="Choisissez"
          choices={[
            { value: 'Oui', label: 'Oui' },
            { value: 'Non', label: 'Non' },
          ]}
        />
        <SelectField
          form={form}
          name="change"
          label={CHANGE_FIELDS.change}
          empty="Choisissez"
          choices={Object.entries(CHANGES).map(([value, label]) => ({ value, label }))}
        />
        {field('effectiveOn')}
        {field('rate', 'short', true)}
        <Checkbox
          form={form}
          name="cumulMilieuOrdinaire"
          label={CHANGE_FIELDS.cumulMilieuOrdinaire}
          hint="Déclaré par l’Esat pour le bénéficiaire, avec ses dates."
        />
        {field('ordinaryFrom', 'medium', true)}
        {field('ordinaryUntil', 'medium', true)}
        <ConfirmBox form={form} label="J’ai vérifié : ce changement est exact" />
      </ActionForm>
    </Page>
  );
}
