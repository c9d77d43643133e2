import { Checkbox } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, typedIn } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { FormView } from '../kit/views.ts';
import { DemarcheField, fieldLabels } from './fields.tsx';
import { formPath, sheetPath } from './paths.ts';

/** The form of a démarche for a protégé (TUT-14); the fields are the table's. */
export function DemarcheFormPage({
  view,
  protege,
  declared,
  form,
}: {
  view: View;
  protege: { reference: string; firstName: string; lastName: string };
  declared: FormView;
  form: FormState;
}): JSX.Element {
  const asked = form.faults.some(({ path }) => path === 'confirmed') || typedIn(form, 'confirmed') === 'oui';
  return (
    <Page
      view={view}
      title={declared.title}
      above={{ href: sheetPath(protege.reference), label: `${protege.firstName} ${protege.lastName}` }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ ...fieldLabels(declared.fields), confirmed: 'Démarche déjà déposée' }} />
      <p safe>{declared.intro}</p>
      <p class="hint">Ce que vous déclarez est gardé chiffré, lu par la Caf en charge et par vous.</p>
      <ActionForm action={formPath(protege.reference, declared.code)} form={form} submit="Déposer la démarche">
        {declared.fields.map((field) => (
          <DemarcheField form={form} field={field} />
        ))}
        {asked && <Checkbox form={form} name="confirmed" label="C’est une autre démarche : la déposer aussi" />}
      </ActionForm>
    </Page>
  );
}
