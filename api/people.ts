import type { Person } from '../adapters/identity/sessions.ts';
import { areMailed } from '../adapters/store/journal.ts';
import type { PeopleActor } from '../adapters/store/people/people.ts';
import { type UserRow, userById } from '../adapters/store/queries/people.ts';
import { diagnose } from '../domain/diagnosis/diagnose.ts';
import type { BrokenLink, Diagnosis } from '../domain/diagnosis/types.ts';
import type { PeopleAct } from '../domain/people/acts.ts';
import { askedFor } from '../domain/people/askRepair.ts';
import { accountOf } from '../domain/people/desk.ts';
import { type Asker, assertAnywhere, assertRight, mayDo, readableGroups } from '../domain/people/rights.ts';
import type { Roster } from '../domain/people/types.ts';
import type { Right } from '../domain/rights/matrix.ts';
import type { ServiceCode } from '../domain/service/services.ts';
import { actorOf, notFound, readsAll } from './access.ts';
import type { Call } from './route.ts';
import type { USER_ACTIONS } from './shapes/user.ts';

/** Who acts on people, with the Caf they work for. */
export function peopleActor(person: Person, ip: string | null): PeopleActor {
  return { ...actorOf(person, ip), caf: person.caf };
}

type Asking = Pick<Call, 'deps' | 'ip' | 'at'> & { person: Person };

/** Carries an act out on a partner's people; the answer is the id of what was made or changed. */
export function actOnPeople({ deps, person, ip, at }: Asking, partnerId: string, act: PeopleAct): Promise<string> {
  return deps.people.act(partnerId, act, peopleActor(person, ip), at);
}

/** An organisme as someone who may read its people sees it: everyone (`all`), or only themselves and those of these groups. */
interface PeopleReading {
  reads: ReturnType<typeof readableGroups>;
  roster: Roster;
  asker: Asker;
}

/** What this person may read of an organisme's people: INTROUVABLE for another organisme, ACTION_NON_PERMISE for a plain user (RGT-10). */
export async function readingOf(
  { deps, person, ip, at }: Asking,
  partnerId: string,
  right: Right = 'users.read',
): Promise<PeopleReading> {
  const view = await deps.people.view(partnerId, peopleActor(person, ip), at);
  if (view === null) throw notFound();
  if (readsAll(person)) return { ...view, reads: 'all' };
  assertAnywhere(view.asker, view.roster, right);
  return { ...view, reads: readableGroups(view.asker, view.roster) };
}

/** The same, where only the extent counts. */
export async function readerOf(call: Asking, partnerId: string, right?: Right): Promise<PeopleReading['reads']> {
  return (await readingOf(call, partnerId, right)).reads;
}

/** A person whom the caller may read: themselves, or by RGT-10; INTROUVABLE otherwise. */
export async function readableUser(call: Asking, userId: string): Promise<UserRow> {
  const user = await knownUser(call, userId);
  if (!isOpenTo(call.person, user)) await viewAround(call, user);
  return user;
}

/** The same with what the caller may do to the account; the own address is everyone's to change (RGT-12). */
export async function userWithActions(
  call: Asking,
  userId: string,
): Promise<{ user: UserRow; actions: (typeof USER_ACTIONS)[number][] }> {
  const user = await knownUser(call, userId);
  const { asker, roster } = await viewAround(call, user);
  const may = (right: Right) => mayDo(asker, roster, right, { personId: userId });
  if (!may('accounts.edit')) return { user, actions: [] };
  const changesAddress = userId === call.person.id || may('accounts.address');
  return { user, actions: changesAddress ? ['edit', 'changeAddress'] : ['edit'] };
}

async function knownUser({ deps }: Asking, userId: string): Promise<UserRow> {
  const user = await userById(deps.db, userId);
  if (user === null) throw notFound();
  return user;
}

const isOpenTo = (person: Person, user: UserRow) => user.id === person.id || readsAll(person);

/** The organisme of a person whom the caller may read, as the caller sees it. */
async function viewAround({ deps, person, ip, at }: Asking, user: UserRow) {
  const view = await deps.people.view(user.partnerId, peopleActor(person, ip), at, [user.id]);
  if (view === null) throw notFound();
  if (!isOpenTo(person, user)) assertRight(view.asker, view.roster, 'users.read', { personId: user.id });
  return view;
}

/** Whether asking for the repair reaches somebody: PERSONNE, nobody but the asker can do it; one mail a day and addressee. */
export const ASKS = ['POSSIBLE', 'DEJA_DEMANDE', 'PERSONNE'] as const;
type Ask = (typeof ASKS)[number];

/** Why this person can or cannot enter a service, for who may read them (domain.md §12). */
export async function diagnosisOf(
  call: Asking,
  userId: string,
  service: ServiceCode,
): Promise<Omit<Diagnosis, 'broken'> & { broken: (BrokenLink & { ask: Ask }) | null }> {
  const { roster, asker } = await viewAround(call, await knownUser(call, userId));
  const { broken, ...diagnosis } = diagnose(roster, accountOf(roster, userId), service, call.at);
  if (broken === null) return { ...diagnosis, broken };
  const desk = { roster, at: call.at, mailboxOf: call.deps.mailboxOf };
  const keys = askedFor(desk, { userId, service }, broken, asker).map(({ key }) => key);
  const ask = keys.length === 0 ? 'PERSONNE' : (await areMailed(call.deps.db, keys)) ? 'DEJA_DEMANDE' : 'POSSIBLE';
  return { ...diagnosis, broken: { ...broken, ask } };
}
