import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { readSpreadsheet } from '../../adapters/files/spreadsheet.ts';
import { assertWhole, readProtegeFile } from '../../domain/protege/file.ts';
import { MEASURE_CODES } from '../../domain/protege/measures.ts';
import { makeProteges, PROTEGES_FILE } from './proteges.ts';

it('the sample of protégés is what its script makes, and imports without a fault: every measure, some ended, invented SIRETs', async () => {
  expect(readFileSync(PROTEGES_FILE, 'utf8')).toBe(makeProteges());
  const [sheet] = await readSpreadsheet(readFileSync(PROTEGES_FILE));
  const file = readProtegeFile(sheet?.rows ?? [], new Date('2026-03-10T09:00:00Z'));
  assertWhole(file);
  expect(file.proteges).toHaveLength(32);
  expect(new Set(file.proteges.map(({ measure }) => measure))).toEqual(new Set(MEASURE_CODES));
  expect(file.proteges.some(({ measureEndsOn }) => measureEndsOn !== null && measureEndsOn < '2025-01-01')).toBe(true);
  for (const { siret } of file.proteges) expect(siret).toMatch(/^9999/);
});
