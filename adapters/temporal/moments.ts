/** How Temporal writes an instant, and a duration. */
interface Moment {
  seconds?: { toString(): string } | number | null;
  nanos?: number | null;
}

/** Milliseconds of an instant, or of a duration; nothing is 0. */
export function msOf(moment: Moment | null | undefined): number {
  return Number(moment?.seconds ?? 0) * 1_000 + Math.trunc((moment?.nanos ?? 0) / 1_000_000);
}
