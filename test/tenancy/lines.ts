import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What an operation is about, and with it what another Caf sees of it (S5). */
const REACHES = [
  /** one object of a Caf, named by its id: another Caf finds nothing there */
  'object',
  /** what there is: of another Caf's it holds nothing */
  'list',
  /** begins something for one's own Caf or organisme */
  'begin',
  /** one's own account, Caf, organisme or file */
  'own',
  /** the nation's: no Caf reaches it, but for what its roles say */
  'nation',
  /** of no Caf: catalogues, templates, what runs */
  'common',
  /** by no session: open to all, by a mailed link, by a service's own token */
  'public',
  'link',
  'service',
] as const;
export type Reach = (typeof REACHES)[number];

export type Role = 'agent' | 'cafAdmin' | 'national' | 'operator' | 'administrateur' | 'gestionnaire' | 'utilisateur';

const ROLES: Record<string, Role> = {
  A: 'agent',
  C: 'cafAdmin',
  N: 'national',
  O: 'operator',
  D: 'administrateur',
  G: 'gestionnaire',
  U: 'utilisateur',
};

export interface Line {
  method: string;
  path: string;
  reach: Reach;
  roles: readonly Role[];
}

/**
 * Role × route × tenant, a line an operation: what it is about, and who may ask, by the letters above. Each folder of `api/routes` has a file of its own
 * (`lines/<folder>.txt`). The served OpenAPI document is held against them: an operation without its line fails `api/tenancy.test.ts`, and so does one whose
 * roles are others or whose line stands twice.
 */
const FOLDER = path.join(import.meta.dirname, 'lines');
export const AREAS: readonly (readonly [area: string, lines: readonly Line[]])[] = readdirSync(FOLDER).map((file) => [
  path.basename(file, '.txt'),
  linesOf(path.join(FOLDER, file)),
]);

/** The lines by their operation, « GET /partners/{id} ». */
export const LINES: ReadonlyMap<string, Line> = byName(AREAS.flatMap(([, lines]) => lines));

/** What a line is about, « GET /partners/{id} ». */
export function nameOf({ method, path: at }: Pick<Line, 'method' | 'path'>): string {
  return `${method.toUpperCase()} ${at}`;
}

/** The lines of one file; one that says what nobody knows fails. */
export function linesOf(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((text) => {
      const [method = '', at = '', word, letters = '', ...rest] = text.split(/ +/);
      const reach = REACHES.find((one) => one === word);
      const roles = letters === '-' ? [] : [...letters].map((letter) => ROLES[letter]);
      if (reach === undefined || letters === '' || !roles.every((role) => role !== undefined) || rest.length > 0)
        throw new Error(`${path.basename(file)}: unknown line « ${text} »`);
      return { method, path: at, reach, roles };
    });
}

/** … by their operation; one that stands twice fails. */
export function byName(lines: readonly Line[]): Map<string, Line> {
  const named = new Map<string, Line>();
  for (const line of lines) {
    const name = nameOf(line);
    if (named.has(name)) throw new Error(`${name} has two lines`);
    named.set(name, line);
  }
  return named;
}
