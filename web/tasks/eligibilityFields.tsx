import { ChoiceGroup, TextField, YES_NO } from '../kit/fields.tsx';
import type { FormState } from '../kit/form.tsx';

/** Its fields as a fault summary names them. */
export const ELIGIBILITY_LABELS = {
  casf: 'Esat',
  cdaph: 'Orientation par la CDAPH',
  places: 'Nombre de places',
  autorisation: "Arrêté d'autorisation",
};

/** The eligibility form of an Esat (ESAT-5, [P] minimum), filled here or by the partner. */
export function EligibilityFields({ form, prefix }: { form: FormState; prefix: string }): JSX.Element {
  return (
    <>
      <ChoiceGroup
        form={form}
        name={`${prefix}.casf`}
        kind="radio"
        label="L'établissement est un Esat au sens de l'article L. 344-2 du code de l'action sociale et des familles"
        choices={YES_NO}
      />
      <ChoiceGroup
        form={form}
        name={`${prefix}.cdaph`}
        kind="radio"
        label="Les travailleurs y sont orientés par la commission des droits et de l'autonomie (CDAPH)"
        choices={YES_NO}
      />
      <TextField
        form={form}
        name={`${prefix}.places`}
        label="Nombre de places autorisées"
        inputmode="numeric"
        width="short"
      />
      <TextField form={form} name={`${prefix}.autorisation`} label="Référence de l'arrêté d'autorisation" />
    </>
  );
}
