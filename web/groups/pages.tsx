import { SERVICES } from '../../domain/service/services.ts';
import { Facts, Mark, Section, Table } from '../kit/bits.tsx';
import { SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm, typedIn } from '../kit/form.tsx';
import { Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import { PeopleSearch } from '../kit/peopleChoice.tsx';
import type {
  Counted,
  GroupsView,
  GroupView,
  GroupWithActionsView,
  Listed,
  PartnerView,
  UserView,
} from '../kit/views.ts';
import { count, date } from '../kit/words.ts';
import { userPath } from '../users/paths.ts';
import { personLabels } from '../users/personFields.tsx';
import { GroupState, GroupTable, SubgroupSection } from './groupTable.tsx';
import { LackingRoles } from './lackingRoles.tsx';
import { LIMIT_LABELS, LimitForm, limitFacts } from './limits.tsx';
import { groupPath, groupsPath } from './paths.ts';
import { groupName } from './words.ts';

export const GROUP_LABELS = {
  service: 'Service',
  code: 'Code',
  label: 'Libellé',
  parentId: 'Groupe parent',
  managerId: 'Gestionnaire',
  ...LIMIT_LABELS,
  ...personLabels('manager.'),
};

/** Groups of a partner (domain.md §8.1). */
export function GroupsPage({
  view,
  partner,
  groups,
  query,
}: {
  view: View;
  partner: PartnerView;
  groups: GroupsView;
  query: Readonly<Record<string, string>>;
}): JSX.Element {
  const path = groupsPath(partner.id);
  const { mayCreate, rolesWithoutGroup } = groups;
  return (
    <Page view={view} title={`Groupes – ${partner.raisonSociale}`}>
      <p>
        Un groupe porte un rôle ; ses membres reçoivent l'accès que ce rôle donne. Sans groupe, personne ne voit un
        service.
      </p>
      {mayCreate.groups.length + mayCreate.subgroups.length > 0 && (
        <p class="actions">
          <a class="button" href={`${path}/nouveau`}>
            Créer un groupe
          </a>
        </p>
      )}
      {rolesWithoutGroup.length > 0 && (
        <Section id="roles-sans-groupe" title="Rôles sans groupe">
          <LackingRoles partnerId={partner.id} groups={groups} />
        </Section>
      )}
      <Listing path={path} list={`/partners/${encodeURIComponent(partner.id)}/groups`} query={query} page={groups}>
        <GroupTable
          groups={groups.items}
          caption={query.sort === undefined ? 'Groupes, par code' : 'Groupes'}
          empty="Aucun groupe."
          head={sortedHeads(path, query, 'code')}
        />
      </Listing>
    </Page>
  );
}

export interface OneGroup {
  view: View;
  group: GroupWithActionsView;
  members: Counted<UserView>;
  /** how members are sorted */
  query: Readonly<Record<string, string>>;
  /** groups right below */
  subgroups: readonly GroupView[];
  /** whether the caller reads the group above */
  readsAbove: boolean;
  /** people who may be put in or in charge */
  people: readonly UserView[];
  /** word they were looked for by; null: all of them are offered */
  search: string | null;
  /** roles that the bulletin in force offers (GRP-12) */
  roles: readonly string[];
  /** what was refused, by form */
  forms: Readonly<Record<string, FormState>>;
}

/** What the group's profile asks of somebody is entered on their own page (GRP-17). */
function LackingPerson({ form }: { form: FormState }): JSX.Element {
  const asked = personLabels();
  if (!form.faults.some(({ path }) => path in asked)) return '';
  return (
    <p>
      <a href={userPath(typedIn(form, 'userId'))}>Compléter la fiche de cette personne</a>, puis l'ajouter au groupe.
    </p>
  );
}

/** One group: its role, its gestionnaire, its members, and the forms of what the caller may do (rights matrix). */
export function GroupPage(props: OneGroup): JSX.Element {
  const { view, group, members, query, subgroups, readsAbove, people, search, roles, forms } = props;
  const path = groupPath(group.id);
  const head = sortedHeads(path, query, 'name');
  const may = (action: GroupWithActionsView['actions'][number]) => group.actions.includes(action);
  const form = (id: string, values: FormState['values'] = {}) => forms[id] ?? freshForm(id, values);
  const outside = people.filter((person) => !members.items.some((member) => member.id === person.id));
  return (
    <Page
      view={view}
      title={groupName(group)}
      above={{ href: groupsPath(group.partnerId), label: 'Groupes' }}
      faulty={Object.values(forms).some((one) => one.faults.length > 0)}
    >
      {Object.values(forms).map((one) => (
        <FaultSummary form={one} labels={{ ...GROUP_LABELS, role: 'Rôle', userId: 'Personne', reason: 'Motif' }} />
      ))}
      <LackingPerson form={form('membre')} />
      <Facts
        items={[
          ['Service', <span safe>{SERVICES[group.service]}</span>],
          ...(group.parent === null
            ? []
            : [['Sous-groupe de', <ParentGroup parent={group.parent} linked={readsAbove} />] as const]),
          ['État', <GroupState group={group} />],
          ...(group.closedReason === null
            ? []
            : [['Motif de la fermeture', <span safe>{group.closedReason}</span>] as const]),
          [
            'Rôle',
            <span safe>
              {group.role === null
                ? 'Aucun'
                : `${group.role}, ${group.closedAt === null ? 'depuis le' : 'donné le'} ${date(group.roleSince ?? '')}`}
            </span>,
          ],
          [
            'Gestionnaire',
            group.manager === null ? <Mark words="aucun : nommez-en un" /> : <span safe>{group.manager.name}</span>,
          ],
          ['Membres', <span safe>{count(group.members, 'personne', 'personnes')}</span>],
          ...limitFacts(group),
        ]}
      />
      {may('attachRole') && (
        <RoleSection path={path} group={group} members={members} roles={roles} form={form('role')} />
      )}
      <Section id="membres" title="Membres">
        <Listing
          path={path}
          list={`/groups/${encodeURIComponent(group.id)}/members`}
          query={query}
          page={members}
          what="Ces membres"
        >
          <Table
            quiet
            caption="Membres du groupe"
            empty="Personne n'est dans ce groupe."
            heads={[head('Personne', 'name'), head('Identifiant', 'login'), ...(may('editMembers') ? ['Retirer'] : [])]}
            rows={members.items.map((member) => [
              <a href={userPath(member.id)} safe>
                {`${member.lastName} ${member.firstName}`}
              </a>,
              <span safe>{member.login}</span>,
              ...(may('editMembers')
                ? [
                    <ActionForm
                      action={`${path}/membres/${encodeURIComponent(member.id)}/retirer`}
                      form={freshForm(`retirer-${member.id}`)}
                      submit={`Retirer ${member.firstName} ${member.lastName}`}
                      tone="quiet"
                    />,
                  ]
                : []),
            ])}
          />
        </Listing>
        {group.actions.length > 0 && <PeopleSearch path={path} search={search} />}
        {may('editMembers') && (
          <ActionForm action={`${path}/membres`} form={form('membre')} submit="Ajouter au groupe">
            <SelectField
              form={form('membre')}
              name="userId"
              label="Ajouter une personne"
              choices={outside.map((person) => ({
                value: person.id,
                label: `${person.lastName} ${person.firstName} (${person.login})`,
              }))}
              empty="Choisissez une personne"
            />
          </ActionForm>
        )}
      </Section>
      <SubgroupSection group={group} subgroups={subgroups} />
      {(may('edit') || may('appointManager')) && (
        <details
          class="act"
          open={['libelle', 'gestionnaire', 'fermer', 'echange', 'etablissements'].some(
            (id) => forms[id] !== undefined,
          )}
        >
          <summary>Modifier le groupe</summary>
          {may('edit') && (
            <ActionForm action={`${path}/libelle`} form={form('libelle')} submit="Changer le libellé" tone="quiet">
              <TextField form={form('libelle', { label: group.label })} name="label" label="Libellé" />
            </ActionForm>
          )}
          {may('edit') && <LimitForm path={path} group={group} form={form} />}
          {may('appointManager') && (
            <ActionForm action={`${path}/gestionnaire`} form={form('gestionnaire')} submit="Nommer" tone="quiet">
              <SelectField
                form={form('gestionnaire', { managerId: group.manager?.id ?? '' })}
                name="managerId"
                label="Gestionnaire"
                choices={people.map((person) => ({
                  value: person.id,
                  label: `${person.lastName} ${person.firstName}`,
                }))}
                empty="Choisissez une personne"
              />
            </ActionForm>
          )}
          {may('edit') && (
            <ActionForm
              action={`${path}/fermer`}
              form={form('fermer')}
              submit="Fermer le groupe, pour toujours"
              tone="danger"
            >
              <p safe>{whoLoses(group, members)}</p>
              {subgroups.length > 0 && (
                <p safe>{`${count(subgroups.length, 'sous-groupe ferme', 'sous-groupes ferment')} avec lui.`}</p>
              )}
              <TextField form={form('fermer')} name="reason" label="Motif" />
            </ActionForm>
          )}
        </details>
      )}
    </Page>
  );
}

function ParentGroup({ parent, linked }: { parent: NonNullable<GroupView['parent']>; linked: boolean }): JSX.Element {
  return linked ? (
    <a href={groupPath(parent.id)} safe>
      {groupName(parent)}
    </a>
  ) : (
    <span safe>{groupName(parent)}</span>
  );
}

function RoleSection({
  path,
  group,
  members,
  roles,
  form,
}: {
  path: string;
  group: GroupView;
  members: Listed<UserView>;
  roles: readonly string[];
  form: FormState;
}): JSX.Element {
  return (
    <Section id="role" title="Rôle">
      {group.role === null ? (
        <ActionForm action={`${path}/role`} form={form} submit="Attacher le rôle">
          <SelectField
            form={form}
            name="role"
            label="Rôle"
            hint="Les rôles du bulletin d'adhésion en vigueur."
            choices={roles.map((value) => ({ value, label: value }))}
          />
        </ActionForm>
      ) : (
        <ActionForm
          action={`${path}/role/detacher`}
          form={form}
          submit={`Détacher le rôle ${group.role}`}
          tone="danger"
        >
          <p safe>{whoLoses(group, members)}</p>
        </ActionForm>
      )}
    </Section>
  );
}

/** To whom and to how many it happens, before it does: to its role's end or its own. */
function whoLoses(group: GroupView, { items, nextCursor }: Listed<UserView>): string {
  const service = SERVICES[group.service];
  if (group.role === null) return `Ce groupe n'a pas de rôle : nul ne perd « ${service} » par lui.`;
  if (items.length === 0) return `Personne n'est dans ce groupe : nul ne perd « ${service} ».`;
  const names = items.slice(0, 10).map(({ firstName, lastName }) => `${firstName} ${lastName}`);
  const others = nextCursor !== null || items.length > names.length ? ', et d’autres' : '';
  const many = nextCursor !== null ? `plus de ${items.length} personnes` : count(items.length, 'personne', 'personnes');
  return `« ${service} » disparaît aussitôt pour ${many} : ${names.join(', ')}${others}.`;
}
