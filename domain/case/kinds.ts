import * as procedures from './procedures.ts';
import type { CaseKind, CaseType } from './types.ts';

/** Every type of case; the compiler refuses one that is missing. */
export const CASE_KINDS = procedures satisfies { [T in CaseType]: { type: CaseType } };

export const CASE_TYPES = Object.keys(CASE_KINDS) as readonly CaseType[];

/** Something made for each type of case. */
export function ofEachCase<V extends Record<CaseType, unknown>>(make: (type: CaseType) => V[CaseType]): V {
  return Object.fromEntries(CASE_TYPES.map((type) => [type, make(type)])) as V;
}

/** The kind of a type, its own facts and acts forgotten: the procedure that runs it gives them back as it got them. */
export function caseKind(type: CaseType): CaseKind<unknown, { type: string }> {
  return CASE_KINDS[type] as unknown as CaseKind<unknown, { type: string }>;
}
