import type { MeView } from '../kit/views.ts';

/** The administrateur of a partner in mode centralisé makes nobody's account: he asks the Caf (RGT-17). */
export function asksCaf({ roles, rights }: Pick<MeView, 'roles' | 'rights'>): boolean {
  return roles.includes('administrateur') && !rights.includes('users.create');
}
