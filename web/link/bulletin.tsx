import { PROFILES, SERVICES } from '../../domain/service/services.ts';
import { type FormBody, list, optional, split, text } from '../kit/body.ts';
import { ChoiceGroup, ConfirmBox, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import type { LinkDocumentView } from './views.ts';

/** Fields of the form, as the fault summary names them. */
export const BULLETIN_LABELS = {
  raisonSociale: 'Raison sociale',
  siret: 'Numéro SIRET',
  roles: 'Rôles',
  departments: 'Départements',
  confirmed: 'Départements',
  'administrateur.firstName': "Prénom de l'administrateur",
  'administrateur.lastName': "Nom de l'administrateur",
  'administrateur.email': "Courriel de l'administrateur",
  'signatory.name': 'Nom du signataire',
  'signatory.function': 'Fonction du signataire',
};

/** What a bulletin's form holds before anything is typed: all that is known already. */
export function bulletinValues(document: LinkDocumentView): FormState['values'] {
  const { defaults } = document;
  return {
    raisonSociale: defaults?.raisonSociale ?? '',
    siret: defaults?.siret ?? '',
    roles: defaults?.roles ?? [],
    departments: defaults?.departments ?? [],
    'administrateur.firstName': defaults?.administrateur?.firstName ?? '',
    'administrateur.lastName': defaults?.administrateur?.lastName ?? '',
    'administrateur.email': defaults?.administrateur?.email ?? '',
    'signatory.name': defaults?.signatory?.name ?? '',
    'signatory.function': defaults?.signatory?.function ?? '',
  };
}

/** The bulletin's form (§2.3), filled in beforehand: the partner corrects and completes. */
export function BulletinForm({
  action,
  document,
  form,
}: {
  action: string;
  document: LinkDocumentView;
  form: FormState;
}): JSX.Element {
  const roles = (document.content.roles ?? []).map((value) => ({ value, label: roleWords(value) }));
  return (
    <ActionForm action={action} form={form} submit="Enregistrer le bulletin">
      <input type="hidden" name="documentId" value={document.id} />
      {document.state === 'A_CORRIGER' && document.reason !== null && (
        <p class="notice">
          <strong>À corriger : </strong>
          <span safe>{document.reason}</span>
        </p>
      )}
      <TextField form={form} name="raisonSociale" label="Raison sociale" />
      <TextField
        form={form}
        name="siret"
        label="Numéro SIRET"
        hint="14 chiffres, ceux de l'établissement qui utilisera le service."
        inputmode="numeric"
        width="medium"
      />
      <ChoiceGroup form={form} name="roles" kind="checkbox" label="Rôles souhaités" choices={roles} />
      <TextField
        form={form}
        name="departments"
        label="Départements"
        hint="Codes séparés par des virgules, par exemple : 75, 2A."
      />
      <ConfirmBox form={form} label="Ces départements sont bien les nôtres" />
      <fieldset class="part">
        <legend>Administrateur de votre organisme</legend>
        <p class="hint">
          Il gérera les accès de vos utilisateurs. Demandé quand la gestion vous est déléguée et que votre organisme n'a
          pas encore d'administrateur.
        </p>
        <TextField form={form} name="administrateur.firstName" label="Prénom" width="medium" />
        <TextField form={form} name="administrateur.lastName" label="Nom" width="medium" />
        <TextField form={form} name="administrateur.email" label="Adresse courriel nominative" type="email" />
      </fieldset>
      <fieldset class="part">
        <legend>Signataire</legend>
        <TextField form={form} name="signatory.name" label="Nom et prénom" />
        <TextField form={form} name="signatory.function" label="Fonction" />
      </fieldset>
    </ActionForm>
  );
}

function roleWords(role: string): string {
  if (Object.hasOwn(PROFILES, role)) return `${role} – ${PROFILES[role as keyof typeof PROFILES]}`;
  return Object.hasOwn(SERVICES, role) ? SERVICES[role as keyof typeof SERVICES] : role;
}

/** The typed bulletin in the API's shape; an administrateur left blank as a whole is none. */
export function bulletinContent(body: FormBody): Record<string, unknown> {
  const person = {
    firstName: text(body, 'administrateur.firstName'),
    lastName: text(body, 'administrateur.lastName'),
    email: text(body, 'administrateur.email'),
  };
  const named = ['firstName', 'lastName', 'email'].some(
    (name) => optional(body, `administrateur.${name}`) !== undefined,
  );
  return {
    raisonSociale: text(body, 'raisonSociale'),
    siret: text(body, 'siret'),
    roles: list(body, 'roles'),
    departments: split(body, 'departments'),
    ...(named ? { administrateur: person } : {}),
    signatory: { name: text(body, 'signatory.name'), function: text(body, 'signatory.function') },
  };
}
