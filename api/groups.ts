import type { Person } from '../adapters/identity/sessions.ts';
import { type GroupRow, groupById } from '../adapters/store/queries/groups.ts';
import type { PeopleAct } from '../domain/organisation/acts.ts';
import { groupOf } from '../domain/organisation/bench.ts';
import { mayCreate } from '../domain/organisation/coverage.ts';
import { type Asker, assertRight, mayDo, shapingOf } from '../domain/organisation/rights.ts';
import { isLive, type Organisation } from '../domain/organisation/types.ts';
import { notFound, readsAll } from './access.ts';
import { actOnPeople, peopleActor } from './people.ts';
import type { Call } from './route.ts';
import { GROUP_ACTIONS } from './shapes/group.ts';

type Asking = Pick<Call, 'deps' | 'ip' | 'at'> & { person: Person };

/** A group whose people the caller may read (RGT-10); INTROUVABLE for another organisation's. */
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

/** The organisation of a group whose people the caller may read, as the caller sees it. */
async function viewAround({ deps, person, ip, at }: Asking, group: GroupRow) {
  const view = await deps.people.view(group.partnerId, peopleActor(person, ip), at);
  if (view === null) throw notFound();
  if (!readsAll(person)) assertRight(view.asker, view.organisation, 'users.read', { group });
  return view;
}

function actionsOn(
  group: GroupRow,
  { asker, organisation }: { asker: Asker; organisation: Organisation },
): (typeof GROUP_ACTIONS)[number][] {
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

/** Carries an act out on a group and returns it as it has become. */
export async function actOnGroup(call: Asking, groupId: string, act: PeopleAct): Promise<GroupRow> {
  const { partnerId } = await knownGroup(call, groupId);
  await actOnPeople(call, partnerId, act);
  return knownGroup(call, groupId);
}
