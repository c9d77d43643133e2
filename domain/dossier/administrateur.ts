import { nominativeEmail } from '../account/email.ts';
import { type Account, NOTHING_MORE, type UserInput } from '../account/types.ts';
import { DomainError, invalid } from '../errors.ts';
import { normaliseEmail, parseEmail } from '../formats/email.ts';
import { cleanText } from '../formats/text.ts';
import { accountOf } from '../organisation/bench.ts';
import { decidePeople, type PeopleContext } from '../organisation/decide.ts';
import { AS_SIGNED } from '../organisation/rights.ts';
import type { Organisation, ProcessDraft, SecretDraft } from '../organisation/types.ts';
import { type Bench, ensureTask, openBench, openTask } from './bench.ts';
import type { Decision } from './decide.ts';
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
export function designateAdministrateur(bench: Bench): void {
  const { dossier, at } = bench;
  if (hasAdministrateur(dossier, at)) closeTask(bench);
  if (dossier.facts.administrateurSettled || !isDelegated(dossier)) return;
  const bulletin = dossier.documents.find((document) => document.kind === 'BULLETIN' && document.state === 'ACTIF');
  if (bulletin === undefined || live(dossier, 'CONVENTION')?.state !== 'ACTIF') return;
  if (live(dossier, 'CONTRAT')?.state !== 'ACTIF') return;
  dossier.facts.administrateurSettled = true;
  if (hasAdministrateur(dossier, at)) return;
  const { administrateur } = bulletin.content;
  if (administrateur === undefined) askCaf(bench, "Le bulletin ne désigne pas d'administrateur.");
  else bench.designation = { ...cleaned(administrateur), byCaf: false };
}

/** The Caf gives the person of CREER_ADMINISTRATEUR: it has seen the address, a doubt stops it no more (FMT-13). Nobody where someone was faster. */
export function designateByCaf(bench: Bench, person: Person): void {
  const email = parseEmail(person.email);
  if (!email.ok) throw invalid([{ ...email.fault, path: 'email' }]);
  const { dossier, at } = bench;
  if (hasAdministrateur(dossier, at)) return;
  bench.designation = { ...cleaned(person), byCaf: true };
  // made in this transaction or the act is refused: what waited for an administrateur opens with it (ADM-2)
  const { firstName, lastName, email: address } = bench.designation;
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
  organisation: Organisation,
  context: PeopleContext,
): Decision {
  const { byCaf, ...person } = designation;
  const input: UserInput = { ...NOTHING_MORE, ...person };
  const act = { type: 'createUser', input, confirmed: byCaf, administrateur: true, groupIds: [] } as const;
  try {
    const made = decidePeople(withWhatIsInForce(organisation, decision.dossier), act, context, AS_SIGNED);
    const account = accountOf(made.organisation, made.result);
    return {
      ...decision,
      mails: [...decision.mails, ...made.mails],
      audit: [...decision.audit, ...made.audit],
      newcomer: { account, secrets: made.secrets, starts: made.starts },
    };
  } catch (error) {
    if (byCaf || !(error instanceof DomainError)) throw error;
    const bench = openBench(decision.dossier, context);
    bench.dossier.endedAs = null; // it goes on until the Caf has answered
    askCaf(bench, `Le compte de l'administrateur désigné au bulletin n'a pas pu être créé. ${error.message}`);
    return { ...decision, dossier: bench.dossier, audit: [...decision.audit, ...bench.audit] };
  }
}

/** The organisation as this decision leaves it: its documents are not written yet. */
function withWhatIsInForce(organisation: Organisation, dossier: Dossier): Organisation {
  const convention = live(dossier, 'CONVENTION');
  if (convention?.state !== 'ACTIF') return organisation;
  return { ...organisation, convention: { id: convention.id, number: convention.number } };
}

function cleaned(person: Person): Person {
  return {
    firstName: cleanText(person.firstName),
    lastName: cleanText(person.lastName),
    email: normaliseEmail(person.email),
  };
}

/** The Caf is asked for an administrateur whom nobody else will give. */
export function askCaf(bench: Bench, reason: string): void {
  ensureTask(bench, 'CREER_ADMINISTRATEUR', `${reason} Créez son compte (ADM-10).`);
}

/** Someone made the account another way. */
function closeTask(bench: Bench): void {
  const task = openTask(bench.dossier, 'CREER_ADMINISTRATEUR');
  if (task !== undefined) Object.assign(task, { state: 'ANNULEE', completedAt: bench.at });
}
