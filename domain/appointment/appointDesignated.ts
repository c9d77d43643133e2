import { type Account, NOTHING_MORE, type UserInput } from '../account/types.ts';
import { askCaf } from '../dossier/administrateur.ts';
import type { Decision } from '../dossier/decide.ts';
import { openDesk } from '../dossier/desk.ts';
import { live } from '../dossier/documents.ts';
import type { Designation } from '../dossier/intents.ts';
import type { Dossier } from '../dossier/types.ts';
import { DomainError } from '../errors.ts';
import type { MailDraft } from '../mail/draft.ts';
import { decidePeople, type PeopleContext } from '../people/decide.ts';
import { accountOf } from '../people/desk.ts';
import { AS_SIGNED } from '../people/rights.ts';
import type { Roster, SecretDraft } from '../people/types.ts';
import { type Begun, begun } from './begun.ts';

/** An account that begins with a decision about a dossier, with its temporary password and the process that follows it. */
export interface Newcomer {
  account: Account;
  secrets: SecretDraft[];
  starts: Begun[];
}

/**
 * Makes the designated person's account on the partner's people, as what was signed says. Where that cannot be done, the Caf is asked by
 * a task; an agent who answers that task is refused instead.
 */
export function appointDesignated<D extends Decision>(
  decision: D,
  designation: Designation,
  roster: Roster,
  context: PeopleContext,
): D & { newcomer?: Newcomer } {
  const { byCaf, ...person } = designation;
  const input: UserInput = { ...NOTHING_MORE, ...person };
  const act = { type: 'createUser', input, confirmed: byCaf, administrateur: true, groupIds: [] } as const;
  try {
    const made = decidePeople(withWhatIsInForce(roster, decision.dossier), act, context, AS_SIGNED);
    const account = accountOf(made.roster, made.result);
    return {
      ...decision,
      mails: [...decision.mails, ...made.mails, ...toldToo(decision.mails, account)],
      audit: [...decision.audit, ...made.audit],
      newcomer: { account, secrets: made.secrets, starts: begun(made) },
    };
  } catch (error) {
    if (byCaf || !(error instanceof DomainError)) throw error;
    const desk = openDesk(decision.kind, decision.dossier, context);
    desk.dossier.endedAs = null; // it goes on where it stood until the Caf has answered
    const walked = decision.walked.filter(({ to }) => decision.kind.phases[to] !== undefined);
    askCaf(desk, `Le compte de l'administrateur désigné au bulletin n'a pas pu être créé. ${error.message}`);
    return { ...decision, walked, dossier: desk.dossier, audit: [...decision.audit, ...desk.audit] };
  }
}

/** MAIL-28 is for who administers: whoever the opening itself makes administrateur reads it too. */
function toldToo(mails: readonly MailDraft[], { id, email, firstName, lastName }: Account): MailDraft[] {
  const opened = mails.filter(({ params }) => params.template === 'MAIL-28');
  if (opened.some(({ to }) => to === email)) return [];
  return opened.map((mail) => ({ ...mail, key: `${mail.key}:${id}`, to: email, toName: `${firstName} ${lastName}` }));
}

/** The organisme as this decision leaves it: its documents are not written yet. */
function withWhatIsInForce(roster: Roster, dossier: Dossier): Roster {
  const convention = live(dossier, 'CONVENTION');
  if (convention?.state !== 'ACTIF') return roster;
  return { ...roster, convention: { id: convention.id, number: convention.number } };
}
