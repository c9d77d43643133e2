import type { PropsWithChildren } from '@kitajs/html';
import { groupChoice } from '../groups/words.ts';
import { ChoiceGroup, ConfirmBox, SelectField, TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { PeopleSearch, personChoice } from '../kit/peopleChoice.tsx';
import type { GroupView, PartnerView, UserView } from '../kit/views.ts';
import { ClosingReasonField, ConfirmAddress, PersonFields, personLabels } from '../users/personFields.tsx';
import { requestsPath } from './words.ts';

export interface AskProps {
  view: View;
  partner: Pick<PartnerView, 'id' | 'raisonSociale'>;
  groups: readonly GroupView[];
  people: readonly UserView[];
  /** about whom, where that is known before the form is shown */
  chosen: UserView | null;
  /** word by which the people were looked for; null: all are offered */
  search: string | null;
  form: FormState;
}

const LABELS = {
  ...personLabels('person.'),
  groupIds: 'Groupes',
  userId: 'Personne',
  closesOn: 'Date de clôture',
  replacementId: 'Qui reprend ses groupes',
  closingReason: 'Motif de la clôture',
  join: 'Ajouter aux groupes',
  leave: 'Retirer des groupes',
  reason: 'Pourquoi',
};

/** Asks for an account: one person, one address of their own (ACC-1, ACC-2). */
export function AskAccountPage(props: AskProps): JSX.Element {
  const { form } = props;
  return (
    <AskPage {...props} search={null} title="Demander un compte" path="creer">
      <PersonFields form={form} prefix="person." />
      <Groups {...props} name="groupIds" label="Groupes" hint="Sans groupe, la personne ne voit aucun service." />
      <ConfirmAddress form={form} />
    </AskPage>
  );
}

/** Asks that what an account says of a person be corrected: whose, then what, from what it says now. */
export function AskEditPage(props: AskProps): JSX.Element {
  const { chosen, form } = props;
  if (chosen === null) return <ChoosePersonPage {...props} title="Faire corriger un compte" path="corriger" />;
  return (
    <AskPage {...props} search={null} title={`Faire corriger ${personChoice(chosen).label}`} path="corriger">
      <input type="hidden" name="userId" value={chosen.id} />
      <p>Changez ce qui est à corriger : le reste n'est pas demandé.</p>
      <PersonFields form={form} prefix="person." />
      <ConfirmAddress form={form} />
    </AskPage>
  );
}

/** Asks that the closing date of an account be removed (ACC-16). */
export function AskReactivationPage(props: AskProps): JSX.Element {
  return (
    <AskPage {...props} title="Demander une réactivation" path="reactiver">
      <PersonField
        {...props}
        name="userId"
        label="Personne"
        hint="La personne retrouve le même identifiant et les mêmes groupes."
      />
    </AskPage>
  );
}

/** Asks that someone change groups, and so services. */
export function AskGroupsPage(props: AskProps): JSX.Element {
  return (
    <AskPage {...props} title="Changer quelqu'un de groupes" path="groupes">
      <PersonField {...props} name="userId" label="Personne" />
      <Groups {...props} name="join" label="Ajouter aux groupes" />
      <Groups {...props} name="leave" label="Retirer des groupes" />
    </AskPage>
  );
}

/** Asks that an account be closed (ACC-14, ACC-15). */
export function AskClosingPage(props: AskProps): JSX.Element {
  const { form } = props;
  return (
    <AskPage {...props} title="Demander une clôture" path="clore">
      <PersonField {...props} name="userId" label="Personne" />
      <TextField
        form={form}
        name="closesOn"
        label="Date de clôture"
        type="date"
        width="medium"
        hint="Sans date : dès que la Caf l'a fait."
        optional
      />
      <ConfirmBox form={form} label="La date est la bonne : clore dès que possible" />
      <ClosingReasonField form={form} name="closingReason" />
      <PersonField
        {...props}
        name="replacementId"
        label="Qui reprend ses groupes"
        hint="Si la personne est gestionnaire d'habilitations."
        empty="Personne"
      />
    </AskPage>
  );
}

function AskPage(props: PropsWithChildren<AskProps & { title: string; path: string }>): JSX.Element {
  const { view, partner, search, form, title, path, children } = props;
  const above = requestsPath(partner.id);
  return (
    <Page
      view={view}
      title={title}
      above={{ href: above, label: `Demandes à la Caf – ${partner.raisonSociale}` }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={LABELS} />
      <PeopleSearch path={`${above}/${path}`} search={search} />
      <ActionForm action={`${above}/${path}`} form={form} submit="Envoyer à la Caf">
        {children}
        <TextArea
          form={form}
          name="reason"
          label="Pourquoi"
          hint="Sans aucune donnée d'allocataire."
          rows={3}
          optional
        />
      </ActionForm>
    </Page>
  );
}

/** The person comes first: what the form shows depends on them. */
function ChoosePersonPage(props: AskProps & { title: string; path: string }): JSX.Element {
  const { view, partner, search, title, path } = props;
  const above = requestsPath(partner.id);
  return (
    <Page view={view} title={title} above={{ href: above, label: `Demandes à la Caf – ${partner.raisonSociale}` }}>
      <PeopleSearch path={`${above}/${path}`} search={search} />
      <form method="get" action={`${above}/${path}`}>
        <PersonField {...props} name="userId" label="Personne" />
        <p class="actions">
          <button type="submit">Continuer</button>
        </p>
      </form>
    </Page>
  );
}

interface Named extends AskProps {
  name: string;
  label: string;
  hint?: string;
}

function PersonField({ form, name, label, hint, people, empty }: Named & { empty?: string }): JSX.Element {
  return (
    <SelectField
      form={form}
      name={name}
      label={label}
      hint={hint}
      choices={people.map(personChoice)}
      empty={empty ?? 'Choisissez'}
      optional={empty !== undefined}
    />
  );
}

function Groups({ form, name, label, hint, groups }: Named): JSX.Element {
  if (groups.length === 0) return '';
  const choices = groups.map(groupChoice);
  return <ChoiceGroup form={form} name={name} kind="checkbox" label={label} hint={hint} choices={choices} optional />;
}
