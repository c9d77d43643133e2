import { cafName } from '../../domain/caf/cafs.ts';
import { NATURE_LABELS, NATURES, ORGANISATION_LABELS, ORGANISATION_TYPES } from '../../domain/partner/types.ts';
import { Table } from '../kit/bits.tsx';
import { ConfirmBox, SelectField, TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted, PartnerView } from '../kit/views.ts';
import { siretWords } from '../kit/words.ts';

/** What a partner may be, in words. */
export const NATURE_CHOICES = NATURES.map((value) => ({ value, label: NATURE_LABELS[value] }));

/** … and what it is (§2.4). */
export const TYPE_CHOICES = ORGANISATION_TYPES.map((value) => ({ value, label: ORGANISATION_LABELS[value] }));

const NEW_LABELS = {
  raisonSociale: 'Raison sociale',
  siret: 'Numéro SIRET',
  address: 'Adresse',
  email: 'Adresse de courriel',
  phone: 'Téléphone',
  departments: 'Départements',
  nature: 'Nature',
  typeOrganisme: "Type d'organisme",
  confirmed: 'Départements',
};
interface ListProps {
  view: View;
  partners: Counted<PartnerView>;
  query: Readonly<Record<string, string>>;
  /** null: this person records none */
  form: FormState | null;
}

/** Partners by name or SIRET, and the form that records one. */
export function PartnersPage({ view, partners, query, form }: ListProps): JSX.Element {
  const filter = freshForm('filtre', query);
  const head = sortedHeads('/partenaires', query, 'raisonSociale');
  return (
    <Page view={view} title="Partenaires" faulty={(form?.faults.length ?? 0) > 0}>
      {form !== null && <FaultSummary form={form} labels={NEW_LABELS} />}
      <FilterForm action="/partenaires" label="Chercher un partenaire" submit="Chercher" query={query}>
        <TextField form={filter} name="q" label="Nom ou début de SIRET" type="search" />
        <TextField form={filter} name="department" label="Département" width="short" />
      </FilterForm>
      <Listing path="/partenaires" list="/partners" query={query} page={partners}>
        <Table
          caption={query.sort === undefined ? 'Partenaires, par nom' : 'Partenaires'}
          empty="Aucun partenaire ne correspond."
          heads={[head('Partenaire', 'raisonSociale'), head('SIRET', 'siret'), 'Départements', head('Caf', 'caf')]}
          rows={partners.items.map((partner) => [
            <a href={`/partenaires/${encodeURIComponent(partner.id)}`} safe>
              {partner.raisonSociale}
            </a>,
            <span class="nowrap" safe>
              {siretWords(partner.siret)}
            </span>,
            <span safe>{partner.departments.join(', ')}</span>,
            <span safe>{cafName(partner.caf)}</span>,
          ])}
        />
      </Listing>
      {form !== null && (
        <details class="act" open={form.faults.length > 0}>
          <summary>Enregistrer un partenaire</summary>
          <ActionForm action="/partenaires" form={form} submit="Enregistrer">
            <TextField form={form} name="raisonSociale" label="Raison sociale" />
            <TextField
              form={form}
              name="siret"
              label="Numéro SIRET"
              hint="14 chiffres."
              inputmode="numeric"
              width="medium"
            />
            <TextArea form={form} name="address" label="Adresse" rows={3} />
            <TextField form={form} name="email" label="Adresse de courriel" type="email" />
            <TextField form={form} name="phone" label="Téléphone" type="tel" width="medium" />
            <TextField
              form={form}
              name="departments"
              label="Départements"
              hint="Codes séparés par des virgules, par exemple : 75, 2A."
            />
            <SelectField
              form={form}
              name="nature"
              label="Nature"
              choices={NATURE_CHOICES}
              empty="Non renseignée"
              optional
            />
            <SelectField
              form={form}
              name="typeOrganisme"
              label="Type d'organisme"
              choices={TYPE_CHOICES}
              empty="Non renseigné"
              hint="De lui dépendent les services auxquels le partenaire a droit."
              optional
            />
            <ConfirmBox form={form} label="Ces départements sont bien ceux de ce partenaire" />
          </ActionForm>
        </details>
      )}
    </Page>
  );
}
