import { CAMPAIGN_STATE_LABELS, CAMPAIGN_STATE_MARKS } from '../../domain/campaign/types.ts';
import { DOSSIER_KINDS, OPENED } from '../../domain/kinds.ts';
import { Mark, Section, State, Table } from '../kit/bits.tsx';
import { SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { Listing } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { CampaignRowView, CampaignView, Counted } from '../kit/views.ts';
import { count, date, processStateWords } from '../kit/words.ts';
import { VERDICT_CHOICES } from './checkPage.tsx';
import { Counts, RowTable } from './figures.tsx';

/** While a campaign runs its page loads itself again. */
const REFRESH_S = 5;

interface CampaignProps {
  view: View;
  campaign: CampaignView;
  rows: Counted<CampaignRowView>;
  query: Readonly<Record<string, string>>;
  /** bring the figures up to date while rows are launched */
  follow: boolean;
  may: boolean;
  /** of a national campaign, only the part of this person's Caf */
  partial: boolean;
  cancel: FormState;
  /** mails of the campaign that were refused or are in doubt, in words; none of another's */
  troubles: readonly string[];
}

/** One campaign: its progress as it goes, its counts, its rows; it can be left and found again, and cancelled (U4). */
export function CampaignPage({
  view,
  campaign,
  rows,
  query,
  follow,
  may,
  partial,
  cancel,
  troubles,
}: CampaignProps): JSX.Element {
  const path = `/campagnes/${encodeURIComponent(campaign.id)}`;
  const launching = launchingOf(campaign);
  const opened = OPENED.reduce((sum, state) => sum + (campaign.byState[state] ?? 0), 0);
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
      {troubles.length > 0 && (
        <Section id="incident" title="Courriels de la campagne">
          <ul>
            {troubles.map((words) => (
              <li safe>{words}</li>
            ))}
          </ul>
          <p>
            <a href={`/dossiers/${encodeURIComponent(`esat-campaign-${campaign.id}`)}`}>Reprendre après l'incident</a>
          </p>
        </Section>
      )}
      <div id="suivi" data-live={running ? String(REFRESH_S) : undefined}>
        <Section id="avancement" title="Avancement">
          <p>
            <State mark={CAMPAIGN_STATE_MARKS[campaign.state]} words={CAMPAIGN_STATE_LABELS[campaign.state]} />{' '}
            <span
              safe
            >{`Échéance : ${date(campaign.deadline)}. Ouverture des services à partir du ${date(campaign.opensOn)}.`}</span>
          </p>
          <Progress label="Dossiers lancés" done={launching.done} total={launching.total} />
          <Progress label="Services ouverts" done={opened} total={launching.total} />
          <Progress label="Dossiers terminés" done={campaign.byState.TERMINE ?? 0} total={launching.total} />
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
        {partial && <p>Campagne nationale : ces lignes et ces chiffres sont ceux de votre Caf.</p>}
        <FilterForm action={path} label="Filtrer les lignes" query={query}>
          <SelectField
            form={freshForm('filtre', query)}
            name="verdict"
            label="Verdict"
            choices={VERDICT_CHOICES}
            empty="Tous"
          />
        </FilterForm>
        <Listing
          path={path}
          list={`/esat/campaigns/${encodeURIComponent(campaign.id)}/rows`}
          query={query}
          page={rows}
          what="Ces lignes"
        >
          <RowTable rows={rows.items} path={path} query={query} />
        </Listing>
      </Section>
      {may && campaign.state === 'EN_COURS' && <Cancel path={path} campaign={campaign} form={cancel} />}
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
        .map(([state, n]) => [
          state === 'queued' ? (
            <span>En attente de lancement</span>
          ) : (
            <a href={`/dossiers?${new URLSearchParams({ campaignId: campaign.id, status: state })}`} safe>
              {processStateWords({ type: 'esatOnboarding', state })}
            </a>
          ),
          <span safe>{n.toLocaleString('fr-FR')}</span>,
        ])}
    />
  );
}

/** What cancelling does to what is there: nothing is told of none. */
function cancelledWords(left: number, running: number): string {
  const waiting = count(left, 'ligne en attente ne sera pas lancée', 'lignes en attente ne seront pas lancées');
  const begun = count(running, 'dossier en cours sera abandonné', 'dossiers en cours seront abandonnés');
  if (running === 0) return left === 0 ? 'il ne reste rien à annuler.' : `${waiting}.`;
  return `${left === 0 ? '' : `${waiting}, `}${begun}, sauf ceux qui portent une signature du partenaire. Chaque partenaire dont le dossier est abandonné en est prévenu par courriel et lit votre motif.`;
}

function Cancel({ path, campaign, form }: { path: string; campaign: CampaignView; form: FormState }): JSX.Element {
  const { left } = launchingOf(campaign);
  const running = Object.entries(campaign.byState).reduce(
    (sum, [state, n]) => (state === 'queued' || state in DOSSIER_KINDS.esatOnboarding.ends ? sum : sum + n),
    0,
  );
  return (
    <details class="act" open={form.faults.length > 0}>
      <summary>Annuler la campagne</summary>
      <p>
        <Mark words="Attention : " />
        <span safe>{cancelledWords(left, running)}</span>
      </p>
      <ActionForm action={`${path}/annuler`} form={form} submit="Annuler la campagne" tone="danger">
        <TextField form={form} name="reason" label="Motif" />
      </ActionForm>
    </details>
  );
}
