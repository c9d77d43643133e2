import type { Presence } from '../../activities/deps.ts';
import { paceOf } from '../../domain/policy/room.ts';
import type { Database } from './prisma.ts';

/** So long one call goes on at most: between two, a task of the workflow and Temporal's shortest timer take a second. */
const STRETCH_MS = 10_000;

/** Who may have something against going on. */
export interface Ground {
  people: Presence;
  /** this worker is to leave */
  stopping: () => boolean;
}

/**
 * Batch after batch of a process, each of which says whether one more is to follow, at a pace that leaves people room (P2). It ends early where
 * somebody asks something of this very process, whose act stands behind it (R7).
 */
export async function inStretch(
  database: Database,
  processId: string,
  { people, stopping }: Ground,
  batch: (most: number) => Promise<boolean>,
): Promise<void> {
  for (const end = Date.now() + STRETCH_MS; ; ) {
    const { most, pauseMs } = paceOf(people.atWork());
    if (!(await batch(most))) return;
    if (Date.now() + pauseMs > end || stopping() || (await isAsked(database, processId))) return;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function isAsked(database: Database, processId: string): Promise<boolean> {
  const [row] = await database.$queryRaw<{ asked: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM command WHERE process_id = ${processId} AND told_at IS NULL AND outcome IS NULL) AS asked`;
  return row?.asked === true;
}
