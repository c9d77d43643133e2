import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DAY_MS } from './durations.ts';
import { PURGED_KINDS, RETENTION } from './retention.ts';

describe('docs/retention.md (S7)', () => {
  const page = readFileSync(new URL('../../docs/retention.md', import.meta.url), 'utf8');
  const lines = page.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    return /^`\w+`$/.test(cells[1] ?? '') ? [cells.slice(1, -1)] : [];
  });

  test('tells every kind that is purged as the table has it, and no other', () => {
    const rows = PURGED_KINDS.map((kind) => {
      const { what, termMs, from, why } = RETENTION[kind];
      return [`\`${kind}\``, what, `${termMs / DAY_MS}d`, from, why];
    });
    expect(lines).toEqual(rows);
  });

  test('says why contracts, signatures and the journal are not among them', () => {
    expect(page).toMatch(/Contracts.*signatures and the journal.*public archives/s);
    expect(PURGED_KINDS).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/document|signature|journal|audit/)]),
    );
  });
});
