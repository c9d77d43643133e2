import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { SERVICE_CODES } from './services.ts';

/** The catalogue itself, and of each service its folder there. */
const REGISTRY = 'domain/service/declared.ts';
const FOLDERS = new Map(
  [...readFileSync(REGISTRY, 'utf8').matchAll(/as (\w+) \} from '\.\/(\w+)\/service\.ts'/g)].map(([, code, folder]) => [
    code,
    `domain/service/${folder}/`,
  ]),
);

/** The one service that another takes something of, in its own folder: the Espace Tuteur its T9 (TUT-1, TUT-5). */
const TAKEN: Readonly<Record<string, readonly string[]>> = { CDAP: ['domain/service/tuteur/'] };

/** Words that are spelled as a code and name no service, and where: who spoke in a démarche, where somebody works, what an organisme is. */
const OTHER_WORDS = ['domain/demarche/', 'domain/partner/types.ts'];

const CODES: ReadonlySet<string> = new Set(SERVICE_CODES);
const IN_SQL = new RegExp(`'(${SERVICE_CODES.join('|')})'`, 'g');

interface Node {
  type?: string;
  value?: unknown;
  raw?: unknown;
}

/** Services that a file names: as text, as a key, in SQL. Comments and labels are no rule. */
function namedIn(node: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(node)) for (const one of node) namedIn(one, found);
  else if (typeof node === 'object' && node !== null) {
    const { type, value, raw } = node as Node;
    if ((type === 'StringLiteral' || type === 'Identifier') && typeof value === 'string' && CODES.has(value))
      found.add(value);
    if (type === 'TemplateElement' && typeof raw === 'string')
      for (const [, code] of raw.matchAll(IN_SQL)) if (code !== undefined) found.add(code);
    for (const inner of Object.values(node)) namedIn(inner, found);
  }
  return found;
}

const sources = ['domain', 'workflows', 'activities', 'adapters', 'api', 'web'].flatMap((layer) =>
  readdirSync(layer, { recursive: true, encoding: 'utf8' })
    .map((file) => `${layer}/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|samples\.ts$|Builder\.ts$/.test(file)),
);

const mayName = (file: string, code: string) =>
  [REGISTRY, FOLDERS.get(code) ?? '', ...OTHER_WORDS, ...(TAKEN[code] ?? [])].some(
    (place) => place !== '' && file.startsWith(place),
  );

const MENTIONED = new RegExp(`\\b(${SERVICE_CODES.join('|')})\\b`);

function strangers(file: string, source: string): string[] {
  if (!MENTIONED.test(source)) return [];
  const parsed = parseSync(source, { syntax: 'typescript', tsx: file.endsWith('.tsx') });
  return [...namedIn(parsed, new Set())].filter((code) => !mayName(file, code)).map((code) => `${file} names ${code}`);
}

test('no file decides by a service but its own: the catalogue says what is particular to one', () => {
  expect([sources.length > 500, [...FOLDERS.keys()].sort()]).toEqual([true, [...SERVICE_CODES].sort()]);
  expect(sources.flatMap((file) => strangers(file, readFileSync(file, 'utf8')))).toEqual([]);
});

test.each([
  "if (service === 'ADONIS') open();",
  'const terms = { ADONIS: 1 };',
  "const sql = `SELECT 1 FROM document WHERE service = 'ADONIS'`;",
  'label(SERVICES.ADONIS);',
])('it sees « %s »', (source) => {
  expect(strangers('domain/dossier/opening.ts', source)).toEqual(['domain/dossier/opening.ts names ADONIS']);
  expect(strangers('domain/dossier/opening.ts', '// ADONIS, as ADON-1 says')).toEqual([]);
});
