import { DomainError } from '../errors.ts';
import { FOLLOWING_ACCOUNT, type ProcessType } from './types.ts';

/** What a person may do to a process as a whole, whatever its state; to retry is every process's. */
export type WholeAct = 'cancel' | 'remind';

/** What the system tells a process by itself: to look again, and what became of its mails. Nothing of it is refused once that has ended. */
const TOLD: ReadonlySet<string> = new Set(['open', 'tick', 'mailRefused', 'mailDoubted']);

export const toldBySystem = ({ type }: { type: string }): boolean => TOLD.has(type);

const FOLLOWS_ACCOUNT: ReadonlySet<ProcessType> = new Set(FOLLOWING_ACCOUNT);

/** Follows one account: its end and its mails are the account's (ACT-3, ACC-8, ACC-17). */
export const followsAccount = (type: ProcessType): boolean => FOLLOWS_ACCOUNT.has(type);

/** Has reminders of its partner: a campaign's are its dossiers', an import waits for nobody, the others wait for the Caf. */
const WITHOUT_REMINDER: ReadonlySet<ProcessType> = new Set([
  'esatCampaign',
  'userImport',
  'securityIncident',
  'userRequest',
]);

/** Whether acts of this kind are of this type at all; whether one is in place now is the state's. */
export function knowsAct(type: ProcessType, act: WholeAct): boolean {
  if (followsAccount(type)) return false;
  return act === 'remind' ? !WITHOUT_REMINDER.has(type) : type !== 'securityIncident'; // an incident is closed with its report
}

/** Throws ETAT_INCOMPATIBLE or RIEN_A_RELANCER for what the type does not know: no act is said to be done that did nothing. */
export function assertKnowsAct(type: ProcessType, act: WholeAct): void {
  if (knowsAct(type, act)) return;
  if (followsAccount(type))
    throw new DomainError('ETAT_INCOMPATIBLE', 'Ceci se suit sur la page du compte : agissez sur le compte lui-même.', {
      rule: act === 'remind' ? 'ACT-3' : 'ACC-17',
    });
  if (type === 'esatCampaign')
    throw new DomainError('RIEN_A_RELANCER', 'Une campagne ne se relance pas : relancez ses dossiers.');
  if (act === 'remind') throw new DomainError('RIEN_A_RELANCER', "Rien n'y est attendu du partenaire.");
  throw new DomainError(
    'ETAT_INCOMPATIBLE',
    'Un incident de sécurité ne s’annule pas : il se clôt sur sa propre page.',
  );
}
