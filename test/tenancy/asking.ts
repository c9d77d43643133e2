import type { PersonKind, TestApi } from '../api.ts';
import { type Line, nameOf, type Role } from './lines.ts';

/** Caf-side people, of two Cafs and of none. */
export const KINDS: readonly PersonKind[] = ['agent75', 'admin75', 'agent93', 'admin93', 'national', 'operator'];

/** Roles of one of them. */
export function rolesOf(kind: PersonKind): Role[] {
  if (kind === 'national' || kind === 'operator') return [kind];
  return kind.startsWith('admin') ? ['agent', 'cafAdmin'] : ['agent'];
}

/** An operation and who may ask it. */
export interface Asked {
  name: string;
  roles: string[];
}

/** Operations of the document that is served, by their names. */
export async function servedBy(api: TestApi): Promise<Asked[]> {
  const { paths } = (await api.call('GET', '/api/v1/openapi.json')).body as {
    paths: Record<string, Record<string, { 'x-roles'?: string[] }>>;
  };
  return inOrder(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        name: nameOf({ method, path: path.replace('/api/v1', '') }),
        roles: operation['x-roles'] ?? [],
      })),
    ),
  );
}

/** … as the lines tell them. */
export function toldBy(lines: readonly Line[]): Asked[] {
  return inOrder(lines.map((line) => ({ name: nameOf(line), roles: [...line.roles] })));
}

const inOrder = (asked: readonly Asked[]) =>
  asked.map(({ name, roles }) => ({ name, roles: [...roles].sort() })).sort((a, b) => (a.name < b.name ? -1 : 1));

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
