import { SelectField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import type { PartnerView } from '../kit/views.ts';
import { NATURE_CHOICES, TYPE_CHOICES } from './listPage.tsx';

/** Asked where it is not known, corrected where it is (§2.3, §2.4): which services a partner is entitled to depends on it (CONV-1). */
export function IdentityForm({ partner, form }: { partner: PartnerView; form: FormState }): JSX.Element {
  const unknown = partner.nature === null || partner.typeOrganisme === null;
  return (
    <details class="act" open={unknown || form.faults.length > 0} id="nature-du-partenaire">
      <summary>{unknown ? 'Dire ce qu’est ce partenaire' : 'Corriger ce qu’est ce partenaire'}</summary>
      <ActionForm
        action={`/partenaires/${encodeURIComponent(partner.id)}/nature`}
        form={form}
        submit="Enregistrer l’identité"
        tone="quiet"
      >
        <SelectField
          form={form}
          name="nature"
          label="Nature"
          choices={NATURE_CHOICES}
          empty="Choisir"
          hint="L'Espace Tuteur est réservé aux personnes morales."
        />
        <SelectField
          form={form}
          name="typeOrganisme"
          label="Type d'organisme"
          choices={TYPE_CHOICES}
          empty="Choisir"
          hint="De lui dépendent les services auxquels le partenaire a droit."
          optional
        />
      </ActionForm>
    </details>
  );
}
