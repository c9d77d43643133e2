import type { PropsWithChildren } from '@kitajs/html';
import type { CafSettingsView } from '../../api/shapes/cafSettings.ts';
import { CAMPAIGN_STATE_LABELS, CAMPAIGN_STATE_MARKS } from '../../domain/campaign/types.ts';
import { administratorsPath } from '../administrators/page.tsx';
import { AfasLink, afasPath } from '../afas/profilesPage.tsx';
import { askServicesPath } from '../askServices/page.tsx';
import { HelpSection, ResourceCentre } from '../cafSettings/page.tsx';
import { conventionEndPath } from '../conventionEnd/page.tsx';
import { groupsPath } from '../groups/paths.ts';
import { Section, State } from '../kit/bits.tsx';
import { ActionForm, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { DocumentTable, PartnerFacts, ServiceTable, TaskTable } from '../kit/tables.tsx';
import type {
  CampaignSummaryView,
  DocumentView,
  MeView,
  PartnerView,
  ServiceView,
  TaskView,
  TroubleView,
} from '../kit/views.ts';
import { count, date, instant, stateWords } from '../kit/words.ts';
import { Troubles } from '../operations/page.tsx';
import { userPath } from '../users/paths.ts';

/** For who is not signed in: what this is and the two ways in. */
export function PublicHomePage({ view }: { view: View }): JSX.Element {
  return (
    <Page view={view} title="Ouvrir les services de Mon compte partenaire">
      <p class="lead">
        Passerelle suit chaque étape entre une Caf et son partenaire : demande d'accès, convention, contrat et bulletin
        d'adhésion, signature, ouverture du service.
      </p>
      <div class="columns">
        <Entry title="Vous êtes un organisme" href="/demande" action="Demander un accès">
          <p>
            Demandez l'accès aux services en ligne de votre Caf. Vous suivrez la demande par le lien reçu par courriel,
            sans compte.
          </p>
        </Entry>
        <Entry title="Vous avez un compte" href="/connexion" action="Se connecter">
          <p>
            D'un organisme : entrez dans vos services, gérez ses groupes, ses utilisateurs et ses documents. D'une Caf :
            traitez vos tâches et suivez vos dossiers.
          </p>
        </Entry>
      </div>
    </Page>
  );
}

function Entry({
  title,
  href,
  action,
  children,
}: PropsWithChildren<{ title: string; href: string; action: string }>): JSX.Element {
  return (
    <section>
      <h2 safe>{title}</h2>
      {children}
      <p class="actions">
        <a class="button" href={href} safe>
          {action}
        </a>
      </p>
    </section>
  );
}

export interface StaffHome {
  tasks: readonly TaskView[];
  /** open tasks of the whole Caf */
  openTasks: number;
  /** running dossiers by state, largest first */
  states: readonly { state: string; count: number }[];
  running: number;
  late: number;
  campaigns: readonly CampaignSummaryView[];
  showsTasks: boolean;
  /** what is wrong, for who sees to it; null: this person does not */
  troubles: readonly TroubleView[] | null;
  /** agents are pointed to it (ESAT-27); null: this person is none */
  resourceCentre: { words: string | null } | null;
  /** this person is to record who signs for their Caf: it has recorded nobody */
  asksDelegations: boolean;
}

/** For a Caf's agent, the Cnaf or an operator: what awaits them. */
export function StaffHomePage({ view, home }: { view: View; home: StaffHome }): JSX.Element {
  const name = view.person?.firstName ?? '';
  return (
    <Page view={view} title={`Bonjour ${name}`}>
      {home.asksDelegations && (
        <p class="notice">
          Votre Caf n'a enregistré aucune délégation de signature : tous ses agents contresignent.{' '}
          <a href="/ma-caf/delegations">Enregistrez qui signe pour elle</a>.
        </p>
      )}
      <ul class="tiles">
        {home.showsTasks && <Tile n={home.openTasks} words="tâches à faire" href="/taches" />}
        <Tile n={home.running} words="dossiers en cours" href="/dossiers?status=open" />
        <Tile n={home.late} words="dossiers en retard" href="/dossiers?late=true" />
      </ul>
      {home.troubles !== null && <Troubles troubles={home.troubles} />}
      <p>
        <a href="/tableau-de-bord">Tableau de bord : attentes, temps par étape, charge</a>
      </p>
      {home.showsTasks && (
        <Section id="mes-taches" title="Tâches prises par vous ou à prendre">
          <TaskTable tasks={home.tasks.slice(0, 10)} caption="Les plus urgentes d'abord" />
          {home.tasks.length > 10 && (
            <p>
              <a href="/taches">Toutes les tâches</a>
            </p>
          )}
        </Section>
      )}
      {home.resourceCentre !== null && <ResourceCentre words={home.resourceCentre.words} />}
      <div class="columns">
        <Section id="mes-dossiers" title="Dossiers en cours, par état">
          {home.states.length === 0 ? (
            <p class="empty">Aucun dossier en cours.</p>
          ) : (
            <ul class="links">
              {home.states.map(({ state, count: n }) => (
                <li>
                  <a href={`/dossiers?status=${encodeURIComponent(state)}`} safe>
                    {stateWords(state)}
                  </a>
                  <span class="soft" safe>{` – ${count(n, 'dossier', 'dossiers')}`}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Section id="mes-campagnes" title="Campagnes">
          {home.showsTasks && (
            <p>
              <a href="/esat/recues">Rémunérations garanties reçues des Esat</a>
            </p>
          )}
          {home.showsTasks && (
            <p>
              <a href="/esat/changements">Changements d’activité déclarés par les Esat</a>
            </p>
          )}
          {home.campaigns.length === 0 ? (
            <p class="empty">Aucune campagne.</p>
          ) : (
            <ul class="links">
              {home.campaigns.map((campaign) => (
                <li>
                  <a href={`/campagnes/${encodeURIComponent(campaign.id)}`} safe>
                    {campaign.name}
                  </a>{' '}
                  <State mark={CAMPAIGN_STATE_MARKS[campaign.state]} words={CAMPAIGN_STATE_LABELS[campaign.state]} />
                  <span class="soft" safe>{` échéance ${date(campaign.deadline)}`}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
    </Page>
  );
}

function Tile({ n, words, href }: { n: number; words: string; href: string }): JSX.Element {
  return (
    <li>
      <span class="figure" safe>
        {n.toLocaleString('fr-FR')}
      </span>
      <a href={href} safe>
        {words}
      </a>
    </li>
  );
}

/** A service that one may not enter today: why, and what comes next (U2). */
function ServiceNotOpen({ service }: { service: MeView['services'][number] }): JSX.Element {
  const { label, detail, next } = service;
  return (
    <>
      <span safe>{`${label} : pas ouvert aujourd'hui. `}</span>
      {detail !== null && <span class="soft" safe>{`${detail} `}</span>}
      {next !== null && (
        <span class="soft" safe>
          {next}
        </span>
      )}
    </>
  );
}

/** « Bienvenue » of a partner's person (UI-1, UI-2): their services; for an administrateur, the organisme too. */
export function PersonHomePage({
  view,
  me,
  roster,
  caf,
}: {
  view: View;
  me: MeView;
  roster: { partner: PartnerView; documents: readonly DocumentView[]; services: readonly ServiceView[] } | null;
  /** what their Caf has set for them */
  caf: CafSettingsView;
}): JSX.Element {
  return (
    <Page view={view} title={`Bienvenue ${me.user.firstName} ${me.user.lastName}`}>
      {me.partner !== null && (
        <p class="lead" safe>
          {me.partner.raisonSociale}
        </p>
      )}
      <p class="soft" safe>
        {me.user.previousLoginAt === null
          ? 'C’est votre première connexion.'
          : `Dernière connexion le ${instant(me.user.previousLoginAt)}.`}
      </p>
      <Section id="mes-services" title="Mes services">
        {me.services.length === 0 ? (
          <p class="empty">
            Aucun service pour l'instant :{' '}
            {me.partner !== null && me.rights.includes('groups.create') ? (
              <>
                <a href={groupsPath(me.partner.id)}>créez un groupe</a>, donnez-lui un rôle, et placez-vous dedans si
                vous vous servez du service.
              </>
            ) : (
              'un gestionnaire vous place dans un groupe qui a un rôle.'
            )}{' '}
            <a href={`${userPath(me.user.id)}/diagnostic`}>Chercher pourquoi</a>
          </p>
        ) : (
          <ul class="services">
            {me.services.map((service) => (
              <li>
                {service.enabled ? (
                  <ActionForm
                    action={`/services/${service.code}`}
                    form={freshForm(`service-${service.code}`)}
                    submit={`Entrer dans « ${service.label} »`}
                  />
                ) : (
                  <ServiceNotOpen service={service} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <HelpSection settings={caf.settings} mailbox={caf.mailbox} />
      {roster === null && me.partner !== null && me.rights.includes('afas.configure') && (
        <p>
          <a href={afasPath(me.partner.id)}>Administration des profils Afas</a>
        </p>
      )}
      {roster !== null && (
        <>
          <Section id="organisme" title="Mon organisme">
            <PartnerFacts partner={roster.partner} />
            <p>
              <a href={administratorsPath(roster.partner.id)}>Administrateurs de l'organisme</a>
            </p>
          </Section>
          <Section id="services" title="Services de mon organisme">
            <ServiceTable services={roster.services} />
            <p>
              <a href={askServicesPath(roster.partner.id)}>Demander un autre service</a>
            </p>
            <AfasLink partnerId={roster.partner.id} services={roster.services} />
          </Section>
          <Section id="documents" title="Documents de mon organisme">
            <DocumentTable documents={roster.documents} />
            <p>
              <a href={conventionEndPath(roster.partner.id)}>Mettre fin à la convention</a>
            </p>
          </Section>
        </>
      )}
    </Page>
  );
}
