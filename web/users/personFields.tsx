import { CLOSING_REASON_WORDS, CLOSING_REASONS, QUALIFICATIONS, TITRES } from '../../domain/account/types.ts';
import { type FormBody, isTicked, optional, text } from '../kit/body.ts';
import { Checkbox, SelectField, TextField } from '../kit/fields.tsx';
import type { FormState } from '../kit/form.tsx';
import { personChoice } from '../kit/peopleChoice.tsx';
import type { UserView } from '../kit/views.ts';
import { capital } from '../kit/words.ts';

const QUALIFICATION_WORDS: Record<(typeof QUALIFICATIONS)[number], string> = {
  AS: 'Assistant de service social (diplôme d’État)',
  CESF: 'Conseiller en économie sociale familiale',
  AUTRE: 'Autre',
};
export const TITRE_WORDS: Record<(typeof TITRES)[number], string> = {
  JUGEMENT: 'Jugement (tutelle, curatelle, mesure judiciaire)',
  DESIGNATION_CD: 'Désignation par le conseil départemental (Masp)',
  DELEGATION_CD: 'Délégation du président du conseil départemental',
  NOMINATION_JUGE_ENFANTS: 'Nomination par le juge des enfants',
};

/** Grounds of a T9 right to choose from (REQ-16). */
export const TITRE_CHOICES = TITRES.map((value) => ({ value, label: TITRE_WORDS[value] }));

/** Words of the fields of a person, under `prefix` in a form that holds more than one thing. */
export function personLabels(prefix = ''): Record<string, string> {
  return {
    [`${prefix}firstName`]: 'Prénom',
    [`${prefix}lastName`]: 'Nom',
    [`${prefix}email`]: 'Courriel',
    [`${prefix}phone`]: 'Téléphone',
    [`${prefix}qualification`]: 'Diplôme',
    [`${prefix}workplaceSocialWorker`]: 'Assistant social du travail',
    [`${prefix}numeroInstructeur`]: "Numéro d'instructeur",
    [`${prefix}codeBailleur`]: 'Code bailleur',
    [`${prefix}titre`]: 'Titre',
    confirmed: 'À confirmer',
  };
}

/** Who a person is, and what profiles ask of them (GRP-17). */
export function PersonFields({
  form,
  prefix = '',
  profiles = true,
  address = true,
}: {
  form: FormState;
  prefix?: string;
  profiles?: boolean;
  /** whether the address is theirs to change who fills the form in (RGT-9) */
  address?: boolean;
}): JSX.Element {
  return (
    <>
      <TextField form={form} name={`${prefix}firstName`} label="Prénom" width="medium" />
      <TextField form={form} name={`${prefix}lastName`} label="Nom" width="medium" />
      {address ? (
        <TextField
          form={form}
          name={`${prefix}email`}
          label="Courriel"
          type="email"
          hint="L'adresse de la personne, à son nom : jamais celle d'un service (Cnil)."
        />
      ) : (
        <p class="hint">
          La personne est aussi dans d'autres groupes que les vôtres : l'administrateur de l'organisme change son
          courriel.
        </p>
      )}
      <TextField form={form} name={`${prefix}phone`} label="Téléphone" type="tel" width="medium" optional />
      {profiles && <ProfileFields form={form} prefix={prefix} />}
    </>
  );
}

/** What profiles ask of a person (GRP-17). */
export function ProfileFields({ form, prefix = '' }: { form: FormState; prefix?: string }): JSX.Element {
  return (
    <>
      <SelectField
        form={form}
        name={`${prefix}qualification`}
        label="Diplôme"
        hint="Demandé pour un groupe T1."
        choices={QUALIFICATIONS.map((value) => ({ value, label: QUALIFICATION_WORDS[value] }))}
        empty="Non précisé"
        optional
      />
      <Checkbox
        form={form}
        name={`${prefix}workplaceSocialWorker`}
        label="Assistant social du travail"
        hint="Jamais de groupe T1."
      />
      <TextField
        form={form}
        name={`${prefix}numeroInstructeur`}
        label="Numéro d'instructeur RSA"
        hint="Demandé pour un groupe T4 : 9 caractères, avec ou sans les cinq zéros."
        width="medium"
        optional
      />
      <SelectField
        form={form}
        name={`${prefix}titre`}
        label="Titre"
        hint="Demandé pour un groupe T9."
        choices={TITRE_CHOICES}
        empty="Non précisé"
        optional
      />
      <TextField
        form={form}
        name={`${prefix}codeBailleur`}
        label="Code bailleur"
        hint="Demandé pour un groupe T10 : celui de Cafpro."
        width="medium"
        optional
      />
    </>
  );
}

