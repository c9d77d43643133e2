import { CAMPAIGN_STATE_LABELS, CAMPAIGN_STATE_MARKS } from '../../domain/campaign/types.ts';
import { Day, Section, State, Table } from '../kit/bits.tsx';
import { DELEGATION_MODES, SelectField, TextField } from '../kit/fields.tsx';
import { FileForm } from '../kit/fileForm.tsx';
import { FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { createdCaption, Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { CampaignSummaryView, CheckItemView, Counted } from '../kit/views.ts';
import { date, instant } from '../kit/words.ts';
import { CAMPAIGN_LABELS, checkPath } from './checkPage.tsx';

const STATES = Object.entries(CAMPAIGN_STATE_LABELS).map(([value, label]) => ({ value, label }));

interface CampaignsProps {
  view: View;
  campaigns: Counted<CampaignSummaryView>;
  query: Readonly<Record<string, string>>;
  /** null: this person launches none */
  form: FormState | null;
  /** files that this person checked and did not launch */
  checks: readonly CheckItemView[];
}

/** Campaigns, and the form that checks or launches one from the Cnaf's list (§6.4). */
export function CampaignsPage({ view, campaigns, query, form, checks }: CampaignsProps): JSX.Element {
  const head = sortedHeads('/campagnes', query);
  return (
    <Page view={view} title="Campagnes Esat" faulty={(form?.faults.length ?? 0) > 0}>
      {form !== null && <FaultSummary form={form} labels={CAMPAIGN_LABELS} />}
      <Checks checks={checks} />
      <Section id="liste" title="Campagnes lancées">
        <FilterForm
          action="/campagnes"
          label="Filtrer les campagnes"
          beside={<a href="/campagnes">Tout afficher</a>}
          query={query}
        >
          <SelectField form={freshForm('filtre', query)} name="state" label="État" choices={STATES} empty="Tous" />
        </FilterForm>
        <Listing path="/campagnes" list="/esat/campaigns" query={query} page={campaigns}>
          <Table
            caption={createdCaption('Campagnes', query)}
            empty="Aucune campagne."
            heads={[
              head('Campagne', 'name'),
              head('État', 'state'),
              head('Échéance', 'deadline'),
              head('Ouverture', 'opensOn'),
              head('Lancée le', 'createdAt'),
            ]}
            rows={campaigns.items.map((campaign) => [
              <a href={`/campagnes/${encodeURIComponent(campaign.id)}`} safe>
                {campaign.name}
              </a>,
              <State mark={CAMPAIGN_STATE_MARKS[campaign.state]} words={CAMPAIGN_STATE_LABELS[campaign.state]} />,
              <span safe>{date(campaign.deadline)}</span>,
              <span safe>{date(campaign.opensOn)}</span>,
              <Day at={campaign.createdAt} />,
            ])}
          />
        </Listing>
      </Section>
      {form !== null && <UploadForm form={form} />}
    </Page>
  );
}

/** Files that were checked and wait to be launched: only whoever checked them sees them. */
function Checks({ checks }: { checks: readonly CheckItemView[] }): JSX.Element {
  if (checks.length === 0) return '';
  return (
    <Section id="verifies" title="Fichiers vérifiés, à lancer">
      <Table
        quiet
        caption="Fichiers vérifiés"
        empty="Aucun."
        heads={['Campagne', 'Lignes', 'Vérifié le', "Gardé jusqu'au"]}
        rows={checks.map((check) => [
          <a href={checkPath(check.id)} safe>
            {check.name}
          </a>,
          <span safe>{check.lines.toLocaleString('fr-FR')}</span>,
          <span safe>{instant(check.checkedAt)}</span>,
          <span safe>{date(check.keptUntil)}</span>,
        ])}
      />
    </Section>
  );
}

function UploadForm({ form }: { form: FormState }): JSX.Element {
  return (
    <Section id="nouvelle" title="Nouvelle campagne">
      <p>
        Le fichier est la liste de la Cnaf (fichier .xlsx ou .csv). « Vérifier » montre ce que deviendra chaque ligne
        sans rien créer ; le fichier vérifié est gardé, et vous le lancez quand le résultat vous convient.
      </p>
      <FileForm action="/campagnes" list="campagne" form={form} label="Fichier" check="Vérifier sans rien créer">
        <TextField form={form} name="name" label="Nom de la campagne" />
        <TextField
          form={form}
          name="deadline"
          label="Échéance"
          type="date"
          width="medium"
          hint="Passé ce jour, les dossiers non terminés sont signalés en retard."
        />
        <TextField form={form} name="opensOn" label="Ouverture des services à partir du" type="date" width="medium" />
        <SelectField
          form={form}
          name="delegationMode"
          label="Mode de gestion des nouvelles conventions"
          choices={DELEGATION_MODES}
        />
      </FileForm>
    </Section>
  );
}
