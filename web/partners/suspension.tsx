import { SelectField, TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import type { PartnerView, ServiceView } from '../kit/views.ts';
import { count } from '../kit/words.ts';

/** The forms that suspend a service of the partner and open it again (§4.3). */
export interface Suspending {
  suspend: FormState;
  resume: FormState;
}

export const SUSPENSION_LABELS = { service: 'Service', reason: 'Motif', until: 'Réouverture le' };

/** To how many it happens, before it does. */
export function whoEnters(people: number): string {
  return people === 0 ? "personne n'y entre" : count(people, 'personne y entre', 'personnes y entrent');
}

/** What an agent of the managing Caf does with the partner's services: one form for those that are open, one for the suspended ones. */
export function SuspensionForms({
  partner,
  services,
  forms,
}: {
  partner: PartnerView;
  services: readonly ServiceView[];
  forms: Suspending;
}): JSX.Element {
  const among = (state: ServiceView['state']) =>
    services
      .filter((one) => one.state === state)
      .map(({ service, label, people }) => ({
        value: service,
        label: state === 'OUVERTE' ? `${label} – ${whoEnters(people)}` : label,
      }));
  const path = `/partenaires/${encodeURIComponent(partner.id)}/services`;
  return (
    <>
      {among('SUSPENDUE').length > 0 && (
        <details class="act" open={forms.resume.faults.length > 0} id="lever-une-suspension">
          <summary>Rouvrir un service suspendu</summary>
          <ActionForm action={`${path}/rouvrir`} form={forms.resume} submit="Rouvrir le service">
            <SelectField form={forms.resume} name="service" label="Service" choices={among('SUSPENDUE')} />
            <TextArea form={forms.resume} name="reason" label="Motif" rows={2} hint="Ce qui le suspendait est levé." />
          </ActionForm>
        </details>
      )}
      {among('OUVERTE').length > 0 && (
        <details class="act" open={forms.suspend.faults.length > 0} id="suspendre-un-service">
          <summary>Suspendre un service</summary>
          <p>
            Personne de cet organisme n'y entre plus, aussitôt. Rien n'est fermé : les administrateurs lisent votre
            motif et sont prévenus de la réouverture.
          </p>
          <ActionForm action={`${path}/suspendre`} form={forms.suspend} submit="Suspendre le service" tone="danger">
            <SelectField form={forms.suspend} name="service" label="Service" choices={among('OUVERTE')} />
            <TextArea
              form={forms.suspend}
              name="reason"
              label="Motif"
              rows={2}
              hint="Lu par les personnes de l'organisme."
            />
            <TextField
              form={forms.suspend}
              name="until"
              label="Réouverture le"
              type="date"
              width="medium"
              optional
              hint="Sans date : jusqu'à ce que vous le rouvriez."
            />
          </ActionForm>
        </details>
      )}
    </>
  );
}
