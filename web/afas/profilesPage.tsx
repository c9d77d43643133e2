import { AFAS_ROLE_WORDS } from '../../domain/people/afas.ts';
import { AFAS_PROFILE_STATE_LABELS, AFAS_PROFILE_STATE_MARKS, AFAS_ROLES } from '../../domain/people/types.ts';
import { DECLARERS } from '../../domain/service/services.ts';
import { groupPath, groupsPath } from '../groups/paths.ts';
import { Section, State, Table } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { AfasProfilesView, AfasProfileView, GroupView, PartnerView, ServiceView } from '../kit/views.ts';
import { capital, date } from '../kit/words.ts';
import { ConfirmAddress, PersonFields, personLabels } from '../users/personFields.tsx';

export const afasPath = (partnerId: string): string => `/partenaires/${encodeURIComponent(partnerId)}/afas`;
export const changePath = (id: string): string => `/afas/changements/${encodeURIComponent(id)}`;

const LABELS = { userId: 'Personne', role: 'Rôle' };
const HEADS = ['Rôle', 'Personne', 'État', 'Depuis'];

/** The way to the roles, where Afas is a service of the partner. */
export function AfasLink({
  partnerId,
  services,
}: {
  partnerId: string;
  services: readonly Pick<ServiceView, 'service'>[];
}): JSX.Element {
  if (!services.some(({ service }) => service === DECLARERS?.service)) return '';
  return (
    <p>
      <a href={afasPath(partnerId)}>Administration des profils Afas</a>
    </p>
  );
}

interface Props {
  view: View;
  partner: Pick<PartnerView, 'id' | 'raisonSociale'>;
  profiles: AfasProfilesView;
  /** null: this person reads only */
  form: FormState | null;
  /** AFAS-DECLARER, where this person may see it */
  declarer: Pick<GroupView, 'id'> | null;
  /** for who may put somebody there; null: nobody is made here */
  newDeclarant: FormState | null;
  /** the Caf's MCP administrator makes the groups (AFAS-1) */
  makesGroups: boolean;
}

/** « Administration des profils Afas » (RGT-13): who holds which role, what is short of it, and the forms that change it. */
export function AfasProfilesPage(props: Props): JSX.Element {
  const { view, partner, profiles, form, declarer, newDeclarant, makesGroups } = props;
  const faults = [...(form?.faults ?? []), ...(newDeclarant?.faults ?? [])];
  const open = profiles.items.filter((profile) => profile.until === null);
  const ended = profiles.items.filter((profile) => profile.until !== null);
  return (
    <Page view={view} title={`Profils Afas – ${partner.raisonSociale}`} faulty={faults.length > 0}>
      {form !== null && <FaultSummary form={form} labels={LABELS} />}
      {newDeclarant !== null && <FaultSummary form={newDeclarant} labels={personLabels()} />}
      <p>
        Deux fournisseurs de données d'activité, deux fournisseurs de données financières et un approbateur, choisis
        parmi les membres du groupe AFAS-DECLARER.
      </p>
      {declarer !== null && (
        <p>
          <a href={groupPath(declarer.id)}>Membres du groupe AFAS-DECLARER</a>
        </p>
      )}
      {makesGroups && (
        <p class="actions">
          <a class="button" href={groupsPath(partner.id)}>
            Groupes AFAS-DECLARER et AFAS-HABILITER
          </a>
        </p>
      )}
      <Section id="roles" title="Rôles">
        <Table
          caption="Rôles tenus ou en attente"
          empty="Aucun rôle n'est donné."
          heads={form === null ? HEADS : [...HEADS, 'Retirer']}
          rows={open.map((profile) => [
            ...cells(profile),
            ...(form === null ? [] : [<EndForm partnerId={partner.id} profile={profile} />]),
          ])}
        />
        {profiles.warnings.length > 0 && (
          <ul>
            {profiles.warnings.map((warning) => (
              <li safe>{warning.message}</li>
            ))}
          </ul>
        )}
      </Section>
      {form !== null && <GiveForm partnerId={partner.id} profiles={profiles} form={form} />}
      {newDeclarant !== null && <NewDeclarantForm partnerId={partner.id} form={newDeclarant} />}
      <Section id="anciens" title="Anciens rôles">
        <Table caption="Rôles terminés" empty="Aucun." heads={HEADS} rows={ended.map(cells)} />
      </Section>
    </Page>
  );
}

function cells(profile: AfasProfileView): JSX.Element[] {
  return [
    <span safe>{capital(AFAS_ROLE_WORDS[profile.role])}</span>,
    <span safe>{profile.user.name}</span>,
    profile.processId === null ? (
      <State mark={AFAS_PROFILE_STATE_MARKS[profile.state]} words={AFAS_PROFILE_STATE_LABELS[profile.state]} />
    ) : (
      <a href={changePath(profile.processId)} safe>
        {AFAS_PROFILE_STATE_LABELS[profile.state]}
      </a>
    ),
    <span safe>{date(profile.since)}</span>,
  ];
}

function EndForm({ partnerId, profile }: { partnerId: string; profile: AfasProfileView }): JSX.Element {
  return (
    <ActionForm
      action={`${afasPath(partnerId)}/${encodeURIComponent(profile.id)}/retirer`}
      form={freshForm(`retirer-${profile.id}`)}
      submit={`Retirer ${profile.role} à ${profile.user.name}`}
      tone="danger"
    />
  );
}

function GiveForm({
  partnerId,
  profiles,
  form,
}: {
  partnerId: string;
  profiles: AfasProfilesView;
  form: FormState;
}): JSX.Element {
  if (profiles.declarants.length === 0)
    return <p class="empty">Personne n'est dans le groupe AFAS-DECLARER : ajoutez-y d'abord les déclarants.</p>;
  return (
    <Section id="donner" title="Donner un rôle">
      <ActionForm action={afasPath(partnerId)} form={form} submit="Donner le rôle">
        <SelectField
          form={form}
          name="userId"
          label="Personne"
          choices={profiles.declarants.map(({ id, name }) => ({ value: id, label: name }))}
          empty="Choisissez"
        />
        <SelectField
          form={form}
          name="role"
          label="Rôle"
          choices={AFAS_ROLES.map((value) => ({ value, label: capital(AFAS_ROLE_WORDS[value]) }))}
          empty="Choisissez"
          hint="Un approbateur se change avec la PJ 3, que la Caf valide : jusque-là, l'actuel le reste."
        />
      </ActionForm>
    </Section>
  );
}

/** The account and its place in AFAS-DECLARER at once: the first two of the three steps (AFAS-3). */
function NewDeclarantForm({ partnerId, form }: { partnerId: string; form: FormState }): JSX.Element {
  return (
    <Section id="nouveau-declarant" title="Créer un déclarant">
      <p>
        La personne reçoit son identifiant et un mot de passe temporaire en deux courriels, et entre dans le groupe
        AFAS-DECLARER : donnez-lui ensuite un rôle.
      </p>
      <ActionForm action={`${afasPath(partnerId)}/declarants`} form={form} submit="Créer le compte">
        <PersonFields form={form} profiles={false} />
        <ConfirmAddress form={form} />
      </ActionForm>
    </Section>
  );
}
