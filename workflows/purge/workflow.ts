import { continueAsNew, patched, workflowInfo } from '@temporalio/workflow';
import { PURGED_KINDS, type PurgedKind, purgedSince } from '../../domain/policy/retention.ts';
import { bulkActivities } from '../bulk.ts';
import { SWEEP } from '../policies.ts';

/** Hourly purge of what was kept for its term (S7), started by a Schedule. `at`: the instant of the purge, the same for all its batches. */
export async function purge(input: { at?: string; kinds?: readonly PurgedKind[] } = {}): Promise<void> {
  const { purgeKind } = bulkActivities(SWEEP);
  const at = input.at ?? new Date().toISOString();
  // a purge that began before a release goes through what there was then
  const isThere = (release: string | undefined) => release === undefined || patched(release);
  const kinds = [...(input.kinds ?? PURGED_KINDS.filter((kind) => isThere(purgedSince(kind))))];
  for (let kind = kinds[0]; kind !== undefined; kind = kinds[0]) {
    const { more } = await purgeKind({ kind, at });
    if (!more) kinds.shift();
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof purge>({ at, kinds });
  }
}
