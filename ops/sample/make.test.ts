import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readSpreadsheet } from '../../adapters/files/spreadsheet.ts';
import { countRows, judgeRows } from '../../domain/esat/rows.ts';
import { makeSample, SAMPLE_FILE } from './make.ts';

const sampleRows = async () => (await readSpreadsheet(readFileSync(SAMPLE_FILE)))[0]?.rows ?? [];

describe('the sample list', () => {
  it('is what its script makes, byte for byte', async () => {
    expect((await makeSample()).equals(readFileSync(SAMPLE_FILE))).toBe(true);
  });

  it('§6.4 shows every verdict and use case, in four départements', async () => {
    const judged = judgeRows(await sampleRows(), {
      existing: new Map(),
      activeConventions: new Set(),
      changingMode: new Set(),
    });
    expect(countRows(judged)).toEqual({
      rows: { total: 24, accepted: 14, held: 5, refused: 4, duplicate: 1 },
      byUseCase: { 1: 4, 2: 5, 3: 3, 4: 2 },
    });
    expect(new Set(judged.map(({ caf }) => caf))).toEqual(new Set(['93', '38', '06', '59']));
    const codes = judged.flatMap(({ reasons }) => reasons.map(({ code }) => code));
    expect(codes).toEqual([
      'EMAIL_ABSENT',
      'EMAIL_INVALIDE',
      'SIRET_CONVENTION_DIFFERENT',
      'ACTIVITE_A_CONFIRMER',
      'INACTIF_HABTIERS',
      'SIRET_CLE',
      'SIRET_ABSENT',
      'LIGNES_CONTRADICTOIRES',
      'LIGNES_CONTRADICTOIRES',
      'LIGNES_CONTRADICTOIRES',
      'LIGNES_CONTRADICTOIRES',
      'LIGNE_EN_DOUBLE',
    ]);
  });

  it('names no real organisation: SIREN prefix 9999, e-mails under .example', async () => {
    const [, ...rows] = await sampleRows();
    for (const { cells } of rows) {
      for (const siret of [cells[0], cells[10]]) expect(siret ?? '').toMatch(/^(9999\d{10})?$/);
      if (cells[6]?.includes('.')) expect(cells[6]).toMatch(/\.example$/);
    }
  });
});
