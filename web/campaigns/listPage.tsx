import { CAMPAIGN_STATE_LABELS } from '../../domain/campaign/types.ts';
import { NextPage, Section, State, Table } from '../kit/bits.tsx';
import { ConfirmBox, DELEGATION_MODES, SelectField, TextField } from '../kit/fields.tsx';
import { FileForm } from '../kit/fileForm.tsx';
import { FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { CampaignSummaryView, DryRunView, Listed } from '../kit/views.ts';
import { date } from '../kit/words.ts';
import { Counts, RowTable } from './figures.tsx';

const LABELS = {
  confirmed: 'Dates',
  file: 'Fichier',
  name: 'Nom',
  deadline: 'Échéance',
  opensOn: 'Ouverture',
  delegationMode: 'Mode de gestion',
};

interface CampaignsProps {
  view: View;
  campaigns: Listed<CampaignSummaryView>;
  query: Readonly<Record<string, string>>;
  /** null: this person launches none */
  form: FormState | null;
  /** report of a file that was only checked */
  checked: DryRunView | null;
}

/** Campaigns, and the form that checks or launches one from the Cnaf's list (§6.4). */
export function CampaignsPage({ view, campaigns, query, form, checked }: CampaignsProps): JSX.Element {
  return (
    <Page view={view} title="Campagnes Esat" faulty={(form?.faults.length ?? 0) > 0}>
      {form !== null && <FaultSummary form={form} labels={LABELS} />}
      {checked !== null && <Checked checked={checked} />}
      <Section id="liste" title="Campagnes lancées">
        <Table
          caption="Les plus récentes d'abord"
          empty="Aucune campagne."
          heads={['Campagne', 'État', 'Échéance', 'Ouverture']}
          rows={campaigns.items.map((campaign) => [
            <a href={`/campagnes/${encodeURIComponent(campaign.id)}`} safe>
              {campaign.name}
            </a>,
            <State code={campaign.state} words={CAMPAIGN_STATE_LABELS[campaign.state]} />,
            <span safe>{date(campaign.deadline)}</span>,
            <span safe>{date(campaign.opensOn)}</span>,
          ])}
        />
        <NextPage path="/campagnes" query={query} cursor={campaigns.nextCursor} />
      </Section>
      {form !== null && <UploadForm form={form} />}
    </Page>
  );
}

function UploadForm({ form }: { form: FormState }): JSX.Element {
  return (
    <Section id="nouvelle" title="Nouvelle campagne">
      <p>
        Le fichier est la liste de la Cnaf (classeur .xlsx ou .csv). « Vérifier » montre ce que deviendra chaque ligne
        sans rien créer. « Lancer » crée la campagne et ses dossiers.
      </p>
      <FileForm
        action="/campagnes"
        form={form}
        label="Fichier"
        check="Vérifier sans rien créer"
        submit="Lancer la campagne"
      >
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
        <ConfirmBox form={form} label="Ces dates sont bien celles que je veux" />
      </FileForm>
    </Section>
  );
}

function Checked({ checked }: { checked: DryRunView }): JSX.Element {
  return (
    <Section id="verification" title="Résultat de la vérification">
      <p class="notice">
        Rien n'est créé. Choisissez de nouveau le fichier et « Lancer la campagne » quand le résultat vous convient.
      </p>
      <Counts campaign={checked} />
      <RowTable rows={checked.details} caption="Lignes qui ne sont pas simplement acceptées" />
    </Section>
  );
}
