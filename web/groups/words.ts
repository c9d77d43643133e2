import type { GroupView } from '../kit/views.ts';

type Named = Pick<GroupView, 'code' | 'label'>;

export const groupName = ({ code, label }: Named): string => `${code} – ${label}`;
/** As a form offers it. */
export const groupChoice = (group: Named & Pick<GroupView, 'id'>): { value: string; label: string } => ({
  value: group.id,
  label: groupName(group),
});
/** Its convention is in force no more: nothing may be done with it (CONV-13). */
export const isFrozen = ({ flags }: Pick<GroupView, 'flags'>): boolean => flags.includes('GELE');
