import { type Change, changeOf, changesAmong, type Fields } from '../decision/changes.ts';
import { taskChange } from '../task/changes.ts';
import type { Case } from './types.ts';

/** What an act changed of a case, before and after, its first step with what it begins with; what was typed in it is sealed under its own key, which goes with it (S6, S7). */
export function caseChanges(before: Case, after: Case): Change[] {
  const { id, type } = after;
  return [
    ...changeOf({ entity: type, entityId: id }, before.opened ? standing(before) : null, standing(after), {
      subject: id,
      isPersonal: (_field, value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
    }),
    ...changesAmong(before.tasks, after.tasks, (was, is) => taskChange(was, is, id)),
  ];
}

// its state and its incident are the act's to tell
function standing({ facts }: Case): Fields {
  return { ...(facts as Fields) };
}
