import { Day, ProcessState, Section, Table } from '../kit/bits.tsx';
import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { createdCaption, Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { ControlSummaryView, Counted, PartnerView } from '../kit/views.ts';

export const controlsPath = (partnerId: string): string => `/partenaires/${encodeURIComponent(partnerId)}/controles`;
export const controlPath = (id: string): string => `/controles/${encodeURIComponent(id)}`;

interface Props {
  view: View;
  partner: Pick<PartnerView, 'id' | 'raisonSociale'>;
  controls: Counted<ControlSummaryView>;
  query: Readonly<Record<string, string>>;
  /** null: this person starts none */
  form: FormState | null;
}

/** Yearly controls of a partner (OBL-15), and the form of its Caf that begins one. */
export function ControlsPage({ view, partner, controls, query, form }: Props): JSX.Element {
  const path = controlsPath(partner.id);
  const head = sortedHeads(path, query);
  return (
    <Page view={view} title={`Contrôles annuels – ${partner.raisonSociale}`} faulty={(form?.faults.length ?? 0) > 0}>
      {form !== null && <FaultSummary form={form} labels={{ year: 'Année', sampleSize: 'Personnes' }} />}
      <Listing
        path={path}
        list={`/partners/${encodeURIComponent(partner.id)}/annual-controls`}
        query={query}
        page={controls}
      >
        <Table
          caption={createdCaption('Contrôles', query, 's')}
          empty="Aucun contrôle."
          heads={[
            head('Année', 'label'),
            head('État', 'state'),
            'Personnes',
            'Écarts à corriger',
            head('Ouvert le', 'createdAt'),
          ]}
          rows={controls.items.map((one) => [
            <a href={controlPath(one.id)} safe>
              {`Contrôle ${one.year}`}
            </a>,
            <ProcessState type="annualControl" state={one.state} />,
            <span safe>{String(one.people)}</span>,
            <span safe>{String(one.gaps)}</span>,
            <Day at={one.createdAt} />,
          ])}
        />
      </Listing>
      {form !== null && (
        <Section id="commencer" title="Commencer un contrôle">
          <p>
            Un échantillon de personnes est tiré parmi les profils T1, T4 et T9. Les pièces sont demandées aux
            administrateurs du partenaire.
          </p>
          <ActionForm action={path} form={form} submit="Commencer le contrôle">
            <TextField form={form} name="year" label="Année" inputmode="numeric" width="short" />
            <TextField
              form={form}
              name="sampleSize"
              label="Personnes"
              hint="Combien de personnes regarder, 200 au plus."
              inputmode="numeric"
              width="short"
            />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}
