import { hasRole } from '../../api/access.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { Section, State, Table } from '../kit/bits.tsx';
import { SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { DelegationsView, DelegationView } from '../kit/views.ts';
import { date } from '../kit/words.ts';

export const DELEGATIONS_PATH = '/ma-caf/delegations';

const LABELS = { holderId: 'Agent', from: 'À compter du', until: "Jusqu'au", act: "Référence de l'acte" };

interface DelegationsProps {
  view: View;
  delegations: DelegationsView;
  form: FormState;
}

/** Who countersigns for the Caf: the director's delegations, recorded by its cafAdmin. */
export function DelegationsPage({ view, delegations, form }: DelegationsProps): JSX.Element {
  const may = view.person !== null && hasRole(view.person, 'cafAdmin');
  return (
    <Page
      view={view}
      title="Délégations de signature"
      above={{ href: '/ma-caf', label: 'Ma Caf' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={LABELS} />
      {delegations.items.length === 0 ? (
        <NoneRecorded />
      ) : (
        <p>
          Seuls contresignent les agents qui ont ici une délégation en vigueur. Elle est imprimée sur le document, avec
          son acte et ses dates.
        </p>
      )}
      <Section id="enregistrees" title="Délégations enregistrées">
        <Table
          quiet
          caption="Délégations, les plus récentes d'abord"
          empty="Aucune délégation n'est enregistrée."
          heads={['Agent', 'À compter du', "Jusqu'au", 'Acte', 'État']}
          rows={delegations.items.map((one) => [
            <span safe>{one.holder.name}</span>,
            <span safe>{date(one.from)}</span>,
            <>
              <span safe>{one.until === null ? 'Sans terme' : date(one.until)}</span>
              {may && one.inForce && <End delegation={one} now={view.now} />}
            </>,
            <span safe>{one.act}</span>,
            <State mark={one.inForce ? 'done' : 'plain'} words={one.inForce ? 'En vigueur' : 'Pas en vigueur'} />,
          ])}
        />
      </Section>
      {may && (
        <Section id="nouvelle" title="Enregistrer une délégation">
          <ActionForm action={DELEGATIONS_PATH} form={form} submit="Enregistrer la délégation">
            <SelectField
              form={form}
              name="holderId"
              label={LABELS.holderId}
              choices={delegations.agents.map(({ id, name }) => ({ value: id, label: name }))}
              empty="Choisissez un agent"
            />
            <TextField form={form} name="from" label={LABELS.from} type="date" width="medium" />
            <TextField
              form={form}
              name="until"
              label={LABELS.until}
              type="date"
              width="medium"
              hint="Dernier jour, compris. Laissez vide si l'acte n'a pas de terme."
              optional
            />
            <TextField
              form={form}
              name="act"
              label={LABELS.act}
              hint="Par exemple : décision n° 2026-12 du 1er mars 2026."
            />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}

/** Said to agents and their cafAdmin for as long as a Caf has recorded none: nobody is locked out, and somebody is asked. */
function NoneRecorded(): JSX.Element {
  return (
    <p class="notice">
      Votre Caf n'a enregistré aucune délégation : tous ses agents contresignent. Dès la première, seuls ceux qui en
      tiennent une le pourront : enregistrez donc celle de chaque signataire.
    </p>
  );
}

function End({ delegation, now }: { delegation: DelegationView; now: Date }): JSX.Element {
  const form = freshForm(`fin-${delegation.id}`, { until: parisDate(now) });
  return (
    <details class="act">
      <summary>
        Mettre fin<span class="hidden" safe>{` : délégation donnée à ${delegation.holder.name}`}</span>
      </summary>
      <p safe>{`${delegation.holder.name} ne contresigne plus passé ce jour. Ce qui est déjà contresigné le reste.`}</p>
      <ActionForm
        action={`${DELEGATIONS_PATH}/${encodeURIComponent(delegation.id)}/fin`}
        form={form}
        submit="Mettre fin"
        tone="quiet"
      >
        <TextField form={form} name="until" label="Dernier jour" type="date" width="medium" />
      </ActionForm>
    </details>
  );
}
