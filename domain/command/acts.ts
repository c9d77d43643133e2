import { z } from 'zod';
import { requestActSchema } from '../accessRequest/acts.ts';
import { campaignActSchema } from '../campaign/acts.ts';
import { CASE_KINDS, ofEachCase } from '../case/kinds.ts';
import { DomainError, invalid } from '../errors.ts';
import { faultsOf } from '../formats/faults.ts';
import { DOSSIER_KINDS, ofEachDossier } from '../kinds.ts';
import {
  followsAccount,
  type MailTrouble,
  type ProcessStep,
  type SystemAct,
  systemActSchema,
} from '../process/acts.ts';
import type { ProcessType } from '../process/types.ts';
import { reopeningActSchema } from '../tuteurReopening/acts.ts';
import { userImportActSchema } from '../userImport/acts.ts';

type CaseActs = { [T in keyof typeof CASE_KINDS]: (typeof CASE_KINDS)[T]['acts'] };
type DossierActs = { [T in keyof typeof DOSSIER_KINDS]: (typeof DOSSIER_KINDS)[T]['acts'] };

/** What people may ask of each type of process; null: nothing, the account itself is acted on (ACT-3). The compiler refuses one that is missing. */
const ACTS = {
  accessRequest: requestActSchema,
  esatCampaign: campaignActSchema,
  tuteurReopening: reopeningActSchema,
  userOnboarding: null,
  passwordReset: null,
  accountClosure: null,
  userImport: userImportActSchema,
  ...ofEachDossier<DossierActs>((type) => DOSSIER_KINDS[type].acts),
  ...ofEachCase<CaseActs>((type) => CASE_KINDS[type].acts),
} as const satisfies Record<ProcessType, z.ZodType<{ type: string }> | null>;

/** A person's act on a process of this type. */
type PersonActOf<T extends ProcessType> = T extends ProcessType
  ? (typeof ACTS)[T] extends z.ZodType<infer A>
    ? A
    : never
  : never;

/** Whatever a command to a process of this type may hold, from the route that stores it to the transaction that carries it out. */
export type ActOf<T extends ProcessType> = PersonActOf<T> | SystemAct;

/** What a procedure is given to carry out: to look again is what a process does by itself when something is due. */
export type ToDo<T extends ProcessType> = PersonActOf<T> | MailTrouble | ProcessStep;

/** Types of process that know every act of these names. */
export type Knowing<N extends string> = {
  [T in ProcessType]: [N] extends [ActOf<T>['type']] ? T : never;
}[ProcessType];

/** What a person may do to a process as a whole, whatever its state; to retry is every process's. */
export type WholeAct = 'cancel' | 'remind';

/** Whether acts of this name are of this type at all; whether one is in place now is the state's. */
export function knowsAct<N extends string>(type: ProcessType, name: N): type is Knowing<N> {
  const parsed = ACTS[type]?.safeParse({ type: name });
  return parsed !== undefined && (parsed.success || !isUnknown(parsed.error));
}

/** Throws ETAT_INCOMPATIBLE or RIEN_A_RELANCER for what the type does not know: no act is said to be done that did nothing. */
export function assertKnowsAct<N extends WholeAct>(type: ProcessType, act: N): asserts type is Knowing<N> {
  if (knowsAct(type, act)) return;
  if (followsAccount(type))
    throw new DomainError('ETAT_INCOMPATIBLE', 'Ceci se suit sur la page du compte : agissez sur le compte lui-même.', {
      rule: act === 'remind' ? 'ACT-3' : 'ACC-17',
    });
  if (type === 'esatCampaign')
    throw new DomainError('RIEN_A_RELANCER', 'Une campagne ne se relance pas : relancez ses dossiers.');
  if (type === 'tuteurReopening')
    throw new DomainError('RIEN_A_RELANCER', 'Une réouverture ne se relance pas : relancez ses corrections.');
  if (act === 'remind') throw new DomainError('RIEN_A_RELANCER', "Rien n'y est attendu du partenaire.");
  throw new DomainError(
    'ETAT_INCOMPATIBLE',
    'Un incident de sécurité ne s’annule pas : il se clôt sur sa propre page.',
  );
}

/**
 * The one door: a stored command as an act of its type. Throws ETAT_INCOMPATIBLE where the type knows no such act, SAISIE_INVALIDE with every
 * fault otherwise. `acts`: those of a kind that is not in this table. A refusal is an outcome, and is not tried again.
 */
export function readAct<T extends ProcessType>(
  type: T,
  stored: unknown,
  acts: z.ZodType<{ type: string }> | null = ACTS[type],
): ToDo<T> {
  const name = nameOf(stored);
  if (name === null || acts === null || SYSTEM_ACTS.has(name)) return toldAct(stored, name);
  const asked = acts.safeParse(stored);
  if (asked.success) return asked.data as PersonActOf<T>;
  throw isUnknown(asked.error) ? unknownAct(name) : invalid(faultsOf(asked.error, stored));
}

const SYSTEM_ACTS: ReadonlySet<string> = new Set(systemActSchema.options.map(({ shape }) => shape.type.value));

function toldAct(stored: unknown, name: string | null): MailTrouble | ProcessStep {
  const told = systemActSchema.safeParse(stored);
  if (told.success) return told.data.type === 'look' ? { type: 'tick' } : told.data;
  throw name !== null && isUnknown(told.error) ? unknownAct(name) : invalid(faultsOf(told.error, stored));
}

function unknownAct(name: string): DomainError {
  return new DomainError('ETAT_INCOMPATIBLE', `Cette action (${name}) n'existe pas pour ce dossier.`);
}

/** The name of the act is none that the schema has. */
const isUnknown = (error: z.ZodError): boolean =>
  error.issues.some(({ path }) => path.length === 0 || path[0] === 'type');

const NAMED = z.object({ type: z.string() });

function nameOf(stored: unknown): string | null {
  return NAMED.safeParse(stored).data?.type ?? null;
}
