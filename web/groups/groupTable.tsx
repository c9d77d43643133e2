import { of } from '../../domain/mail/elision.ts';
import { GROUP_STATE_LABELS, GROUP_STATE_MARKS } from '../../domain/people/types.ts';
import { SERVICES } from '../../domain/service/services.ts';
import { Mark, Section, type SortableHead, State, Table } from '../kit/bits.tsx';
import type { GroupView, GroupWithActionsView } from '../kit/views.ts';
import { date } from '../kit/words.ts';
import { groupPath, groupsPath } from './paths.ts';
import { groupName, isFrozen } from './words.ts';

export function GroupState({ group }: { group: GroupView }): JSX.Element {
  if (isFrozen(group)) return <State mark="plain" words="Gelé : sa convention n'est plus en vigueur" />;
  if (group.state === 'ACTIF' && group.role !== null && !group.offeredRoles.includes(group.role))
    return <State mark="plain" words="Sans effet : son rôle n'est à aucun bulletin en vigueur" />;
  const since = group.closedAt === null ? '' : ` le ${date(group.closedAt)}`;
  return <State mark={GROUP_STATE_MARKS[group.state]} words={`${GROUP_STATE_LABELS[group.state]}${since}`} />;
}

/** Groups in the order of the API: a subgroup stands after the group above it, and names it. */
export function GroupTable({
  groups,
  caption,
  empty,
  quiet = false,
  head = (label) => label,
}: {
  groups: readonly GroupView[];
  caption: string;
  empty: string;
  quiet?: boolean;
  /** heads by which the list is sorted, where it is one */
  head?: (label: string, column: string) => string | SortableHead;
}): JSX.Element {
  return (
    <Table
      caption={caption}
      empty={empty}
      quiet={quiet}
      heads={[
        head('Groupe', 'code'),
        head('Service', 'service'),
        head('Rôle', 'role'),
        head('Gestionnaire', 'manager'),
        'Membres',
        'État',
      ]}
      rows={groups.map((group) => [
        <GroupCell group={group} />,
        <span safe>{SERVICES[group.service]}</span>,
        <span safe>{group.role ?? '–'}</span>,
        group.manager === null ? <Mark words="sans gestionnaire" /> : <span safe>{group.manager.name}</span>,
        <span safe>{String(group.members)}</span>,
        <GroupState group={group} />,
      ])}
    />
  );
}

function GroupCell({ group }: { group: GroupView }): JSX.Element {
  return (
    <div class={group.parent === null ? undefined : 'below'}>
      <a href={groupPath(group.id)} safe>
        {groupName(group)}
      </a>
      {group.parent !== null && <p class="hint" safe>{`Sous-groupe ${of(group.parent.code)}`}</p>}
    </div>
  );
}

/** The groups right below one, and the form that makes another (RGT-4). */
export function SubgroupSection({
  group,
  subgroups,
}: {
  group: GroupWithActionsView;
  subgroups: readonly GroupView[];
}): JSX.Element {
  const creates = group.actions.includes('createSubgroup');
  if (subgroups.length === 0 && !creates) return '';
  return (
    <Section id="sous-groupes" title="Sous-groupes">
      <GroupTable quiet groups={subgroups} caption="Sous-groupes, par code" empty="Aucun sous-groupe." />
      {creates && (
        <p class="actions">
          <a
            class="button quiet"
            href={`${groupsPath(group.partnerId)}/nouveau?${new URLSearchParams({ parent: group.id })}`}
          >
            Créer un sous-groupe
          </a>
        </p>
      )}
    </Section>
  );
}
