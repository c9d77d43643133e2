import { processLabel } from '../../domain/process/types.ts';
import { PROFILE_CODES, SERVICES, servicesWhere } from '../../domain/service/services.ts';
import { administratorsPath } from '../administrators/page.tsx';
import { AfasLink } from '../afas/profilesPage.tsx';
import { controlsPath } from '../controls/listPage.tsx';
import { conventionEndPath } from '../conventionEnd/page.tsx';
import { PartnerCorrections } from '../corrections/partnerPart.tsx';
import { LackingRoles } from '../groups/lackingRoles.tsx';
import { groupsPath } from '../groups/paths.ts';
import { ProcessState, Section, Table } from '../kit/bits.tsx';
import { AskingBoxes, ConfirmBox, DELEGATION_MODES, SelectField, TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { DocumentTable, PartnerFacts, ServiceTable } from '../kit/tables.tsx';
import type {
  CorrectionView,
  DocumentView,
  GroupsView,
  Listed,
  PartnerView,
  ProcessView,
  ServiceView,
} from '../kit/views.ts';
import { requestsPath } from '../userRequests/words.ts';
import { usersPath } from '../users/paths.ts';
import { AmendConvention, type AmendForms } from './amend.tsx';
import { CnaForm } from './cna.tsx';
import { CONTACT_LABELS, ContactForm } from './contactForm.tsx';
import { AskedWith, ELIGIBILITY_LABELS } from './eligibility.tsx';
import { IdentityForm } from './identityForm.tsx';
import { type ModeChange, ModeForm, modeInForce } from './modeForm.tsx';
import { ObligationSection, type ObligationView } from './obligations.tsx';
import { SUSPENSION_LABELS, type Suspending, SuspensionForms } from './suspension.tsx';

// the others have a procedure of their own
const OFFERED = servicesWhere(({ ownProcedure }) => ownProcedure === undefined);

const START_LABELS = {
  ...CONTACT_LABELS,
  nature: 'Nature',
  typeOrganisme: "Type d'organisme",
  ...SUSPENSION_LABELS,
  ...ELIGIBILITY_LABELS,
  services: 'Services',
  profiles: 'Profils Cdap',
  delegationMode: 'Mode de gestion',
  departments: 'Départements',
  missions: 'Missions',
  opensOn: 'Ouverture',
  confirmed: 'À confirmer',
};

interface PartnerProps {
  view: View;
  partner: PartnerView;
  documents: readonly DocumentView[];
  services: readonly ServiceView[];
  processes: readonly ProcessView[];
  /** of its SIRET, where it is a tuteur (TUT-7) */
  corrections: readonly CorrectionView[];
  staff: boolean;
  /** whether the end of the convention is theirs to read: the Caf's and the organisme's business */
  readsEnd: boolean;
  obligations: Listed<ObligationView>;
  /** null: this person does not read the partner's people */
  groups: GroupsView | null;
  /** null: this person starts nothing */
  form: FormState | null;
  /** null: this person does not choose it */
  mode: ModeChange | null;
  /** null: this person does not correct the identity */
  nature: FormState | null;
  /** null: this person does not correct the coordinates */
  contact: FormState | null;
  /** null: this person hands the partner over to nobody */
  cna: FormState | null;
  /** null: not theirs to do, or no convention is in force */
  amend: AmendForms | null;
  /** null: this person suspends nothing */
  suspending: Suspending | null;
}

/** One partner: documents, services, dossiers, and the form that starts a conventionnement. */
export function PartnerPage(props: PartnerProps): JSX.Element {
  const { view, partner, documents, services, processes, corrections, staff, readsEnd } = props;
  const { obligations, groups, form, mode, nature, contact, cna, amend, suspending } = props;
  const faulty = [
    form,
    mode?.form,
    nature,
    contact,
    cna,
    amend?.siret,
    amend?.reach,
    amend?.caf,
    suspending?.suspend,
    suspending?.resume,
  ].find((one) => (one?.faults.length ?? 0) > 0);
  return (
    <Page
      view={view}
      title={partner.raisonSociale}
      above={{ href: '/partenaires', label: 'Partenaires' }}
      faulty={faulty !== undefined}
    >
      {faulty != null && <FaultSummary form={faulty} labels={START_LABELS} />}
      {form !== null && (
        <p class="actions">
          <a class="button" href={`#${form.id}`}>
            Ouvrir des services
          </a>
        </p>
      )}
      <Section id="identite" title="Identité">
        <PartnerFacts partner={partner} />
        {contact !== null && <ContactForm partner={partner} form={contact} />}
        {nature !== null && <IdentityForm partner={partner} form={nature} />}
        {cna !== null && <CnaForm partner={partner} form={cna} />}
        {amend !== null && <AmendConvention partner={partner} forms={amend} />}
      </Section>
      <Section id="services" title="Services">
        <ServiceTable services={services} />
        <AfasLink partnerId={partner.id} services={services} />
        {suspending !== null && <SuspensionForms partner={partner} services={services} forms={suspending} />}
      </Section>
      <Section id="habilitations" title="Habilitations">
        <ul class="links">
          {groups !== null && <PageLink href={groupsPath(partner.id)} words="Groupes" />}
          {groups !== null && <PageLink href={usersPath(partner.id)} words="Utilisateurs" />}
          {modeInForce(documents) === 'CENTRALISE' && (
            <PageLink href={requestsPath(partner.id)} words="Demandes à la Caf" />
          )}
          {/* the Caf's own business: who only reads has no list of them */}
          {form !== null && <PageLink href={controlsPath(partner.id)} words="Contrôles annuels" />}
          <PageLink href={administratorsPath(partner.id)} words="Administrateurs" />
          {readsEnd && modeInForce(documents) !== null && (
            <PageLink href={conventionEndPath(partner.id)} words="Fin de la convention" />
          )}
        </ul>
        {groups !== null && <LackingRoles partnerId={partner.id} groups={groups} />}
      </Section>
      {/* where nothing was ever opened, nobody has anything to use */}
      {services.length > 0 && (
        <ObligationSection obligations={obligations} path={`/partenaires/${encodeURIComponent(partner.id)}`} />
      )}
      <PartnerCorrections corrections={corrections} staff={staff} />
      <Section id="documents" title="Documents">
        <DocumentTable documents={documents} />
      </Section>
      <Section id="dossiers" title="Dossiers">
        <Table
          caption="Dossiers, les plus récents d'abord"
          empty="Aucun dossier."
          heads={['Dossier', 'Nature', 'État']}
          rows={processes.map((process) => [
            <a href={`/dossiers/${encodeURIComponent(process.id)}`} safe>
              {process.label}
            </a>,
            <span safe>{processLabel(process.type)}</span>,
            <ProcessState type={process.type} state={process.state} />,
          ])}
        />
      </Section>
      {form !== null && <StartForm partner={partner} form={form} />}
      {mode !== null && <ModeForm partner={partner} mode={mode} />}
    </Page>
  );
}

function PageLink({ href, words }: { href: string; words: string }): JSX.Element {
  return (
    <li>
      <a href={href} safe>
        {words}
      </a>
    </li>
  );
}

function StartForm({ partner, form }: { partner: PartnerView; form: FormState }): JSX.Element {
  return (
    <details class="act" open={form.faults.length > 0} id="conventionner">
      <summary>Ouvrir des services : commencer un conventionnement</summary>
      <p>
        Les documents nécessaires sont produits et envoyés au partenaire. Une convention ou un contrat déjà en vigueur
        n'est pas refait.
      </p>
      <ActionForm
        action={`/partenaires/${encodeURIComponent(partner.id)}/conventionnements`}
        form={form}
        submit="Commencer le conventionnement"
      >
        <AskingBoxes
          form={form}
          name="services"
          label="Services à ouvrir"
          choices={OFFERED.map((service) => ({
            value: service,
            label: SERVICES[service],
            asked: <AskedWith form={form} service={service} profiles={PROFILE_CODES} />,
          }))}
          hint="Chaque service a ses conditions, que l'identité du partenaire et les réponses règlent, ou dont la Caf juge avant tout envoi. Le service Esat s'ouvre par une campagne."
        />
        <SelectField
          form={form}
          name="delegationMode"
          label="Mode de gestion"
          choices={DELEGATION_MODES}
          empty="Celui en vigueur, sinon délégué"
          optional
        />
        <TextField
          form={form}
          name="departments"
          label="Départements"
          hint="Codes séparés par des virgules. Plusieurs départements : le dossier passe au Centre national d'appui."
        />
        <TextArea form={form} name="missions" label="Missions" hint="Une par ligne." rows={3} optional />
        <TextField
          form={form}
          name="opensOn"
          label="Ouverture à partir du"
          type="date"
          width="medium"
          optional
          hint="Sans date : dès que tout est signé."
        />
        <ConfirmBox form={form} label="C'est bien ce que je veux" />
      </ActionForm>
    </details>
  );
}
