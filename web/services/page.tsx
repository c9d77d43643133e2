import { NATIONAL_STATE_LABELS, NATIONAL_STATE_MARKS } from '../../domain/service/national.ts';
import { Section, State, Table } from '../kit/bits.tsx';
import { SelectField, TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { NationalServiceView } from '../kit/views.ts';
import { count, instant } from '../kit/words.ts';

const LABELS = { code: 'Service', reason: 'Motif', until: 'Réouverture le' };

interface ServicesProps {
  view: View;
  services: readonly NationalServiceView[];
  /** null: this person only reads */
  forms: { suspend: FormState; resume: FormState } | null;
}

/** Where each service stands for everyone (domain.md §5), and what the Cnaf does about it. */
export function ServicesPage({ view, services, forms }: ServicesProps): JSX.Element {
  const faulty = [forms?.suspend, forms?.resume].find((one) => (one?.faults.length ?? 0) > 0);
  return (
    <Page view={view} title="Services, pour tous" faulty={faulty !== undefined}>
      {faulty !== undefined && <FaultSummary form={faulty} labels={LABELS} />}
      <p>
        Ce qui est dit ici vaut pour tous les partenaires, aussitôt : leur menu, l'entrée dans le service et le
        diagnostic le lisent. Une Caf suspend un service pour un seul partenaire depuis la page de celui-ci.
      </p>
      <Table
        caption="Services du portail"
        empty=""
        heads={['Service', 'État', 'Depuis le', 'Motif', 'Ensuite']}
        rows={services.map((one) => [
          <span safe>{one.label}</span>,
          <State mark={NATIONAL_STATE_MARKS[one.state]} words={NATIONAL_STATE_LABELS[one.state]} />,
          <span safe>{one.since === null ? '–' : instant(one.since)}</span>,
          <span safe>{one.reason ?? '–'}</span>,
          <span safe>{one.next ?? '–'}</span>,
        ])}
      />
      {forms !== null && <Acts services={services} forms={forms} />}
    </Page>
  );
}

/** To how many it happens, before it does. */
function reachWords(reach: NationalServiceView['reach']): string {
  const { people, partners } = reach ?? { people: 0, partners: 0 };
  return people === 0
    ? "personne n'y entre"
    : `${count(people, 'personne', 'personnes')} de ${count(partners, 'organisme', 'organismes')}`;
}

function Acts({
  services,
  forms,
}: {
  services: ServicesProps['services'];
  forms: NonNullable<ServicesProps['forms']>;
}) {
  const { suspend, resume } = forms;
  const choices = (open: boolean) =>
    services
      .filter(({ state }) => (state === 'OUVERT') === open)
      .map(({ code, label, reach }) => ({ value: code, label: open ? `${label} – ${reachWords(reach)}` : label }));
  return (
    <>
      {choices(true).length > 0 && (
        <Section id="suspendre-pour-tous" title="Suspendre un service pour tous">
          <p>
            Plus personne n'y entre, aussitôt. Les administrateurs et les Caf de ces organismes en sont prévenus et
            lisent votre motif.
          </p>
          <ActionForm action="/services/pour-tous/suspendre" form={suspend} submit="Suspendre pour tous" tone="danger">
            <SelectField form={suspend} name="code" label="Service" choices={choices(true)} />
            <TextArea
              form={suspend}
              name="reason"
              label="Motif"
              rows={2}
              hint="Lu par toutes les personnes concernées."
            />
            <TextField
              form={suspend}
              name="until"
              label="Réouverture le"
              type="date"
              width="medium"
              optional
              hint="Sans date : jusqu'à ce que vous le rouvriez."
            />
          </ActionForm>
        </Section>
      )}
      {choices(false).length > 0 && (
        <Section id="rouvrir-pour-tous" title="Rouvrir un service pour tous">
          <p>L'Espace Tuteur ne se rouvre pas ici : sa réouverture est une procédure, avec ses contrôles.</p>
          <ActionForm action="/services/pour-tous/rouvrir" form={resume} submit="Rouvrir pour tous">
            <SelectField form={resume} name="code" label="Service" choices={choices(false)} />
            <TextArea form={resume} name="reason" label="Motif" rows={2} />
          </ActionForm>
        </Section>
      )}
    </>
  );
}
