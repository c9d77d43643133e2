import { CNA } from '../../domain/dossier/newDossier.ts';
import { TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import type { PartnerView } from '../kit/views.ts';

/** What the managing Caf may change of the convention, each by an avenant that both sign (CONV-16). */
export interface AmendForms {
  siret: FormState;
  reach: FormState;
  caf: FormState;
}

/** Three forms: another SIRET, one more département, another contracting Caf, which the CNA alone may become. */
export function AmendConvention({ partner, forms }: { partner: PartnerView; forms: AmendForms }): JSX.Element {
  const path = `/partenaires/${encodeURIComponent(partner.id)}/avenants`;
  const open = Object.values<FormState>({ ...forms }).some(({ faults }) => faults.length > 0);
  return (
    <details class="act" open={open} id="avenant">
      <summary>Modifier la convention par un avenant</summary>
      <p>
        Le représentant signe l'avenant par un lien, puis vous le contresignez : la convention change alors, et pas
        avant. Comptes, groupes et services restent tels quels.
      </p>
      <h3>Le partenaire change de SIRET</h3>
      <ActionForm action={`${path}/siret`} form={forms.siret} submit="Demander l'avenant de SIRET">
        <TextField form={forms.siret} name="siret" label="Nouveau SIRET" width="medium" />
        <TextArea form={forms.siret} name="reason" label="Motif" rows={2} />
      </ActionForm>
      <h3>Il intervient dans un département de plus</h3>
      <ActionForm action={`${path}/portee`} form={forms.reach} submit="Demander l'avenant de portée">
        <TextField
          form={forms.reach}
          name="departments"
          label="Départements ajoutés"
          width="medium"
          hint="Par exemple : 77, 94. Le partenaire passe alors au Centre national d'appui."
        />
        <TextArea form={forms.reach} name="reason" label="Motif" rows={2} />
      </ActionForm>
      {partner.caf === CNA && (
        <>
          <h3>Le Centre national d'appui contracte désormais</h3>
          <ActionForm action={`${path}/caf`} form={forms.caf} submit="Demander l'avenant de Caf">
            <TextArea form={forms.caf} name="reason" label="Motif" rows={2} />
          </ActionForm>
        </>
      )}
    </details>
  );
}
