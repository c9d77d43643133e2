import { describe, expect, it } from '@jest/globals';
import { SPREADSHEET_LIMITS } from './limits.ts';
import { parseSpreadsheet } from './parse.ts';

const readCsv = async (file: Buffer) => (await parseSpreadsheet(file, SPREADSHEET_LIMITS))[0]?.rows;

describe('reading a .csv', () => {
  it.each([
    ['UTF-8', Buffer.from('Prénom;Nom\r\n\r\n"Zoé; l\'aînée";#N/A\r\n')],
    ['UTF-16', Buffer.from('\ufeffPrénom;Nom\n\n"Zoé; l\'aînée";#N/A', 'utf16le')],
    ['Windows-1252', Buffer.from('Prénom;Nom\n\n"Zoé; l\'aînée";#N/A', 'latin1')],
    ['a separator said before', Buffer.from("sep=|\nPrénom|Nom\n\nZoé; l'aînée|#N/A")],
    ['tabs', Buffer.from("\ufeffPrénom\tNom\n\nZoé; l'aînée\t#N/A\n")],
  ])('reads a .csv in %s, every cell as text', async (_, file) => {
    expect(await readCsv(file)).toEqual([
      { row: 1, cells: ['Prénom', 'Nom'] },
      { row: 3, cells: ["Zoé; l'aînée", ''], unknown: [{ index: 1, error: '#N/A' }] },
    ]);
    expect(await readCsv(Buffer.from('ID;a\n=1+1;0123\n'))).toEqual([
      { row: 1, cells: ['ID', 'a'] },
      { row: 2, cells: ['=1+1', '0123'] },
    ]);
  });

  it('Windows-1252 has letters and signs that Latin-1 lacks: none is lost', async () => {
    const name = Buffer.from('8c75767265209620 6c92e974e92080'.replace(' ', ''), 'hex');
    const file = Buffer.concat([Buffer.from('Nom;N\n'), name, Buffer.from(';1\n')]);
    expect((await readCsv(file))?.[1]?.cells).toEqual(['Œuvre – l’été €', '1']);
  });

  it('S8 counts its rows before parsing, blank ones aside', async () => {
    const limits = { ...SPREADSHEET_LIMITS, maxRows: 3 };
    expect(await parseSpreadsheet(Buffer.from('a;b\n1;2\n;;\n;\n3;4\n'), { ...limits, maxRows: 5 })).toHaveLength(1);
    await expect(parseSpreadsheet(Buffer.from('a;b\n1;2\n3;4\n5;6\n7;8\n'), limits)).rejects.toMatchObject({
      refusal: { code: 'FICHIER_TROP_DE_LIGNES' },
    });
  });
});
