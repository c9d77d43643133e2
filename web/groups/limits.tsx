import { CATALOGUE } from '../../domain/service/services.ts';
import { mayExchangeT9 } from '../../domain/tuteur/exclusive.ts';
import { SelectField, TextArea } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import type { GroupView } from '../kit/views.ts';
import { date, siretWords } from '../kit/words.ts';

export const LIMIT_LABELS = { exclusiveT9: 'Espace Tuteur et profil T9', establishments: 'Établissements' };
const EXCHANGE = [
  { value: 'false', label: 'Les membres gardent Cdap T9 quand l’Espace Tuteur est ouvert' },
  { value: 'true', label: 'L’Espace Tuteur remplace Cdap T9 tant qu’il est ouvert' },
];

/** What a group of a tuteur exchanges or is limited to, as facts; none for other groups (TUT-5, TUT-18). */
export function limitFacts(group: GroupView): [string, JSX.Element][] {
  if (mayExchangeT9(group)) {
    const since = group.t9SuspendedAt === null ? '' : `, depuis le ${date(group.t9SuspendedAt)}`;
    const words = group.exclusiveT9
      ? `L’Espace Tuteur remplace Cdap T9 tant qu’il est ouvert${since}`
      : 'Cdap T9 reste';
    return [[LIMIT_LABELS.exclusiveT9, <span safe>{words}</span>]];
  }
  if (CATALOGUE[group.service].groups.limitedToEstablishments !== true) return [];
  const all = group.establishments.map(siretWords).join(', ');
  return [[LIMIT_LABELS.establishments, <span safe>{all === '' ? 'Tous ceux de l’organisme' : all}</span>]];
}

/** The form of it; nothing for other groups. */
export function LimitForm({
  path,
  group,
  form,
}: {
  path: string;
  group: GroupView;
  form: (id: string, values?: FormState['values']) => FormState;
}): JSX.Element {
  if (mayExchangeT9(group)) {
    const exchange = form('echange', { exclusiveT9: String(group.exclusiveT9) });
    return (
      <ActionForm action={`${path}/echange`} form={exchange} submit="Enregistrer ce choix" tone="quiet">
        <SelectField
          form={exchange}
          name="exclusiveT9"
          label={LIMIT_LABELS.exclusiveT9}
          choices={EXCHANGE}
          hint="Le profil T9 sert aussi aux mesures Masp et de budget familial, que l’Espace Tuteur ne remplace pas."
        />
      </ActionForm>
    );
  }
  if (CATALOGUE[group.service].groups.limitedToEstablishments !== true) return '';
  const limits = form('etablissements', { establishments: group.establishments.join('\n') });
  return (
    <ActionForm action={`${path}/etablissements`} form={limits} submit="Limiter à ces établissements" tone="quiet">
      <TextArea
        form={limits}
        name="establishments"
        label={LIMIT_LABELS.establishments}
        rows={3}
        optional
        hint="Un SIRET par ligne ; aucun : les protégés de tous les établissements."
      />
    </ActionForm>
  );
}
