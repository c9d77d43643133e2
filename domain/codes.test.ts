import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CODES } from './codes.ts';

/** What lists codes without giving them. */
const LISTS = ['domain/codes.ts', 'api/status.ts'];

const sources = ['domain', 'activities', 'adapters', 'api', 'web'].flatMap((layer) =>
  readdirSync(layer, { recursive: true, encoding: 'utf8' })
    .map((file) => `${layer}/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !LISTS.includes(file))
    .map((file) => readFileSync(file, 'utf8').replace(/ {2}errors: \[[^\]]*\]/g, '')),
);

test.each(CODES)('%s is given somewhere: a code that nothing gives any more goes', (code) => {
  expect(sources.some((source) => source.includes(`'${code}'`))).toBe(true);
});
