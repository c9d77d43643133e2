import { roleLabel, SERVICES } from '../../domain/service/services.ts';
import type { GroupsView } from '../kit/views.ts';
import { groupPath, groupsPath } from './paths.ts';

type Lacking = GroupsView['rolesWithoutGroup'][number];

/** Roles of the bulletins in force that nobody can use for want of a group (CDAP-2), each with its remedy for who may bring it. */
export function LackingRoles({
  partnerId,
  groups: { rolesWithoutGroup, mayCreate },
}: {
  partnerId: string;
  groups: Pick<GroupsView, 'rolesWithoutGroup' | 'mayCreate'>;
}): JSX.Element {
  if (rolesWithoutGroup.length === 0) return '';
  return (
    <>
      <p>Aucun groupe ouvert ne porte ces rôles des bulletins d'adhésion en vigueur : personne ne peut les utiliser.</p>
      <ul class="links">
        {rolesWithoutGroup.map((one) => (
          <li>
            <span safe>{`${SERVICES[one.service]} – ${roleLabel(one.service, one.role)} : `}</span>
            {one.groupId !== null ? (
              <a href={groupPath(one.groupId)} safe>{`un groupe attend le rôle ${one.role}`}</a>
            ) : mayCreate.groups.includes(one.service) ? (
              <a href={newGroupPath(partnerId, one)} safe>{`créer le groupe ${one.role}`}</a>
            ) : (
              <span>aucun groupe</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The form of a new group, begun for this role. */
function newGroupPath(partnerId: string, { service, role }: Lacking): string {
  return `${groupsPath(partnerId)}/nouveau?${new URLSearchParams({ service, role })}`;
}
