import { describe, expect, it } from '@jest/globals';
import { textCell, workbookOf, workbookOfLines } from '../../../test/builders/workbook.ts';
import { readSpreadsheet } from '../spreadsheet.ts';
import { SPREADSHEET_LIMITS } from './limits.ts';

describe('a process of its own (S8)', () => {
  it('hands over the sheets, and the refusal with its cause', async () => {
    expect(await readSpreadsheet(workbookOfLines([['SIRET', 'Nom']]))).toMatchObject([
      { name: 'Partenaires', rows: [{ row: 1, cells: ['SIRET', 'Nom'] }] },
      { name: 'Notes' },
    ]);
    await expect(readSpreadsheet(Buffer.from('Bonjour'))).rejects.toMatchObject({
      name: 'DomainError',
      code: 'FICHIER_NON_TABLEUR',
    });
  });

  it('stays answering while 900,000 empty rows are read, which are none', async () => {
    const blank = Array.from({ length: 900_000 }, (_, index) => `<row r="${index + 2}"/>`).join('');
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const [sheet] = await readSpreadsheet(workbookOf({ rows: `<row r="1">${textCell('A1', 'SIRET')}</row>${blank}` }));
    clearInterval(timer);
    expect(sheet?.rows).toEqual([{ row: 1, cells: ['SIRET'] }]);
    expect(turns).toBeGreaterThan(0);
  });

  // what these cells take is several times the limit, whenever the collector runs; no row is too long, no sheet too high, so that nothing
  // else refuses the file first
  it('refuses what takes more memory than it may, with the cause, and reads the next file', async () => {
    const file = workbookOf({ rows: `<row>${'<c><v>1</v></c>'.repeat(180)}</row>`.repeat(5_000) });
    await expect(readSpreadsheet(file, SPREADSHEET_LIMITS, 12)).rejects.toMatchObject({
      code: 'FICHIER_TROP_GROS',
      message: expect.stringContaining('trop de cellules'),
    });
    expect(await readSpreadsheet(workbookOfLines([['x']]))).toHaveLength(2);
  });
});
