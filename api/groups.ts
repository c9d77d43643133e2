import type { Person } from '../adapters/identity/sessions.ts';
import { type GroupRow, groupById } from '../adapters/store/queries/groups.ts';
import type { PeopleAct } from '../domain/people/acts.ts';
import { mayCreate } from '../domain/people/coverage.ts';
import { groupOf } from '../domain/people/desk.ts';
import { type Asker, assertRight, mayDo, shapingOf } from '../domain/people/rights.ts';
import { isLive, type Roster } from '../domain/people/types.ts';
import { notFound, readsAll } from './access.ts';
import { actOnPeople, peopleActor } from './people.ts';
import type { Call } from './route.ts';
import { GROUP_ACTIONS } from './shapes/group.ts';

type Asking = Pick<Call, 'deps' | 'ip' | 'at'> & { person: Person };

/** A group whose people the caller may read (RGT-10); INTROUVABLE for another organisme's. */
export async function readableGroup(call: Asking, groupId: string): Promise<GroupRow> {
  const group = await knownGroup(call, groupId);
  if (!readsAll(call.person)) await viewAround(call, group);
  return group;
}

/** The same with what this person may do to it: nothing to a closed or frozen one. */
export async function groupWithActions(
  call: Asking,
  groupId: string,
): Promise<{ group: GroupRow; actions: (typeof GROUP_ACTIONS)[number][] }> {
  const group = await knownGroup(call, groupId);
  const view = await viewAround(call, group);
  return { group, actions: isLive(group) ? actionsOn(group, view) : [] };
}

/** Whoever asks: what they may read or do is asked elsewhere. */
export async function knownGroup({ deps }: Pick<Asking, 'deps'>, groupId: string): Promise<GroupRow> {
  const group = await groupById(deps.db, groupId);
  if (group === null) throw notFound();
  return group;
}

/** The organisme of a group whose people the caller may read, as the caller sees it. */
async function viewAround({ deps, person, ip, at }: Asking, group: GroupRow) {
  const view = await deps.people.view(group.partnerId, peopleActor(person, ip), at);
  if (view === null) throw notFound();
  if (!readsAll(person)) assertRight(view.asker, view.roster, 'users.read', { group });
  return view;
}

function actionsOn(
  group: GroupRow,
  { asker, roster }: { asker: Asker; roster: Roster },
): (typeof GROUP_ACTIONS)[number][] {
  const parent = group.parentId === null ? undefined : groupOf(roster, group.parentId);
  const shaping = shapingOf(roster, group);
  const allowed: Record<(typeof GROUP_ACTIONS)[number], boolean> = {
    edit: mayDo(asker, roster, shaping.right, shaping.about),
    appointManager: mayDo(asker, roster, 'managers.appoint', parent === undefined ? { group } : { group, parent }),
    attachRole: mayDo(asker, roster, 'roles.attach', { group }),
    editMembers: mayDo(asker, roster, 'members.edit', { group }),
    createSubgroup: mayCreate(asker, { ...roster, groups: [group] }).subgroups.length > 0,
  };
  return GROUP_ACTIONS.filter((action) => allowed[action]);
}

/** Carries an act out on a group and returns it as it has become. */
export async function actOnGroup(call: Asking, groupId: string, act: PeopleAct): Promise<GroupRow> {
  const { partnerId } = await knownGroup(call, groupId);
  await actOnPeople(call, partnerId, act);
  return knownGroup(call, groupId);
}
