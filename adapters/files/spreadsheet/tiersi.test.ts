import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { rowsOfList } from '../../../domain/formats/sheets.ts';
import { countLines, readTiersiFile, TIERSI_COLUMNS, tuteursOf } from '../../../domain/tuteur/tiersiFile.ts';
import { tuteurFinding } from '../../../domain/tuteur/verdict.ts';
import { readSpreadsheet } from '../spreadsheet.ts';

const SHARED_FILE = fileURLToPath(new URL('../../../../shared/data/tiersi-tuteurs.csv', import.meta.url));
const withSharedFile = existsSync(SHARED_FILE) ? it : it.skip;

async function judged(file: Buffer) {
  const rows = readTiersiFile(rowsOfList(TIERSI_COLUMNS, await readSpreadsheet(file)));
  const byVerdict: Record<string, number> = {};
  for (const { reference, lines } of tuteursOf(rows)) {
    const { verdict } = tuteurFinding(reference, lines);
    byVerdict[verdict] = (byVerdict[verdict] ?? 0) + 1;
  }
  return { lines: countLines(rows), byVerdict };
}

describe('the Tiersi file', () => {
  withSharedFile('190 lines of 120 tuteurs get the verdicts of an independent count', async () => {
    expect(await judged(readFileSync(SHARED_FILE))).toEqual({
      lines: { total: 190, read: 190, refused: 0, duplicate: 0 },
      byVerdict: { CONFORME: 63, MULTI_SIRET: 40, ECART_SIRET_MEME_SIREN: 17 },
    });
  });

  it.each([
    [';', 'utf8'],
    [',', 'utf8'],
    [';', 'latin1'],
    [',', 'latin1'],
  ] as const)('reads alike with « %s » in %s', async (separator, encoding) => {
    const lines = [
      ['SIREN', 'SIRET Tiersi', 'SIRET MCP', 'Raison sociale', 'Nombre de protégés', 'N° convention MCP'],
      ['999922453', '99992245300017', '99992245300017', 'Association tutélaire Horizon', '12', '24_118'],
      ['999922453', '99992245300025', '99992245300017', 'Association tutélaire Horizon', '7', '24_118'],
      ['999946536', '99994653600012', '99995255900014', '"Tutelles, Cap Sud"', '30', ''],
      ['999922453', '99992245300033', '99992245300041', 'Protégés d’été'.replace('’', "'"), '0', ''],
    ];
    const file = Buffer.from(lines.map((line) => line.join(separator)).join('\r\n'), encoding);
    expect(await judged(file)).toEqual({
      lines: { total: 4, read: 4, refused: 0, duplicate: 0 },
      byVerdict: { MULTI_SIRET: 1, ECART_SIREN: 1, AUCUN_PROTEGE: 1 },
    });
  });
});
