import type { DeclaredLine, Worker } from '../esatDeclaration/read.ts';
import type { ActivityChange, ChangeCode, KnownRate } from './types.ts';

/** A worker as their Esat's own declarations tell them. */
export interface KnownWorker {
  worker: Worker;
  known: KnownRate;
  /** the last change that holds, if any */
  last: { change: ChangeCode; effectiveOn: string } | null;
}

/** November's line as a rate that was known then. */
const rateOf = (year: number, { rate }: Pick<DeclaredLine, 'rate'>): KnownRate => ({ rate, on: `${year}-11-30` });

/**
 * What is known of a worker (ESAT-9): the rate of the latest of what their Esat declared, November's line or a change that was not refused, by the day
 * from which it holds; of the same day the change. Null: nothing was declared of them.
 */
export function knownOf(
  lines: readonly { year: number; line: DeclaredLine }[],
  changes: readonly ActivityChange[],
): KnownWorker | null {
  const rates = [
    ...lines.map(({ year, line }) => rateOf(year, line)),
    ...changes.map(({ rate, rateBefore, effectiveOn }) => ({ rate: rate ?? rateBefore, on: effectiveOn })),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const known = rates.at(-1);
  const last = [...changes].sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1)).at(-1);
  const named = last?.worker ?? [...lines].sort((a, b) => a.year - b.year).at(-1)?.line;
  if (known === undefined || named === undefined) return null;
  const { number, lastName, firstName, birthDate, caf } = named;
  return {
    ...{ worker: { number, lastName, firstName, birthDate, caf }, known },
    last: last === undefined ? null : { change: last.change, effectiveOn: last.effectiveOn },
  };
}
