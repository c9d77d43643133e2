import * as procedures from './procedures.ts';
import type { Case, CaseKind, CaseType } from './types.ts';

/** Every type of case; the compiler refuses one that is missing. */
export const CASE_KINDS = procedures satisfies { [T in CaseType]: { type: CaseType } };

export const CASE_TYPES = Object.keys(CASE_KINDS) as readonly CaseType[];

/** Something made for each type of case. */
export function ofEachCase<V extends Record<CaseType, unknown>>(make: (type: CaseType) => V[CaseType]): V {
  return Object.fromEntries(CASE_TYPES.map((type) => [type, make(type)])) as V;
}

/** Where a case of this type may stand, and what it knows. */
export type CaseOf<T extends CaseType> = T extends CaseType
  ? (typeof CASE_KINDS)[T] extends CaseKind<infer F, infer _A, infer S, infer _E>
    ? Case<F, S>
    : never
  : never;

type AnyKind = CaseKind<unknown, { type: string }, string, string>;

/** The kind of a type, its own facts, acts and states forgotten: the procedure that runs it gives them back as it got them. */
export function caseKind(type: CaseType): AnyKind {
  return CASE_KINDS[type];
}
