import { GROUP_COLUMNS, USER_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { addMember } from './addMember.ts';
import { appointManager } from './appointManager.ts';
import { attachRole } from './attachRole.ts';
import { closeGroupRoute } from './close.ts';
import { createGroupRoute } from './create.ts';
import { detachRole } from './detachRole.ts';
import { getGroup } from './get.ts';
import { listGroupsRoute } from './list.ts';
import { listMembers } from './members.ts';
import { removeMember } from './removeMember.ts';
import { updateGroup } from './update.ts';

export const groupRoutes: readonly Route[] = [
  addMember,
  appointManager,
  attachRole,
  closeGroupRoute,
  createGroupRoute,
  detachRole,
  getGroup,
  listGroupsRoute,
  ...exportsOf(listMembers, { name: 'membres', columns: USER_COLUMNS }),
  ...exportsOf(listGroupsRoute, { name: 'groupes', columns: GROUP_COLUMNS }),
  listMembers,
  removeMember,
  updateGroup,
];