/** Someone who has an account, or a new person under `prefix`, described beside the choice (GRP-8). */
export function KnownOrNewPerson({
  form,
  name,
  prefix,
  label,
  hint,
  people,
}: {
  form: FormState;
  name: string;
  prefix: string;
  label: string;
  hint: string;
  people: readonly UserView[];
}): JSX.Element {
  return (
    <>
      <SelectField
        form={form}
        name={name}
        label={label}
        hint={hint}
        choices={people.map(personChoice)}
        empty="Une nouvelle personne"
      />
      <details class="act" open={isBegun(form, prefix)}>
        <summary>Nouvelle personne</summary>
        <PersonFields form={form} prefix={prefix} profiles={false} />
      </details>
      <ConfirmAddress form={form} />
    </>
  );
}

/** Something is typed under this prefix, or wrong with it: it stays in sight. */
function isBegun({ faults, values }: FormState, prefix: string): boolean {
  const typed = Object.entries(values).filter(([, value]) => value !== '');
  return [...faults.map(({ path }) => path), ...typed.map(([name]) => name)].some((name) => name.startsWith(prefix));
}

/** Shown once the address did not look like the name: whoever enters it says that it is theirs (FMT-13). */
export function ConfirmAddress({ form }: { form: FormState }): JSX.Element {
  if (!form.faults.some((fault) => fault.code === 'EMAIL_A_CONFIRMER')) return '';
  return <Checkbox form={form} name="confirmed" label="Cette adresse est bien celle de la personne, et d'elle seule" />;
}

/** Why an account is to be closed (ACC-14, ACC-15). */
export function ClosingReasonField({ form, name }: { form: FormState; name: string }): JSX.Element {
  return (
    <SelectField
      form={form}
      name={name}
      label="Motif de la clôture"
      choices={CLOSING_REASONS.map((value) => ({ value, label: capital(CLOSING_REASON_WORDS[value]) }))}
      empty="Non précisé"
      optional
    />
  );
}

/** A person as typed. */
export function personInput(body: FormBody, prefix = '') {
  return {
    firstName: text(body, `${prefix}firstName`),
    lastName: text(body, `${prefix}lastName`),
    email: text(body, `${prefix}email`),
    phone: optional(body, `${prefix}phone`) ?? null,
    ...profileInput(body, prefix),
  };
}

/** What profiles ask of a person, as typed. */
export function profileInput(body: FormBody, prefix = '') {
  return {
    qualification: optional(body, `${prefix}qualification`) ?? null,
    workplaceSocialWorker: isTicked(body, `${prefix}workplaceSocialWorker`),
    numeroInstructeur: optional(body, `${prefix}numeroInstructeur`) ?? null,
    codeBailleur: optional(body, `${prefix}codeBailleur`) ?? null,
    titre: optional(body, `${prefix}titre`) ?? null,
  };
}

/** A person's fields as a form shows them. */
export function personTyped(user: UserView, prefix = ''): FormState['values'] {
  const { firstName, lastName, email, phone, qualification, numeroInstructeur, codeBailleur, titre } = user;
  const workplaceSocialWorker = user.workplaceSocialWorker ? 'oui' : '';
  const typed = {
    ...{ firstName, lastName, email, phone, qualification, numeroInstructeur, codeBailleur, titre },
    workplaceSocialWorker,
  };
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${prefix}${name}`, value ?? '']));
}
