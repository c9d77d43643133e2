import { readFileSync } from 'node:fs';

/** What an operation is about, and with it what another Caf sees of it (S5). */
export type Reach =
  /** one object of a Caf, named by its id: another Caf finds nothing there */
  | 'object'
  /** what there is: of another Caf's it holds nothing */
  | 'list'
  /** begins something for one's own Caf or organisme */
  | 'begin'
  /** one's own account, Caf, organisme or file */
  | 'own'
  /** the nation's: no Caf reaches it, but for what its roles say */
  | 'nation'
  /** of no Caf: catalogues, templates, what runs */
  | 'common'
  /** by no session: open to all, by a mailed link, by a service's own token */
  | 'public'
  | 'link'
  | 'service';

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

/**
 * Role × route × tenant, a line an operation (`lines.txt`): what it is about, and who may ask, by the letters above. The served OpenAPI document is held against it: an operation
 * without its line fails `api/tenancy.test.ts`, and so does one whose roles are others.
 */
const TABLE = readFileSync(new URL('./lines.txt', import.meta.url), 'utf8');

export interface Line {
  method: string;
  path: string;
  reach: Reach;
  roles: readonly Role[];
}

/** The lines by their operation, « GET /partners/{id} ». */
export const LINES: ReadonlyMap<string, Line> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => {
      const [method = '', path = '', reach, letters = ''] = line.split(/ +/);
      const roles = letters === '-' ? [] : [...letters].map((letter) => ROLES[letter] as Role);
      return [`${method} ${path}`, { method, path, reach: reach as Reach, roles }];
    }),
);
