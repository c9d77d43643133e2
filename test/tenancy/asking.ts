import type { PersonKind } from '../api.ts';
import type { Role } from './lines.ts';

/** Caf-side people, of two Cafs and of none. */
export const KINDS: readonly PersonKind[] = ['agent75', 'admin75', 'agent93', 'admin93', 'national', 'operator'];

/** Roles of one of them. */
export function rolesOf(kind: PersonKind): Role[] {
  if (kind === 'national' || kind === 'operator') return [kind];
  return kind.startsWith('admin') ? ['agent', 'cafAdmin'] : ['agent'];
}

/** The object of Caf 93 that a path is about: what stands before its id names it. */
export function objectOf(ids: Readonly<Record<string, string>>, path: string): string | undefined {
  const [, first = '', second = ''] = path.split('/');
  return ids[`${first}/${second}`] ?? ids[first];
}

/** The path with its parameters filled in, and what it cannot be asked without. */
export function targetOf(ids: Readonly<Record<string, string>>, path: string): string {
  const filled = path
    .replace('{id}', objectOf(ids, path) ?? 'none')
    .replace('{itemId}', 'item')
    .replace('{fileId}', 'declared')
    .replace('{noteId}', 'note')
    .replace('{code}', 'CDAP')
    .replace('{year}', '2026')
    .replace(/\{\w+\}/, 'none');
  return `${filled}${QUERIES[path] ?? ''}`;
}

const QUERIES: Record<string, string> = {
  '/users/{id}/diagnosis': '?service=ESAT',
  '/audit': '?entity=partner',
  '/audit.csv': '?entity=partner',
  '/audit.xlsx': '?entity=partner',
  '/search': '?q=Tilleuls',
};
