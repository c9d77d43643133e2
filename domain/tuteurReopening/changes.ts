import { type Change, changeOf, type Fields } from '../decision/changes.ts';
import type { Reopening } from './types.ts';

/** What an act, a step or a file changed of a reopening, before and after (S6); null: it begins. When it last looked at its signals is no change. */
export function reopeningChanges(before: Reopening | null, after: Reopening): Change[] {
  const about = { entity: 'tuteurReopening', entityId: after.id };
  return changeOf(about, before === null ? null : standing(before), standing(after));
}

function standing({ state, incident, facts: { watchedAt: _, ...facts } }: Reopening): Fields {
  return { state, incident, ...facts };
}
