import type { Person } from '../adapters/identity/sessions.ts';
import { insertCase } from '../adapters/store/case/startCase.ts';
import { groupsByIds } from '../adapters/store/queries/groups.ts';
import { usersByIds } from '../adapters/store/queries/people.ts';
import type { ProcessRow } from '../adapters/store/queries/processes.ts';
import { DomainError } from '../domain/errors.ts';
import { accountOf } from '../domain/people/desk.ts';
import { assertRight } from '../domain/people/rights.ts';
import type { Roster } from '../domain/people/types.ts';
import { carryOutChange } from '../domain/userRequest/carryOut.ts';
import { differing } from '../domain/userRequest/differing.ts';
import type { AskedChange, UserRequestFacts } from '../domain/userRequest/types.ts';
import { actorOf, mayRead, notFound } from './access.ts';
import { beginCase, caseRow } from './cases.ts';
import { peopleActor } from './people.ts';
import type { Call } from './route.ts';
import { namedBy, presentUserRequest } from './shapes/userRequest.ts';

type Asking = Pick<Call, 'deps' | 'ip' | 'at'> & { person: Person };

/**
 * Asks the Caf for a change about a person. What it would be refused for is told to who asks, at once. Throws MODE_DELEGUE: the organisme
 * does it itself. Returns the process id.
 */
export async function askForChange(
  call: Asking,
  partnerId: string,
  wanted: AskedChange,
  reason: string | null,
): Promise<string> {
  const { deps, person, ip, at } = call;
  const actor = peopleActor(person, ip);
  const userId = wanted.what === 'create' ? null : wanted.userId;
  const view = await deps.people.view(partnerId, actor, at, userId === null ? [] : [userId]);
  if (view === null) throw notFound();
  const { roster, asker } = view;
  assertRight(asker, roster, 'support.ask');
  if (roster.mode === null)
    throw new DomainError('SANS_CONVENTION', "Votre organisme n'a pas de convention en vigueur.", { rule: 'CONV-12' });
  if (roster.mode !== 'CENTRALISE')
    throw new DomainError('MODE_DELEGUE', 'Votre convention est en mode délégué : faites ce changement vous-même.', {
      rule: 'DEL-1',
    });
  const asked = exactly(wanted, roster);
  const facts: UserRequestFacts = { askedBy: person.id, asked, userId, reason, answer: null };
  const needed = {
    accountIds: namedBy(facts).accounts,
    emails: addressesOf(asked),
  };
  await deps.people
    .rehearse(partnerId, needed, actor, at, (desk) => carryOutChange(desk, asked))
    .catch((error: unknown) => {
      throw asked.what === 'create' || asked.what === 'edit' ? aboutThePerson(error) : error;
    });
  return beginCase(call, 'userRequest', (tx) =>
    insertCase(
      tx,
      {
        type: 'userRequest',
        partnerId,
        caf: roster.partner.caf,
        label: roster.partner.raisonSociale,
        state: 'A_TRAITER',
        facts,
        tell: { label: 'Demande sur une personne', rule: 'RGT-17' },
      },
      actorOf(person, ip),
      at,
    ),
  );
}

/** Of a correction, only what differs from the account. */
function exactly(wanted: AskedChange, roster: Roster): AskedChange {
  if (wanted.what !== 'edit' || wanted.changes === null) return wanted;
  return { ...wanted, changes: differing(accountOf(roster, wanted.userId), wanted.changes) };
}

/** Addresses that somebody would have: who has them already is looked for (FMT-14). */
function addressesOf(asked: AskedChange): string[] {
  const typed = asked.what === 'create' ? asked.input : asked.what === 'edit' ? asked.changes : null;
  return typed?.email === undefined ? [] : [typed.email];
}

/** What a person's fields lack stands in the request under `person`. */
function aboutThePerson(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const faults = error.faults.map((fault) => ({ ...fault, path: `person.${fault.path}` }));
  return new DomainError(error.code, error.message, { rule: error.rule, faults });
}

/** A request that this person may read: an administrateur of the organisme, the Caf that manages it. */
export async function readableUserRequest(call: Asking, id: string): Promise<ProcessRow> {
  const row = await caseRow(call, 'userRequest', id);
  return mayRead(call.person, row);
}

/** Requests as they are answered: with the accounts and groups they name. */
export async function userRequestViews({ deps, at }: Pick<Call, 'deps' | 'at'>, rows: readonly ProcessRow[]) {
  const named = rows.map((row) => namedBy(row.facts as unknown as UserRequestFacts));
  const ids = (of: (one: ReturnType<typeof namedBy>) => readonly string[]) => [...new Set(named.flatMap(of))];
  const [accounts, groups] = await Promise.all([
    usersByIds(
      deps.db,
      ids((one) => one.accounts),
    ),
    groupsByIds(
      deps.db,
      ids((one) => [...one.join, ...one.leave]),
    ),
  ]);
  return rows.map((row) => presentUserRequest(row, accounts, groups, at));
}
