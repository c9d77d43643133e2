import { DomainError } from '../errors.ts';
import { frenchDate, startOfParisDate } from '../policy/calendar.ts';

/** The director's signature, delegated to an agent of the Caf by an act of the director's. Days are those of Paris, the last one included. */
export interface SignatureDelegation {
  holderId: string;
  /** for people */
  holder: string;
  /** 'YYYY-MM-DD' */
  from: string;
  /** null: until it is ended */
  until: string | null;
  /** reference of the director's act */
  act: string;
}

/** Whether it holds on that day. */
export function delegationHolds({ from, until }: Pick<SignatureDelegation, 'from' | 'until'>, today: string): boolean {
  return from <= today && (until === null || today <= until);
}

/**
 * What an agent countersigns by on that day; null where their Caf has recorded no delegation yet: it goes on as before, and its cafAdmin is asked for them. From the
 * first one on, only who holds one in force signs. Throws SIGNATURE_NON_DELEGUEE, naming who does.
 */
export function delegationOf(
  delegations: readonly SignatureDelegation[],
  agentId: string,
  today: string,
): SignatureDelegation | null {
  if (delegations.length === 0) return null;
  const inForce = delegations.filter((one) => delegationHolds(one, today));
  const own = inForce.find(({ holderId }) => holderId === agentId);
  if (own !== undefined) return own;
  const holders = [...new Set(inForce.map(({ holder }) => holder))].sort((a, b) => a.localeCompare(b, 'fr'));
  const who =
    holders.length === 0
      ? "Personne ne l'a aujourd'hui : demandez à l'administrateur Passerelle de votre Caf de l'enregistrer."
      : `${holders.length === 1 ? "L'a" : "L'ont"} aujourd'hui : ${holders.join(', ')}.`;
  throw new DomainError(
    'SIGNATURE_NON_DELEGUEE',
    `Vous ne pouvez pas contresigner : vous n'avez pas la délégation de signature du directeur de votre Caf. ${who}`,
  );
}

/** As what the agent signs: it is printed on the document beside their name. */
export function signsAs({ act, from, until }: SignatureDelegation): string {
  const end = until === null ? '' : ` au ${day(until)}`;
  return `par délégation du directeur de la Caf (${act}, à compter du ${day(from)}${end})`;
}

function day(date: string): string {
  return frenchDate(startOfParisDate(date));
}
