import { type Change, changeOf, changesAmong } from '../decision/changes.ts';
import { taskChange } from '../task/changes.ts';
import type { AccessRequest } from './types.ts';

/** What an act changed of a request, before and after, its first step with what was asked: form, exchanges, decision and address are sealed under its own key (S6). */
export function requestChanges(before: AccessRequest, after: AccessRequest): Change[] {
  const { id } = after;
  const told = ({ form, exchanges, decision, linkEmail }: AccessRequest) => ({ form, exchanges, decision, linkEmail });
  return [
    ...changeOf({ entity: 'accessRequest', entityId: id }, before.opened ? told(before) : null, told(after), {
      subject: id,
      isPersonal: () => true,
    }),
    ...changesAmong(before.tasks, after.tasks, (was, is) => taskChange(was, is, id)),
  ];
}
