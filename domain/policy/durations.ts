export const DAY_MS = 86_400_000;

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: DAY_MS };

/** Milliseconds of '500ms', '5s', '10m', '24h' or '7d' (api.md, « Delays are policy »); null when it is none of these. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  return match === null ? null : Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
}

/** A comma-separated list of durations, in milliseconds; null when one of them is wrong. */
export function parseDurations(text: string): number[] | null {
  const parsed = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(parseDuration);
  return parsed.every((value): value is number => value !== null) ? parsed : null;
}
