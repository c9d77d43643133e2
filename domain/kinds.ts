import type * as declared from './dossier/declared.ts';
import type { AnyKind } from './dossier/kind.ts';
import type { NewDossier } from './dossier/newDossier.ts';
import * as kinds from './dossierKinds.ts';
import type { Mark } from './formats/mark.ts';

/** Types of processes about documents. */
export type DossierType = keyof typeof declared;

/** Every kind of process about documents, by the type that its rows name; the compiler refuses one that is missing. */
export const DOSSIER_KINDS = kinds satisfies { [T in DossierType]: { type: T } };
export const DOSSIER_TYPES = Object.keys(DOSSIER_KINDS) as readonly DossierType[];

/** Those that begin on request, each with how it does. */
type RequestedType = {
  [T in DossierType]: (typeof DOSSIER_KINDS)[T] extends { beginning: unknown } ? T : never;
}[DossierType];
export type DossierRequest = NewDossier<RequestedType>;

/** Something made for each type of process about documents. */
export function ofEachDossier<V extends Record<DossierType, unknown>>(make: (type: DossierType) => V[DossierType]): V {
  return Object.fromEntries(DOSSIER_TYPES.map((type) => [type, make(type)])) as V;
}

/** The same where the kinds are not told apart: whoever puts the parts together may hand in others. */
export type DossierKinds = Readonly<Record<string, AnyKind>>;

/** Those that open services before the others. */
const KINDS = Object.values<AnyKind>(DOSSIER_KINDS).toSorted((a, b) => Number(opens(b)) - Number(opens(a)));

function opens({ marks }: AnyKind): boolean {
  return Object.values(marks).includes('opened');
}

/** Types of processes that open services. */
export const SERVICE_TYPES: readonly string[] = KINDS.filter(opens).map(({ type }) => type);

/** Types of processes that may change the mode of management (DEL-5). */
export const CHANGING_MODE: readonly string[] = KINDS.filter(({ beginning }) => beginning?.mayChangeMode).map(
  ({ type }) => type,
);

/** States of all kinds that have come so far. */
export function statesMarked(...marks: Mark[]): string[] {
  return [...new Set(KINDS.flatMap((kind) => statesOf(kind, ...marks)))];
}

/** … of one kind. */
export function statesOf(kind: Pick<AnyKind, 'marks'>, ...marks: Mark[]): string[] {
  return Object.entries(kind.marks).flatMap(([state, mark]) => (marks.includes(mark) ? [state] : []));
}

/** The service is open: a conventionnement ends here, an Esat dossier goes on to its group, role and first user (ESAT-17). */
export const OPENED: readonly string[] = statesMarked('opened');

/** Every state of every kind, in the order of the procedures. */
export const DOSSIER_STATES: readonly string[] = [...new Set(KINDS.flatMap(({ states }) => Object.keys(states)))];
