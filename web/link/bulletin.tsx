import { PROFILES, SERVICES } from '../../domain/service/services.ts';
import { type FormBody, list, optional, split, text } from '../kit/body.ts';
import { ChoiceGroup, ConfirmBox, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import { KeepButton, KeptAs } from './keptParts.tsx';
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

/** The bulletin's form (§2.3), filled in beforehand: the partner corrects and completes. `last`: the signature comes next. */
export function BulletinForm({
  path,
  document,
  form,
  last,
}: {
  path: string;
  document: LinkDocumentView;
  form: FormState;
  last: boolean;
}): JSX.Element {
  const roles = (document.content.roles ?? []).map((value) => ({ value, label: roleWords(value) }));
  return (
    <ActionForm
      action={`${path}/bulletin`}
      form={form}
      submit={last ? 'Passer à la signature' : 'Enregistrer le bulletin'}
      beside={<KeepButton path={path} />}
    >
      <input type="hidden" name="documentId" value={document.id} />
      <input type="hidden" name="version" value={String(document.version)} />
      <KeptAs form={form} />
      {document.state === 'A_CORRIGER' && document.reason !== null && (
        <p class="notice">
          <strong>À corriger : </strong>
          <span safe>{document.reason}</span>
        </p>
      )}
      <div class="pair three">
        <TextField form={form} name="raisonSociale" label="Raison sociale" />
        <TextField form={form} name="siret" label="Numéro SIRET" inputmode="numeric" />
        <TextField form={form} name="departments" label="Départements (75, 2A…)" />
      </div>
      <ChoiceGroup form={form} name="roles" kind="checkbox" label="Rôles souhaités" choices={roles} />
      <ConfirmBox form={form} label="Ces départements sont bien les nôtres" />
      <fieldset class="part">
        <legend>Administrateur de votre organisme</legend>
        <p class="hint">À désigner si la gestion vous est déléguée et que vous n'en avez pas encore.</p>
        <div class="pair three">
          <TextField form={form} name="administrateur.firstName" label="Prénom" />
          <TextField form={form} name="administrateur.lastName" label="Nom" />
          <TextField form={form} name="administrateur.email" label="Courriel nominatif" type="email" />
        </div>
      </fieldset>
      <fieldset class="part">
        <legend>Signataire</legend>
        <div class="pair">
          <TextField form={form} name="signatory.name" label="Nom et prénom" />
          <TextField form={form} name="signatory.function" label="Fonction" />
        </div>
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
