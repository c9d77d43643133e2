import { expect, test } from '@jest/globals';
import type { z } from 'zod';
import { routes } from './routes/index.ts';

/** What copy and paste leaves in a text: two lines, a non-breaking space, a writing direction, a zero-width mark. */
const PASTED = '\u202eLes\r\nPeupliers\u00a0(93)\u200b';
const LEFT_OVER = /[\r\u00a0]|\p{Cf}/u;

/** No words: what the system named, or what is compared as a whole; a link's token is cleaned where it is resolved. */
const NO_WORDS = /(?:\b|\.)(?:id|ids\[\]|\w+Ids?(?:\[\])?|token|hash|outcome|join\[\]|leave\[\])$|[pP]assword$/;

/** Every text of a schema with its path, as deep as it goes. */
function texts(schema: z.core.$ZodType, path: string): [path: string, text: z.core.$ZodType][] {
  const def = (schema as z.ZodType).def as z.core.$ZodTypes['_zod']['def'];
  switch (def.type) {
    case 'string':
      return [[path, schema]];
    case 'pipe':
      return (def.in as z.ZodType).def.type === 'string' ? [[path, schema]] : texts(def.in, path);
    case 'object':
      return Object.entries(def.shape).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
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
  // a bulletin's are judged by the domain, which tells all that is wrong with it at once
  const here = shown.filter(([name]) => !/content\.|\/complete/.test(name));
  expect(here.length).toBeGreaterThan(15);
  const taken = here.filter(([, schema]) => (schema as z.ZodType).safeParse('Anne 李').success).map(([name]) => name);
  expect(taken).toEqual([]);
});
