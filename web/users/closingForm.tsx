import { SERVICES, type ServiceCode } from '../../domain/service/services.ts';
import { Checkbox, ConfirmBox, SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import { PeopleSearch, personChoice } from '../kit/peopleChoice.tsx';
import type { UserView } from '../kit/views.ts';
import { count } from '../kit/words.ts';
import { userPath } from './paths.ts';
import { ClosingReasonField } from './personFields.tsx';

export const CLOSING_LABELS = {
  confirmed: 'Date de clôture',
  closesOn: 'Date de clôture',
  reason: 'Motif de la clôture',
  replacementId: 'Remplaçant',
  withoutManager: 'Sans gestionnaire',
};

/** To whom it happens and what they lose, before it does. */
function whatCloses({ firstName, lastName, groups, administrateur }: UserView): string {
  const services = [...new Set(groups.map(({ service }) => SERVICES[service as ServiceCode] ?? service))];
  const lost =
    services.length === 0 ? "n'a aucun service à perdre" : `perd ${services.map((one) => `« ${one} »`).join(', ')}`;
  const role = administrateur ? ' Cette personne administre l’organisme.' : '';
  return `${firstName} ${lastName} ${lost}${groups.length === 0 ? '' : `, quitte ${count(groups.length, 'groupe', 'groupes')}`}, et n'entre plus : ses sessions prennent fin.${role}`;
}

/** Closes an account by date (ACC-14, ACC-17); the groups of a gestionnaire pass to somebody (GRP-19). */
export function ClosingForm({
  user,
  people,
  search,
  form,
  opened,
}: {
  user: UserView;
  people: readonly UserView[];
  search: string | null;
  form: FormState;
  opened: boolean;
}): JSX.Element {
  return (
    <details class="act" open={opened}>
      <summary>Clore le compte</summary>
      <p safe>{whatCloses(user)}</p>
      <p>Rien n'est effacé : le compte peut être réactivé.</p>
      <PeopleSearch path={userPath(user.id)} search={search} />
      <ActionForm action={`${userPath(user.id)}/clore`} form={form} submit="Clore à cette date" tone="danger">
        <TextField
          form={form}
          name="closesOn"
          label="Date de clôture"
          type="date"
          width="medium"
          hint="Aujourd'hui : tout de suite. Plus tard : à 0 h ce jour-là."
        />
        <ConfirmBox form={form} label="La date est la bonne : clore le compte tout de suite" />
        <ClosingReasonField form={form} name="reason" />
        {user.manages.length > 0 && (
          <>
            <SelectField
              form={form}
              name="replacementId"
              label={`Qui reprend ses groupes (${user.manages.map((group) => group.code).join(', ')})`}
              choices={people.filter((one) => one.id !== user.id).map(personChoice)}
              empty="Choisissez une personne"
            />
            <Checkbox form={form} name="withoutManager" label="Laisser ces groupes sans gestionnaire pour l'instant" />
          </>
        )}
      </ActionForm>
    </details>
  );
}
