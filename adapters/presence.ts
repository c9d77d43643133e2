import type { Presence } from '../activities/deps.ts';

/** So long after an act somebody is taken to be at work: people read, telephone, and act again. */
const AT_WORK_MS = 60_000;

/** Mass work leaves people room (P2), and takes all there is where nobody acts. Each worker knows of its own acts, which are those that its work may slow down. */
export function presence(now: () => number = Date.now): Presence {
  let last = Number.NEGATIVE_INFINITY;
  return {
    noticed() {
      last = now();
    },
    atWork: () => now() - last < AT_WORK_MS,
  };
}
