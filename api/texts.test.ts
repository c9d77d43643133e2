import { expect, test } from '@jest/globals';
import type { z } from 'zod';
import { faultsOf } from '../domain/formats/faults.ts';
import { routes } from './routes/index.ts';

/** What copy and paste leaves in a text: two lines, a non-breaking space, a writing direction, a zero-width mark. */
const PASTED = '\u202eLes\r\nPeupliers\u00a0(93)\u200b';
const LEFT_OVER = /[\r\u00a0]|\p{Cf}/u;

/** No words: what the system named, or what is compared as a whole; a link's token is cleaned where it is resolved. */
const NO_WORDS =
  /(?:\b|\.)(?:id|ids\[\]|\w+Ids?(?:\[\])?|protege|token|hash|outcome|corrections\[\]|join\[\]|leave\[\])$|[pP]assword$/;

/** Every text of a schema with its path, as deep as it goes. */
function texts(schema: z.core.$ZodType, path: string): [path: string, text: z.core.$ZodType][] {
  const def = (schema as z.ZodType).def as z.core.$ZodTypes['_zod']['def'];
  switch (def.type) {
    case 'string':
    // whatever it is, it may be a text
    case 'unknown':
      return [[path, schema]];
    case 'pipe':
      // read as a whole: what is made of the text is judged, not the text
      return texts(def.in, path).some(([inner]) => inner === path) ? [[path, schema]] : texts(def.in, path);
    case 'object':
      return [
        ...Object.entries(def.shape).flatMap(([key, inner]) => texts(inner, `${path}.${key}`)),
        ...(def.catchall === undefined ? [] : texts(def.catchall, `${path}.*`)),
      ];
    case 'array':
      return texts(def.element, `${path}[]`);
    case 'record':
      return texts(def.valueType, `${path}.*`);
    case 'union':
      return def.options.flatMap((option) => texts(option, path));
    case 'optional':
    case 'nullable':
    case 'default':
      return texts(def.innerType, path);
    default:
      return [];
  }
}

const words = routes
  .flatMap(({ method, path, body }) =>
    body === undefined ? [] : texts(body, '').map(([at, text]) => [`${method} ${path} ${at}`, text] as const),
  )
  .filter(([name]) => !NO_WORDS.test(name));

test('no body takes a text with what nobody sees: each is cleaned by one function, or refused', () => {
  expect(words.length).toBeGreaterThan(80);
  const kept = words.flatMap(([name, schema]) => {
    const read = (schema as z.ZodType).safeParse(PASTED);
    return read.success && LEFT_OVER.test(String(read.data)) ? [name] : [];
  });
  expect(kept).toEqual([]);
});

test('names and addresses that a contract shows are refused with the letter named (CONV-5)', () => {
  const shown = words.filter(([name]) =>
    /\.(?:raisonSociale|address|firstName|lastName|name|function|missions\[\]|conventionNumber)$/.test(name),
  );
  // a bulletin's are judged by the domain, which tells all that is wrong with it at once; of a missing protégé they are compared, not shown; an
  // Esat's draft is kept whatever it says, and its receipt names nobody; a change's are judged by the domain, too
  const here = shown.filter(
    ([name]) => !/content\.|\/complete|missing-proteges|esat\/(?:declarations|changes)/.test(name),
  );
  expect(here.length).toBeGreaterThan(15);
  const taken = here.filter(([, schema]) => (schema as z.ZodType).safeParse('Anne 李').success).map(([name]) => name);
  expect(taken).toEqual([]);
});

/** What is a program's word: a code, the id of a rule, a type. */
const PROGRAM =
  /\b[A-Z]+_[A-Z_0-9]+\b|\b[A-Z]{3,8}-\d+\b|\b(?:true|false|null|undefined|NaN|string|number|boolean|array|object|enum|regex)\b/;

/** Values that are wrong somewhere: nothing, blanks, other kinds, words where a choice is expected. */
const WRONG: readonly unknown[] = [
  undefined,
  null,
  '',
  ' \r\n',
  'INCONNU',
  -1,
  1.5,
  Number.NaN,
  true,
  false,
  [],
  {},
  ['x'],
  'x'.repeat(5_000),
];

/** A body in which every field has this value, as deep as the schema goes; of a union, one per branch. */
function filled(schema: z.core.$ZodType, value: unknown): unknown[] {
  const def = (schema as z.ZodType).def as z.core.$ZodTypes['_zod']['def'];
  switch (def.type) {
    case 'object': {
      const keys = Object.entries(def.shape).map(([key, inner]) => {
        const literal = (inner as z.ZodType).def as z.core.$ZodTypes['_zod']['def'];
        // what tells the branches of a form apart is not typed by people
        if (literal.type === 'literal' && typeof literal.values[0] === 'string')
          return [key, [literal.values[0]]] as const;
        return [key, filled(inner, value)] as const;
      });
      const most = Math.max(1, ...keys.map(([, values]) => values.length));
      return Array.from({ length: most }, (_, index) =>
        Object.fromEntries([...keys.map(([key, values]) => [key, values[index % values.length]]), ['couleur', value]]),
      );
    }
    case 'union':
      return [value, ...def.options.flatMap((option) => filled(option, value))];
    case 'optional':
    case 'nullable':
    case 'default':
      return filled(def.innerType, value);
    case 'array':
      return [value, ...filled(def.element, value).map((one) => [one])];
    default:
      return [value];
  }
}

test('whatever is wrong with a form, its words are people’s: no code, no rule, no type (U3)', () => {
  const told = routes.flatMap(({ method, path, body }) => {
    if (body === undefined) return [];
    return WRONG.flatMap((value) =>
      [value, ...filled(body, value)].flatMap((input) => {
        const read = body.safeParse(input);
        return read.success ? [] : faultsOf(read.error, input).map(({ message }) => `${method} ${path}: ${message}`);
      }),
    );
  });
  expect(told.length).toBeGreaterThan(1_000);
  expect([...new Set(told.filter((message) => PROGRAM.test(message.replace(/^.*?: /, ''))))]).toEqual([]);
  expect(told.filter((message) => !/[.!?]$/.test(message))).toEqual([]);
});
