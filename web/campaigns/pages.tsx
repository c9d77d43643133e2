import { Facts, Mark, NextPage, Section, State, Table } from '../kit/bits.tsx';
import { FileField, SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type {
  CampaignRowView,
  CampaignSummaryView,
  CampaignView,
  DryRunView,
  FiguresView,
  Listed,
} from '../kit/views.ts';
import { count, date, siretWords, stateWords, useCaseWords, verdictWords } from '../kit/words.ts';

const MODES = [
  { value: 'DELEGUE', label: 'Délégué : le partenaire gère ses habilitations' },
  { value: 'CENTRALISE', label: 'Centralisé : la Caf gère les habilitations' },
];
const VERDICTS = ['accepted', 'held', 'refused', 'duplicate'].map((value) => ({ value, label: verdictWords(value) }));
const LABELS = {
  file: 'Fichier',
  name: 'Nom',
  deadline: 'Échéance',
  opensOn: 'Ouverture',
  delegationMode: 'Mode de gestion',
};
/** While a campaign runs its page loads itself again. */
const REFRESH_S = 5;

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
            <State code={campaign.state} />,
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
        Le fichier est la liste de la Cnaf (classeur .xlsx). « Vérifier » montre ce que deviendra chaque ligne sans rien
        créer. « Lancer » crée la campagne et ses dossiers.
      </p>
      <form method="post" action="/campagnes" id={form.id} enctype="multipart/form-data" novalidate>
        <input type="hidden" name="cle" value={form.values.cle as string} />
        <FileField
          form={form}
          name="file"
          label="Fichier"
          accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          hint="Classeur .xlsx de 20 Mo au plus. Après une vérification, choisissez-le de nouveau pour lancer."
        />
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
          choices={MODES}
        />
        <p class="actions">
          <button type="submit" name="dryRun" value="true" class="quiet">
            Vérifier sans rien créer
          </button>
          <button type="submit" name="dryRun" value="false">
            Lancer la campagne
          </button>
        </p>
      </form>
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

function Counts({ campaign }: { campaign: FiguresView }): JSX.Element {
  const { rows } = campaign;
  const n = (value: number) => <span safe>{value.toLocaleString('fr-FR')}</span>;
  return (
    <>
      <Facts
        items={[
          ['Lignes lues', n(rows.total)],
          ['Acceptées', n(rows.accepted)],
          ['Retenues pour la Caf', n(rows.held)],
          ['Refusées', n(rows.refused)],
          ['Doublons', n(rows.duplicate)],
        ]}
      />
      <Table
        caption="Lignes acceptées, par cas"
        empty="Aucune ligne acceptée."
        heads={['Cas', 'Situation', 'Lignes']}
        rows={Object.entries(campaign.byUseCase).map(([useCase, lines]) => [
          <span safe>{`Cas ${useCase}`}</span>,
          <span safe>{useCaseWords(useCase)}</span>,
          n(lines),
        ])}
      />
    </>
  );
}

/** Every row with its verdict and all its reasons, by column (U3). */
export function RowTable({ rows, caption }: { rows: readonly CampaignRowView[]; caption: string }): JSX.Element {
  return (
    <Table
      quiet
      caption={caption}
      empty="Aucune ligne."
      heads={['Ligne', 'Organisme', 'Verdict', 'Raisons', 'Cas', 'Dossier']}
      rows={rows.map((row) => [
        <span safe>{String(row.row)}</span>,
        <>
          <span class="nowrap" safe>
            {siretWords(row.siret)}
          </span>
          <br />
          <span class="soft" safe>
            {row.raisonSociale}
          </span>
        </>,
        <>
          <State code={row.verdict} words={verdictWords(row.verdict)} />{' '}
          {row.resolution !== null && <span safe>{stateWords(row.resolution)}</span>}
        </>,
        row.reasons.length === 0 ? (
          '–'
        ) : (
          <ul>
            {row.reasons.map((reason) => (
              <li>
                {reason.warning === true && <span>Avertissement – </span>}
                {reason.column !== '' && <strong safe>{`${reason.column} : `}</strong>}
                <span safe>{reason.message}</span>
              </li>
            ))}
          </ul>
        ),
        <span safe>{row.useCase === null ? '–' : String(row.useCase)}</span>,
        row.processId === null ? (
          '–'
        ) : (
          <a href={`/dossiers/${encodeURIComponent(row.processId)}`}>
            Voir<span class="hidden" safe>{` le dossier de la ligne ${row.row}`}</span>
          </a>
        ),
      ])}
    />
  );
}

interface CampaignProps {
  view: View;
  campaign: CampaignView;
  rows: Listed<CampaignRowView>;
  query: Readonly<Record<string, string>>;
  /** bring the figures up to date while rows are launched */
  follow: boolean;
  may: boolean;
  cancel: FormState;
}

/** One campaign: its progress as it goes, its counts, its rows; it can be left and found again, and cancelled (U4). */
export function CampaignPage({ view, campaign, rows, query, follow, may, cancel }: CampaignProps): JSX.Element {
  const path = `/campagnes/${encodeURIComponent(campaign.id)}`;
  const launching = launchingOf(campaign);
  const running = follow && campaign.state === 'EN_COURS' && launching.left > 0;
  return (
    <Page
      view={view}
      title={campaign.name}
      above={{ href: '/campagnes', label: 'Campagnes' }}
      refreshSeconds={running ? REFRESH_S : null}
      faulty={cancel.faults.length > 0}
    >
      <FaultSummary form={cancel} labels={{ reason: 'Motif' }} />
      <div id="suivi" data-live={running ? String(REFRESH_S) : undefined}>
        <Section id="avancement" title="Avancement">
          <p>
            <State code={campaign.state} />{' '}
            <span
              safe
            >{`Échéance : ${date(campaign.deadline)}. Ouverture des services à partir du ${date(campaign.opensOn)}.`}</span>
          </p>
          <Progress label="Dossiers lancés" done={launching.done} total={launching.total} />
          <Progress label="Services ouverts" done={campaign.byState.SERVICE_OUVERT ?? 0} total={launching.total} />
        </Section>
        <div class="columns">
          <Section id="etats" title="Dossiers par état">
            <ByState campaign={campaign} />
          </Section>
          <Section id="lignes-lues" title="Lignes du fichier">
            <Counts campaign={campaign} />
          </Section>
        </div>
      </div>
      {running && (
        <p class="soft">
          Le lancement continue : ces chiffres se mettent à jour tout seuls, vous pouvez quitter la page et y revenir.{' '}
          <a href={`${path}?suivi=non`}>Arrêter la mise à jour</a>
        </p>
      )}
      <Section id="lignes" title="Lignes">
        <form class="filters" method="get" action={path} aria-label="Filtrer les lignes">
          <SelectField
            form={freshForm('filtre', query)}
            name="verdict"
            label="Verdict"
            choices={VERDICTS}
            empty="Tous"
          />
          <p class="actions">
            <button type="submit" class="quiet">
              Filtrer
            </button>
          </p>
        </form>
        <RowTable rows={rows.items} caption="Lignes, dans l'ordre du fichier" />
        <NextPage path={path} query={query} cursor={rows.nextCursor} />
      </Section>
      {may && campaign.state === 'EN_COURS' && <Cancel path={path} form={cancel} />}
    </Page>
  );
}

function launchingOf(campaign: CampaignView): { done: number; left: number; total: number } {
  const left = campaign.byState.queued ?? 0;
  const done = Object.entries(campaign.byState).reduce((sum, [state, n]) => (state === 'queued' ? sum : sum + n), 0);
  return { done, left, total: done + left };
}

function Progress({ label, done, total }: { label: string; done: number; total: number }): JSX.Element {
  const words = `${label} : ${done.toLocaleString('fr-FR')} sur ${total.toLocaleString('fr-FR')}`;
  return (
    <p>
      <span aria-live="polite" safe>
        {words}
      </span>
      <progress value={done} max={Math.max(total, 1)} aria-label={label} />
    </p>
  );
}

function ByState({ campaign }: { campaign: CampaignView }): JSX.Element {
  return (
    <Table
      caption="Dossiers"
      empty="Aucun dossier encore."
      heads={['État', 'Dossiers']}
      rows={Object.entries(campaign.byState)
        .filter(([, n]) => n > 0)
        .map(([state, n]) => [<span safe>{stateWords(state)}</span>, <span safe>{n.toLocaleString('fr-FR')}</span>])}
    />
  );
}

function Cancel({ path, form }: { path: string; form: FormState }): JSX.Element {
  return (
    <details class="act" open={form.faults.length > 0}>
      <summary>Annuler la campagne</summary>
      <p>
        <Mark words="Attention : " />
        les lignes en attente ne seront pas lancées et les dossiers en cours seront abandonnés, sauf ceux qui portent
        une signature du partenaire.
      </p>
      <ActionForm action={`${path}/annuler`} form={form} submit="Annuler la campagne" tone="danger">
        <TextField form={form} name="reason" label="Motif" />
      </ActionForm>
    </details>
  );
}

/** « 3 lignes », for flash messages. */
export const lines = (n: number): string => count(n, 'ligne', 'lignes');
