import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { PROCESS_TYPES } from '../../domain/process/types.ts';

const FOLDER = new URL('./histories/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

/** What a process may hold in its history (style rule 12): codes, ids, instants and names of the code. No word that somebody typed looks like these. */
const ALLOWED = [
  /^[A-Z][A-Z0-9_-]*$/,
  /^[a-z0-9]+([-:]([a-z0-9]+|[A-Z0-9]+))*$/,
  /^[a-z]+([A-Z][a-z0-9]*)+$/,
  /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
  /^$/,
  /^whole retention$/, // name of a change (`patched`)
];

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

/** Every string of the payloads of a history, opened, and what its failures say in clear. */
function told(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { data, metadata, message } = value as { data?: unknown; metadata?: unknown; message?: unknown };
  const own =
    typeof data === 'string' && metadata !== undefined
      ? leaves(JSON.parse(Buffer.from(data, 'base64').toString('utf8')))
      : [];
  const said = typeof message === 'string' ? [message] : [];
  return [...own, ...said, ...Object.values(value).flatMap(told)];
}

const tooMuch = (history: unknown) => [...new Set(told(history))].filter((one) => !ALLOWED.some((as) => as.test(one)));
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));

it('S2: no recorded history of any process holds a name, an address, a SIRET’s owner, a reason or anything else that somebody typed', () => {
  expect(FILES.length).toBeGreaterThan(50);
  const found = FILES.map((name) => [name, tooMuch(read(name))] as const).filter(([, words]) => words.length > 0);
  expect(found).toEqual([]);
});

it('every type of process has one, those of the Espace Tuteur too', () => {
  const recorded = new Set(FILES.map((name) => name.split('-')[0]));
  expect(PROCESS_TYPES.filter((type) => !recorded.has(type))).toEqual([]);
});

it.each(['Vautrin', 'Odette Vautrin', 'helene.marchand@horizon.example', 'Essai', '4 rue de la République'])(
  'sees « %s » in the payload of an act, and in a failure',
  (canary) => {
    const data = Buffer.from(JSON.stringify({ commandId: 'k1', act: { reason: canary } })).toString('base64');
    const history = { events: [{ input: { payloads: [{ metadata: {}, data }] } }, { failure: { message: canary } }] };
    expect(tooMuch(history)).toEqual([canary]);
  },
);
