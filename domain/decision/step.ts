/** One step of a written procedure as a page shows it (U2). */
export interface Step {
  label: string;
  at: 'done' | 'current' | 'stopped' | 'ahead';
}

/** These labels, for a process that stands at the one of this index, or was stopped there; beyond the last one everything is done. */
export function stepsAt(labels: readonly string[], here: number, stopped = false): Step[] {
  return labels.map((label, index) => ({
    label,
    at: index < here ? 'done' : index > here ? 'ahead' : stopped ? 'stopped' : 'current',
  }));
}
