import { ConfirmBox, TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import type { PartnerView } from '../kit/views.ts';

/** What the fields of a partner's coordinates are called. */
export const CONTACT_LABELS = {
  raisonSociale: 'Raison sociale',
  address: 'Adresse',
  email: 'Adresse de courriel',
  phone: 'Téléphone',
  departments: 'Départements',
  confirmed: 'Départements',
};

/** A partner's coordinates as they are known, to be filled in beforehand. */
export const contactOf = ({ raisonSociale, address, email, phone, departments }: PartnerView): FormState['values'] => ({
  ...{ raisonSociale, address, email, phone },
  departments,
});

/** Corrected in the page; the SIRET is not (CONV-16). */
export function ContactForm({ partner, form }: { partner: PartnerView; form: FormState }): JSX.Element {
  return (
    <details class="act" open={form.faults.length > 0} id="coordonnees-du-partenaire">
      <summary>Corriger les coordonnées</summary>
      <p>Les documents déjà envoyés gardent ce qui y est écrit. Le SIRET se corrige par un avenant.</p>
      <ActionForm
        action={`/partenaires/${encodeURIComponent(partner.id)}/coordonnees`}
        form={form}
        submit="Enregistrer les coordonnées"
        tone="quiet"
      >
        <input type="hidden" name="version" value={String(form.values.version ?? partner.version)} />
        <TextField form={form} name="raisonSociale" label={CONTACT_LABELS.raisonSociale} />
        <TextArea form={form} name="address" label={CONTACT_LABELS.address} rows={3} />
        <TextField form={form} name="email" label={CONTACT_LABELS.email} type="email" />
        <TextField form={form} name="phone" label={CONTACT_LABELS.phone} type="tel" width="medium" />
        <TextField
          form={form}
          name="departments"
          label={CONTACT_LABELS.departments}
          hint="Codes séparés par des virgules, par exemple : 75, 2A."
        />
        <ConfirmBox form={form} label="Ces départements sont bien ceux de ce partenaire" />
      </ActionForm>
    </details>
  );
}
