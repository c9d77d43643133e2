import { nominativeEmail } from '../account/email.ts';
import { type Account, NOTHING_MORE, type UserInput } from '../account/types.ts';
import { DomainError, invalid } from '../errors.ts';
import { normaliseEmail, parseEmail } from '../formats/email.ts';
import { cleanText } from '../formats/text.ts';
import { decidePeople, type PeopleContext } from '../people/decide.ts';
import { accountOf } from '../people/desk.ts';
import { AS_SIGNED } from '../people/rights.ts';
import type { ProcessDraft, Roster, SecretDraft } from '../people/types.ts';
import type { Decision } from './decide.ts';
import { type Desk, ensureTask, openDesk, openTask } from './desk.ts';
import { live } from './documents.ts';
import { hasAdministrateur, isDelegated } from './openingRefusal.ts';
import type { Dossier } from './types.ts';

/** Who gets the first administrateur's account in this transaction. `byCaf`: an agent says so and is answered; else the bulletin designates. */
export interface Designation extends Person {
  byCaf: boolean;
}

/** An account that begins with this decision, with its temporary password and the process that follows it. */
export interface Newcomer {
  account: Account;
  secrets: SecretDraft[];
  starts: ProcessDraft[];
}

interface Person {
  firstName: string;
  lastName: string;
  email: string;
}

/**
 * ADM-10: once convention, contrat (mode délégué) and a bulletin of this dossier are in force, the person whom the bulletin designates gets
 * an account, unless the partner has an administrateur already. Asked once per dossier: a later change is annexe 3's (ADM-3).
 */
export function designateAdministrateur(desk: Desk): void {
  const { dossier, at } = desk;
  if (hasAdministrateur(dossier, at)) closeTask(desk);
  if (dossier.facts.administrateurSettled || !isDelegated(dossier)) return;
  const bulletin = dossier.documents.find((document) => document.kind === 'BULLETIN' && document.state === 'ACTIF');
  if (bulletin === undefined || live(dossier, 'CONVENTION')?.state !== 'ACTIF') return;
  if (live(dossier, 'CONTRAT')?.state !== 'ACTIF') return;
  dossier.facts.administrateurSettled = true;
  if (hasAdministrateur(dossier, at)) return;
  const { administrateur } = bulletin.content;
  if (administrateur === undefined) askCaf(desk, "Le bulletin ne désigne pas d'administrateur.");
  else desk.designation = { ...cleaned(administrateur), byCaf: false };
}

/** The Caf gives the person of CREER_ADMINISTRATEUR: it has seen the address, a doubt stops it no more (FMT-13). Nobody where someone was faster. */
export function designateByCaf(desk: Desk, person: Person): void {
  const email = parseEmail(person.email);
  if (!email.ok) throw invalid([{ ...email.fault, path: 'email' }]);
  const { dossier, at } = desk;
  if (hasAdministrateur(dossier, at)) return;
  desk.designation = { ...cleaned(person), byCaf: true };
  // made in this transaction or the act is refused: what waited for an administrateur opens with it (ADM-2)
  const { firstName, lastName, email: address } = desk.designation;
  dossier.people.administrateurs.push({ name: `${firstName} ${lastName}`, email: address, closesOn: null });
}

/** The form refuses the mailbox of a service at once (FMT-12); whether the address is the person's own is asked later (FMT-13). */
export function administrateurAddress(person: Person) {
  const email = parseEmail(person.email);
  return email.ok ? nominativeEmail(email.value, person).fault : email.fault;
}

/**
 * Makes the designated person's account on the partner's people, as what was signed says. Where that cannot be done, the Caf is asked by
 * a task; an agent who answers that task is refused instead.
 */
export function appointDesignated(
  decision: Decision,
  designation: Designation,
  roster: Roster,
  context: PeopleContext,
): Decision {
  const { byCaf, ...person } = designation;
  const input: UserInput = { ...NOTHING_MORE, ...person };
  const act = { type: 'createUser', input, confirmed: byCaf, administrateur: true, groupIds: [] } as const;
  try {
    const made = decidePeople(withWhatIsInForce(roster, decision.dossier), act, context, AS_SIGNED);
    const account = accountOf(made.roster, made.result);
    return {
      ...decision,
      mails: [...decision.mails, ...made.mails],
      audit: [...decision.audit, ...made.audit],
      newcomer: { account, secrets: made.secrets, starts: made.starts },
    };
  } catch (error) {
    if (byCaf || !(error instanceof DomainError)) throw error;
    const desk = openDesk(decision.dossier, context);
    desk.dossier.endedAs = null; // it goes on until the Caf has answered
    askCaf(desk, `Le compte de l'administrateur désigné au bulletin n'a pas pu être créé. ${error.message}`);
    return { ...decision, dossier: desk.dossier, audit: [...decision.audit, ...desk.audit] };
  }
}

/** The organisme as this decision leaves it: its documents are not written yet. */
function withWhatIsInForce(roster: Roster, dossier: Dossier): Roster {
  const convention = live(dossier, 'CONVENTION');
  if (convention?.state !== 'ACTIF') return roster;
  return { ...roster, convention: { id: convention.id, number: convention.number } };
}

function cleaned(person: Person): Person {
  return {
    firstName: cleanText(person.firstName),
    lastName: cleanText(person.lastName),
    email: normaliseEmail(person.email),
  };
}

/** The Caf is asked for an administrateur whom nobody else will give. */
export function askCaf(desk: Desk, reason: string): void {
  ensureTask(desk, 'CREER_ADMINISTRATEUR', `${reason} Créez son compte (ADM-10).`);
}

/** Someone made the account another way. */
function closeTask(desk: Desk): void {
  const task = openTask(desk.dossier, 'CREER_ADMINISTRATEUR');
  if (task !== undefined) Object.assign(task, { state: 'ANNULEE', completedAt: desk.at });
}
