import { SUPPORT_KINDS, type SupportKind } from '../../domain/supportRequest/types.ts';
import { Checkbox, ChoiceGroup, SERVICE_CHOICES, SelectField, TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { PeopleSearch, personChoice } from '../kit/peopleChoice.tsx';
import type { UserView } from '../kit/views.ts';
import { SUPPORT_KIND_WORDS } from './words.ts';

const LABELS = {
  kind: 'Nature',
  service: 'Service',
  what: 'Votre demande',
  userId: 'Personne concernée',
  userIds: 'Comptes concernés',
  aboutBeneficiary: "Dossier d'un allocataire",
};
const MAIL_LABELS = { from: 'Expéditeur', subject: 'Objet', text: 'Texte', kind: 'Nature' };

/** The form to the Caf (RGT-11): no subject to type (FMT-11), no allocataire's file (SUP-17). */
export function NewSupportPage({
  view,
  kinds,
  people,
  search,
  form,
}: {
  view: View;
  kinds: readonly SupportKind[];
  people: readonly UserView[];
  /** word they were looked for by; null: all of them are offered */
  search: string | null;
  form: FormState;
}): JSX.Element {
  const choices = people.map(personChoice);
  return (
    <Page view={view} title="Demander à la Caf" faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={LABELS} />
      <p>
        Le dossier d'un allocataire ne se traite pas ici : utilisez l'espace de dialogue du portail. Un mot de passe
        perdu se redemande sur la page de connexion.
      </p>
      <PeopleSearch path="/support/nouvelle" search={search} />
      <ActionForm action="/support" form={form} submit="Envoyer à la Caf">
        <ChoiceGroup form={form} name="kind" kind="radio" label="Nature" choices={kindChoices(kinds)} />
        <SelectField
          form={form}
          name="service"
          label="Service"
          hint="Pour une aide."
          choices={SERVICE_CHOICES}
          empty="Aucun en particulier"
          optional
        />
        <TextArea form={form} name="what" label="Votre demande" hint="Sans aucune donnée d'allocataire." />
        <SelectField
          form={form}
          name="userId"
          label="Personne concernée"
          hint="Qui part, ou le nouvel approbateur."
          choices={choices}
          empty="Personne en particulier"
          optional
        />
        <ChoiceGroup
          form={form}
          name="userIds"
          kind="checkbox"
          label="Comptes concernés"
          hint="Pour un incident de sécurité."
          choices={choices}
          optional
        />
        <Checkbox form={form} name="aboutBeneficiary" label="Ma demande porte sur le dossier d'un allocataire" />
      </ActionForm>
    </Page>
  );
}

/** What came to the Caf's mailbox, entered by an agent (domain.md §12). */
export function SupportMailPage({ view, form }: { view: View; form: FormState }): JSX.Element {
  return (
    <Page
      view={view}
      title="Saisir un courriel de support"
      above={{ href: '/support', label: 'Support' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={MAIL_LABELS} />
      <p>
        L'expéditeur, l'objet et la nature disent ce qu'il en advient. Rien n'est conservé de ce qui est renvoyé
        ailleurs.
      </p>
      <ActionForm action="/support/courriel" form={form} submit="Enregistrer le courriel">
        <TextField form={form} name="from" label="Expéditeur" type="email" />
        <TextField form={form} name="subject" label="Objet" hint="Tel que reçu." />
        <ChoiceGroup form={form} name="kind" kind="radio" label="Nature" choices={kindChoices(SUPPORT_KINDS)} />
        <TextArea form={form} name="text" label="Texte" hint="Sans aucune donnée d'allocataire." />
        <Checkbox form={form} name="aboutBeneficiary" label="Des documents d'un allocataire étaient joints" />
      </ActionForm>
    </Page>
  );
}

const kindChoices = (kinds: readonly SupportKind[]) =>
  kinds.map((value) => ({ value, label: SUPPORT_KIND_WORDS[value] }));
