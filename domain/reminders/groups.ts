import type { MailParams } from '../mail/registry.ts';
import type { Policy } from '../policy/policy.ts';
import { isProfiled, type ServiceCode } from '../service/services.ts';

/** A mail shows the first ones; the page has them all. */
const SHOWN = 20;

/** A gestionnaire, with the codes of the groups that are theirs. */
export interface ManagerOfGroups {
  name: string;
  codes: readonly string[];
}

/** What opens nothing to anybody: a group that lacks its role or a member, or a role that no open group carries. */
export type Idle =
  | { what: 'group'; code: string; label: string; lacks: 'role' | 'member' }
  | { what: 'role'; service: ServiceCode; role: string };

/** Until when a partner's gestionnaires were looked through for the last time, for it to be due at an instant (REM-9). */
export const managersLimit = ({ rem9Ms }: Pick<Policy, 'rem9Ms'>, at: Date): Date => new Date(at.getTime() - rem9Ms);

/** Since when something opens nothing, for it to be told at an instant (REM-13); a policy without that reminder tells nothing. */
export const idleLimit = ({ rem13 }: Pick<Policy, 'rem13'>, at: Date): Date =>
  new Date(at.getTime() - (rem13[0] ?? Number.POSITIVE_INFINITY));

/** REM-9: the administrateurs look through their gestionnaires. */
export function lookThroughManagers(
  partnerId: string,
  managers: readonly ManagerOfGroups[],
  organisme: string,
): MailParams {
  const { shown, more } = firstOf(managers.map(({ name, codes }) => `${name} – ${codes.join(', ')}`));
  return { template: 'MAIL-37', organisme, managers: shown, more, link: groupsOf(partnerId) };
}

/** REM-13: groups that wait for a role or a member, and roles that wait for a group (CDAP-2). */
export function tellIdle(partnerId: string, idle: readonly Idle[], organisme: string): MailParams {
  const { shown, more } = firstOf(idle.map(idleWords));
  return { template: 'MAIL-80', organisme, groups: shown, more, link: groupsOf(partnerId) };
}

function idleWords(idle: Idle): string {
  if (idle.what === 'role') return `${isProfiled(idle.service) ? 'Profil' : 'Rôle'} ${idle.role} – aucun groupe`;
  return `${idle.code} ${idle.label} – ${idle.lacks === 'role' ? 'sans rôle' : 'sans membre'}`;
}

function firstOf(words: readonly string[]): { shown: string[]; more: number } {
  const sorted = words.toSorted((a, b) => a.localeCompare(b, 'fr'));
  return { shown: sorted.slice(0, SHOWN), more: Math.max(0, sorted.length - SHOWN) };
}

const groupsOf = (partnerId: string) => ({
  kind: 'page' as const,
  path: `/partenaires/${encodeURIComponent(partnerId)}/groupes`,
});
