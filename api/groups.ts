import { type GroupRow, groupById } from '../adapters/queries/groups.ts';
import type { Person } from '../adapters/sessions.ts';
import type { PeopleAct } from '../domain/organisation/acts.ts';
import { groupOf } from '../domain/organisation/bench.ts';
import { mayCreate } from '../domain/organisation/coverage.ts';
import { assertRight, mayDo, shapingOf } from '../domain/organisation/rights.ts';
import { isLive } from '../domain/organisation/types.ts';
import { notFound, readsAll } from './access.ts';
import { actOnPeople, peopleActor } from './people.ts';
import type { Call } from './route.ts';
import { GROUP_ACTIONS } from './shapes/group.ts';

type Asking = Pick<Call, 'deps' | 'ip' | 'at'> & { person: Person };

/** A group whose people the caller may read (RGT-10); INTROUVABLE for another organisation's. */
export async function readableGroup(call: Asking, groupId: string): Promise<GroupRow> {
  const group = await groupById(call.deps.db, groupId);
  if (group === null) throw notFound();
  if (readsAll(call.person)) return group;
  const view = await call.deps.people.view(group.partnerId, peopleActor(call.person, call.ip), call.at);
  if (view === null) throw notFound();
  assertRight(view.asker, view.organisation, 'users.read', { group });
  return group;
}

/** What this person may do to the group: nothing to a closed or frozen one. */
export async function actionsOn(call: Asking, group: GroupRow): Promise<(typeof GROUP_ACTIONS)[number][]> {
  if (!isLive(group)) return [];
  const view = await call.deps.people.view(group.partnerId, peopleActor(call.person, call.ip), call.at);
  if (view === null) return [];
  const { asker, organisation } = view;
  const parent = group.parentId === null ? undefined : groupOf(organisation, group.parentId);
  const shaping = shapingOf(organisation, group);
  const allowed: Record<(typeof GROUP_ACTIONS)[number], boolean> = {
    edit: mayDo(asker, organisation, shaping.right, shaping.about),
    appointManager: mayDo(
      asker,
      organisation,
      'managers.appoint',
      parent === undefined ? { group } : { group, parent },
    ),
    attachRole: mayDo(asker, organisation, 'roles.attach', { group }),
    editMembers: mayDo(asker, organisation, 'members.edit', { group }),
    createSubgroup: mayCreate(asker, { ...organisation, groups: [group] }).subgroups.length > 0,
  };
  return GROUP_ACTIONS.filter((action) => allowed[action]);
}

/** Carries an act out on a group and returns it as it has become; without an act, only returns it. */
export async function actOnGroup(call: Asking, groupId: string, act: PeopleAct | null): Promise<GroupRow> {
  const group = await groupById(call.deps.db, groupId);
  if (group === null) throw notFound();
  if (act === null) return group;
  await actOnPeople(call, group.partnerId, act);
  const after = await groupById(call.deps.db, groupId);
  if (after === null) throw notFound();
  return after;
}
