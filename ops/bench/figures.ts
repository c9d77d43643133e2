/** p-th percentile (0–100) of a list of numbers, nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((p / 100) * sorted.length) - 1))] ?? Number.NaN;
}

export function round(value: number, digits = 1): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

/** Bytes in MB. */
export function mb(bytes: number): number {
  return round(bytes / 1_048_576);
}

/** One line of the table: what was measured, against which limit, and whether it holds (null: nothing is claimed). */
export interface Line {
  id: string;
  what: string;
  value: string;
  limit: string;
  holds: boolean | null;
}

/** The short table. */
export function table(lines: readonly Line[]): string {
  const widths = (['id', 'what', 'value', 'limit'] as const).map((key) =>
    Math.max(...lines.map((line) => line[key].length)),
  );
  return lines
    .map((line) =>
      [
        line.id.padEnd(widths[0] ?? 0),
        line.what.padEnd(widths[1] ?? 0),
        line.value.padStart(widths[2] ?? 0),
        line.limit.padEnd(widths[3] ?? 0),
        line.holds === null ? '' : line.holds ? 'ok' : 'NO',
      ].join('  '),
    )
    .join('\n');
}

/** Runs `count` pieces of work, `atOnce` at a time; the durations in ms and the wall time. */
export async function timed(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<{ wallMs: number; each: number[] }> {
  const each: number[] = [];
  let next = 0;
  const start = performance.now();
  const lane = async () => {
    while (next < count) {
      const index = next++;
      const begun = performance.now();
      await work(index);
      each.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
  return { wallMs: performance.now() - start, each };
}
