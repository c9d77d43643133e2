import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const STRIDE = [
  'Spoofing',
  'Tampering',
  'Repudiation',
  'Information disclosure',
  'Denial of service',
  'Elevation of privilege',
];
const root = new URL('../', import.meta.url);
const page = readFileSync(new URL('docs/security.md', root), 'utf8');
const picture = /```\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
const arrows = [...new Set([...picture.matchAll(/\((\d+)\)/g)].map(([, number]) => Number(number)))];
/** The rows of each section, by the number of its arrow. */
const sections = new Map(
  [...page.matchAll(/^## \((\d+)\)[^\n]*\n([\s\S]*?)(?=^## )/gm)].map(([, number, text = '']) => [
    Number(number),
    text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  ]),
);

describe('docs/security.md', () => {
  test('has a section of every arrow of the picture, and of no other', () => {
    expect(arrows.length).toBeGreaterThan(5);
    expect([...sections.keys()].toSorted((a, b) => a - b)).toEqual(arrows.toSorted((a, b) => a - b));
  });

  test.each([...sections])(
    'arrow (%i): all six threats, each with its answer and a test that is there',
    (_arrow, rows) => {
      expect(rows.map(([threat]) => threat)).toEqual(STRIDE);
      for (const [threat, answer = '', tests = ''] of rows) {
        expect([threat, answer.length > 20]).toEqual([threat, true]);
        const named = [...tests.matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? '');
        expect([threat, named.length > 0]).toEqual([threat, true]);
        for (const file of named) {
          expect(file).toMatch(/\.test\.tsx?$/);
          expect([file, existsSync(new URL(file, root))]).toEqual([file, true]);
        }
      }
    },
  );
});
