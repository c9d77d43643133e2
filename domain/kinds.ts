import { administratorReplacement } from './administratorReplacement/kind.ts';
import { conventionnement } from './conventionnement/kind.ts';
import type { AnyKind, Mark } from './dossier/kind.ts';
import { esatOnboarding } from './esatOnboarding/kind.ts';

/** Every kind of process about documents, by the type that its rows name. */
export const DOSSIER_KINDS = { conventionnement, esatOnboarding, administratorReplacement };
export type DossierType = keyof typeof DOSSIER_KINDS;

/** The same where the kinds are not told apart: whoever puts the parts together may hand in others. */
export type DossierKinds = Readonly<Record<string, AnyKind>>;

const KINDS = Object.values<AnyKind>(DOSSIER_KINDS);

/** States of all kinds that have come so far. */
export function statesMarked(...marks: Mark[]): string[] {
  const states = KINDS.flatMap((kind) =>
    Object.entries(kind.marks).flatMap(([state, mark]) => (mark !== undefined && marks.includes(mark) ? [state] : [])),
  );
  return [...new Set(states)];
}

/** The service is open: a conventionnement ends here, an Esat dossier goes on to its group, role and first user (ESAT-17). */
export const OPENED: readonly string[] = statesMarked('opened');

/** Every state of every kind, in the order of the procedures. */
export const DOSSIER_STATES: readonly string[] = [...new Set(KINDS.flatMap(({ states }) => Object.keys(states)))];

/** Types of processes about documents. */
export const DOSSIER_TYPES: readonly string[] = KINDS.map(({ type }) => type);

/** … and those that open services. */
export const SERVICE_TYPES: readonly string[] = KINDS.flatMap(({ type, marks }) =>
  Object.values(marks).includes('opened') ? [type] : [],
);
