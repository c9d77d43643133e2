import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { readSpreadsheet } from '../../adapters/files/spreadsheet.ts';
import { readTiersiFile, tuteursOf } from '../../domain/tuteur/tiersiFile.ts';
import { tuteurFinding } from '../../domain/tuteur/verdict.ts';
import { makeTiersi, TIERSI_FILE } from './tiersi.ts';

it('the sample of a Tiersi file is what its script makes, and judges the tuteurs of the demonstration as AC-40 does', async () => {
  expect(readFileSync(TIERSI_FILE, 'utf8')).toBe(makeTiersi());
  const [sheet] = await readSpreadsheet(readFileSync(TIERSI_FILE));
  const rows = readTiersiFile(sheet?.rows ?? []);
  expect(rows.map(({ verdict }) => verdict)).toEqual(['LUE', 'LUE', 'LUE', 'LUE', 'LUE']);
  expect(tuteursOf(rows).map(({ reference, lines }) => [reference, tuteurFinding(reference, lines).verdict])).toEqual([
    ['99992245300017', 'MULTI_SIRET'],
    ['99995255900014', 'ECART_SIREN'],
    ['99996100600015', 'AUCUN_PROTEGE'],
  ]);
});
