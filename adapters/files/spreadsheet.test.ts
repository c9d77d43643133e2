import { describe, expect, it } from '@jest/globals';
import writeXlsxFile from 'write-excel-file/node';
import { DomainError } from '../../domain/errors.ts';
import type { Sheet, SheetRow } from '../../domain/formats/sheet.ts';
import { textCell, workbookOf, zipOf } from '../../test/builders/workbook.ts';
import { plainNumber } from './spreadsheet/cellText.ts';
import { SPREADSHEET_LIMITS } from './spreadsheet/limits.ts';
import { parseSpreadsheet } from './spreadsheet/parse.ts';
import { SpreadsheetRefused } from './spreadsheet/refusals.ts';
import { measureSheet } from './spreadsheet/sheetXml.ts';
import { inflate, packStored } from './spreadsheet/zip.ts';

const SMALL = { maxBytes: 64 * 1024, maxRows: 50, maxColumns: 10 };

/** The rows of its first sheet, parsed without a process of their own. */
async function readSpreadsheet(file: Buffer, limits = SPREADSHEET_LIMITS): Promise<readonly SheetRow[]> {
  return (await parsed(file, limits))[0]?.rows ?? [];
}

async function parsed(file: Buffer, limits = SPREADSHEET_LIMITS): Promise<readonly Sheet[]> {
  return parseSpreadsheet(file, limits).catch((error: unknown) => {
    if (!(error instanceof SpreadsheetRefused)) throw error;
    throw new DomainError(error.refusal.code, error.refusal.message);
  });
}

async function cellsOf(rows: string, sharedStrings?: readonly string[] | string): Promise<readonly string[]> {
  return (await readSpreadsheet(workbookOf({ rows, sharedStrings })))[0]?.cells ?? [];
}

async function refusalOf(file: Buffer, limits = SMALL): Promise<DomainError> {
  return readSpreadsheet(file, limits).then(
    () => {
      throw new Error('The file was read');
    },
    (error: DomainError) => error,
  );
}

describe('reading a spreadsheet', () => {
  it('reads what a usual program writes', async () => {
    const file = await writeXlsxFile([
      [{ value: 'SIRET' }, { value: 'Créé le' }, { value: 'Actif' }],
      [{ value: 99991041700016 }, { value: new Date(Date.UTC(2025, 5, 30)), format: 'dd/mm/yyyy' }, { value: true }],
    ]).toBuffer();
    expect(await readSpreadsheet(file)).toEqual([
      { row: 1, cells: ['SIRET', 'Créé le', 'Actif'] },
      { row: 2, cells: ['99991041700016', '30/06/2025', 'VRAI'] },
    ]);
  });

  it('reads the first sheet by the order of the tabs, not by the name of its part', async () => {
    expect(await cellsOf(`<row r="1">${textCell('A1', 'Première')}</row>`)).toEqual(['Première']);
  });

  it('keeps the row numbers of the spreadsheet, blank rows counted, in a sheet of several chunks', async () => {
    const long = 'x'.repeat(400);
    const rows = Array.from({ length: 900 }, (_, index) => 2 + index * 3).map(
      (row) => `<row r="${row}">${textCell(`B${row}`, `${row} ${long}`)}</row>`,
    );
    const read = await readSpreadsheet(workbookOf({ rows: `<row r="1" ht="15"/>${rows.join('')}` }));
    expect(read).toHaveLength(900);
    for (const { row, cells } of read) expect(cells).toEqual(['', `${row} ${long}`]);
  });

  it('S8 takes the value saved with a formula as text and never evaluates one', async () => {
    const row =
      '<c r="A1"><f>1+1</f></c><c r="B1" t="str"><f>CONCATENATE("a","b")</f></c><c r="C1" t="str"><f>HYPERLINK("x")</f><v>=cmd</v></c><c r="D1"><f>2*3</f><v>6</v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F1" t="inlineStr"/><c r="G1" t="b"><v>0</v></c>';
    const [read] = await readSpreadsheet(workbookOf({ rows: `<row r="1">${row}</row>` }));
    expect(read?.cells).toEqual(['', '', '=cmd', '6', '', '', 'FAUX']);
    // an error and a formula without its value are unknown, which is not empty
    expect(read?.unknown).toEqual([
      { index: 0, error: null },
      { index: 1, error: null },
      { index: 4, error: '#DIV/0!' },
    ]);
  });

  it('tells an empty text that a formula made from one that was never worked out', async () => {
    const row =
      '<c r="A1" t="str"><f>IF(B1,1,"")</f><v></v></c><c r="B1"><f>C1</f><v/></c><c r="C1" t="str"><f t="shared" si="0"/></c><c r="D1"/>';
    expect((await readSpreadsheet(workbookOf({ rows: `<row r="1">${row}</row>` })))[0]?.unknown).toEqual([
      { index: 1, error: null },
      { index: 2, error: null },
    ]);
  });

  it.each([
    't="str" r="A1"',
    'r="A1" t="str"',
    't="b" r="A1"',
    "r='A1' t='b'",
    'r="A1" t="n"',
    'r="A1" t="d"',
    'r="A1" t="s"',
    'r="A1" t="inlineStr"',
  ])('takes a formula without its result for unknown whatever the type of its cell: %s', async (attributes) => {
    const [row] = await readSpreadsheet(workbookOf({ rows: `<row r="1"><c ${attributes}><f>B1</f></c></row>` }));
    expect(row?.unknown).toEqual([{ index: 0, error: null }]);
  });

  it('counts the shared texts that are empty or bear attributes: each cell keeps its own', async () => {
    const sst =
      '<sst><si><t>un</t></si><si/><si></si><si xml:space="preserve"><t>quatre</t></si><x:si/><si><t/></si><si><t>sept</t></si></sst>';
    const cells = [0, 1, 2, 3, 4, 5, 6].map((one) => `<c r="${'ABCDEFG'[one]}1" t="s"><v>${one}</v></c>`).join('');
    expect(await cellsOf(`<row r="1">${cells}</row>`, sst)).toEqual(['un', '', '', 'quatre', '', '', 'sept']);
  });

  it('reads a text in several pieces whole, without how it is spoken', async () => {
    const pieces =
      '<t>val</t><r><rPr><b/></rPr><t xml:space="preserve"> un</t></r><r><t> deux</t></r><rPh sb="0" eb="1"><t>dit</t></rPh>';
    const cells = `<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${pieces}</is></c><c r="C1" t="inlineStr"><is/></c><c r="D1" t="inlineStr"><is><t>&#128540; &#x1F61C;</t></is></c>`;
    expect(await cellsOf(`<row r="1">${cells}</row>`, `<sst><si>${pieces}</si></sst>`)).toEqual([
      'val un deux',
      'val un deux',
      '',
      '😜 😜',
    ]);
  });

  it.each([
    [
      'a format 0 that the file says itself',
      '<numFmts count="1"><numFmt numFmtId="0" formatCode="dd/mm/yyyy"/></numFmts>',
      0,
    ],
    ['the first style of all', '', 14],
  ])('reads dates by %s, of a cell that names no style too', async (_, own, first) => {
    const dated = workbookOf({ rows: '<row r="1"><c r="A1" s="0"><v>42887</v></c><c r="B1"><v>42887</v></c></row>' });
    const date = await inflate(dated, 1_000_000, () => true);
    const styles =
      date
        .get('xl/styles.xml')
        ?.toString()
        .replace('<cellXfs', `${own}<cellXfs`)
        .replace(/(<cellXfs[^>]*>\s*<xf[^>]*numFmtId=")\d+/, `$1${first}`) ?? '';
    const file = packStored(new Map(date).set('xl/styles.xml', Buffer.from(styles)));
    expect(await readSpreadsheet(file)).toEqual([{ row: 1, cells: ['01/06/2017', '01/06/2017'] }]);
  });

  it('reads a workbook whose styles are named and not there', async () => {
    const file = workbookOf({ rows: `<row r="1">${textCell('A1', 'x')}</row>` });
    const parts = await inflate(file, 1_000_000, (name) => name !== 'xl/styles.xml');
    expect(await readSpreadsheet(packStored(parts))).toEqual([{ row: 1, cells: ['x'] }]);
  });

  it('sees nothing under merged cells, as nobody does', async () => {
    const rows = `<row r="1">${textCell('A1', 'a')}${textCell('B1', 'b')}</row><row r="2">${textCell('A2', 'c')}${textCell('C2', 'd')}</row>`;
    const sheetXml = `<worksheet><sheetData>${rows}</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>`;
    expect(await readSpreadsheet(workbookOf({ sheetXml }))).toEqual([
      { row: 1, cells: ['a'] },
      { row: 2, cells: ['', '', 'd'] },
    ]);
  });

  it.each(['#N/A', '#REF!', '#VALEUR!', '#NOM?', '#DIV/0!', '#NOMBRE!'])(
    'takes %s for an error in a cell of text too, as lists pasted as values have it',
    async (error) => {
      const [row] = await readSpreadsheet(workbookOf({ rows: `<row r="1">${textCell('B1', error)}</row>` }));
      expect(row).toEqual({ row: 1, cells: ['', ''], unknown: [{ index: 1, error }] });
    },
  );

  it.each([
    [
      'cells and rows that do not say where they stand',
      '<row><c><v>1</v></c><c t="b"><v>true</v></c></row>',
      ['1', 'VRAI'],
    ],
    ['rows out of order', `<row r="2">${textCell('A2', 'x')}</row><row r="1">${textCell('A1', '1')}</row>`, ['1']],
    ['a row in pieces', `<row r="1">${textCell('A1', 'x')}</row><row r="1"><c><v>2</v></c></row>`, ['x', '2']],
    [
      'places in small letters',
      `<row r="1">${textCell('b1', 'x')}<c r="aa1"><v>3</v></c></row>`,
      ['', 'x', ...Array(24).fill(''), '3'],
    ],
    [
      'a text that looks like the place of a cell that has none',
      `<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>r="A1"</t></is></c></row>`,
      ['a', 'r="A1"'],
    ],
    [
      'a truth without a value',
      '<row r="1"><c r="A1" t="b"></c><c r="B1" t="b"><v/></c><c r="C1"><v>1</v></c></row>',
      ['', '', '1'],
    ],
    ['a comment', `<!-- <row r="1"> --><row r="1">${textCell('A1', 'x')}</row>`, ['x']],
    ['CDATA', '<row r="1"><c r="A1" t="str"><v><![CDATA[a<b & c]]></v></c></row>', ['a<b & c']],
    ['dates in ISO form', '<row r="1"><c r="A1" t="d"><v>2024-05-13T00:00:00</v></c></row>', ['13/05/2024']],
    ['a SIRET formatted as a date', '<row r="1"><c r="A1" s="1"><v>99991041700016</v></c></row>', ['99991041700016']],
  ])('reads %s', async (_, rows, cells) => {
    expect(await cellsOf(rows)).toEqual(cells);
  });

  it('reads a sheet in UTF-16', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row r="1">${textCell('A1', 'é')}</row></sheetData></worksheet>`;
    expect(await readSpreadsheet(workbookOf({ sheetXml: Buffer.from(`\ufeff${xml}`, 'utf16le') }))).toEqual([
      { row: 1, cells: ['é'] },
    ]);
  });

  it('takes a space in the last row of all for no row', async () => {
    const rows = `<row r="1">${textCell('A1', 'x')}</row><row r="1048576">${textCell('B1048576', ' \u00a0')}</row>`;
    expect(await readSpreadsheet(workbookOf({ rows }))).toEqual([{ row: 1, cells: ['x'] }]);
  });

  it('reads every sheet in the order of the tabs, and says which are hidden', async () => {
    const sheet = (text: string) => `<row r="2">${textCell('B2', text)}</row>`;
    const further = [
      { name: 'Suite', rows: sheet('b') },
      { name: 'Vide', rows: '', hidden: true },
    ];
    expect(await parsed(workbookOf({ rows: sheet('a'), hidden: true, further }))).toEqual([
      { name: 'Partenaires', hidden: true, rows: [{ row: 2, cells: ['', 'a'] }] },
      { name: 'Suite', hidden: false, rows: [{ row: 2, cells: ['', 'b'] }] },
      { name: 'Vide', hidden: true, rows: [] },
    ]);
  });

  it('FMT-1 gives every digit of a number, however the file writes it', async () => {
    const numbers = ['99991041700016', '9.9991041700016E13', '9.9991041700016E+13', '6', '12.50'];
    const cells = numbers.map((number, index) => `<c r="${'ABCDE'[index]}1"><v>${number}</v></c>`).join('');
    expect(await cellsOf(`<row r="1">${cells}</row>`)).toEqual([
      '99991041700016',
      '99991041700016',
      '99991041700016',
      '6',
      '12.5',
    ]);
  });

  it.each([
    ['-2E-3', '-0.002'],
    ['0', '0'],
    ['-0', '0'],
    ['1E0', '1'],
    ['007', '7'],
    ['1.23E+2', '123'],
    ['123456789012345678901', '123456789012345678901'],
    ['1E400', `1${'0'.repeat(400)}`],
    ['1E9999999', '1E9999999'],
    ['INF', 'INF'],
  ])('writes out the number %s', (written, plain) => {
    expect(plainNumber(written)).toBe(plain);
  });

  it('reads dates, times, shared strings, entities and prefixed names', async () => {
    expect(
      await cellsOf('<row r="1"><c r="A1" s="1"><v>45838</v></c><c r="B1" s="2"><v>45838.5</v></c></row>'),
    ).toEqual(['30/06/2025', '30/06/2025 12:00']);
    // a time is of no day: it read « 00/01/1900 06:09 »
    const times = '<c r="A1" s="1"><v>0</v></c><c r="B1" s="2"><v>0.2565</v></c><c r="C1" s="3"><v>1.25</v></c>';
    expect(await cellsOf(`<row r="1">${times}</row>`)).toEqual(['00:00', '06:09', '30:00']);
    expect(await cellsOf('<row r="1"><c r="A1" t="s"><v>1</v></c></row>', ['un', ' A &amp; B\u00a0\n&#233; '])).toEqual(
      ['A & B é'],
    );
    const prefixed =
      '<x:worksheet xmlns:x="a"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>ok</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await readSpreadsheet(workbookOf({ sheetXml: prefixed }))).toEqual([{ row: 1, cells: ['ok'] }]);
  });

  it('cleans what a database could not store', async () => {
    expect(await cellsOf(`<row r="1">${textCell('A1', 'a_x0000_b&#xD800;')}</row>`)).toEqual(['a b\ufffd']);
  });

  it('reads a sheet without a value as no row', async () => {
    expect(await readSpreadsheet(workbookOf({ rows: '' }))).toEqual([]);
    expect(await readSpreadsheet(workbookOf({ sheetXml: '<worksheet><sheetData/></worksheet>' }))).toEqual([]);
    expect(await readSpreadsheet(workbookOf({ rows: '<row r="1048576"><c r="XFD1048576" s="1"/></row>' }))).toEqual([]);
  });
});

describe('refusing a file that would harm (S8)', () => {
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a text that is no list', Buffer.from('Bonjour\n')],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['an archive that is no workbook', zipOf([{ name: 'a.txt', content: 'a' }])],
    ['a workbook cut short', workbookOf({ rows: '' }).subarray(0, 600)],
    [
      'an archive with one name twice',
      workbookOf({ extra: [{ name: 'xl/worksheets/first.xml', content: '<worksheet><sheetData/></worksheet>' }] }),
    ],
  ])('S8 refuses %s with FICHIER_NON_TABLEUR', async (_, file) => {
    expect(await refusalOf(file)).toMatchObject({ name: 'DomainError', code: 'FICHIER_NON_TABLEUR' });
  });

  it('S8 says what to do with a protected or old workbook', async () => {
    const error = await refusalOf(Buffer.from('d0cf11e0a1b11ae1000000', 'hex'));
    expect(error).toMatchObject({ code: 'FICHIER_NON_TABLEUR', message: expect.stringContaining('mot de passe') });
  });

  it('S8 counts the bytes that come out: a bomb is refused though its headers promise a few', async () => {
    const bomb = Buffer.alloc(2_000_000, 32);
    const file = workbookOf({ sheetXml: bomb.toString(), claimedSheetSize: 100 });
    expect(file.length).toBeLessThan(10_000);
    expect(await refusalOf(file)).toMatchObject({ code: 'FICHIER_TROP_GROS' });
    // what nobody reads is not even inflated
    expect(
      await readSpreadsheet(workbookOf({ rows: '', extra: [{ name: 'xl/media/image1.png', content: bomb }] }), SMALL),
    ).toEqual([]);
    const many = Array.from({ length: 40 }, (_, index) => ({
      name: `xl/p${index}.xml`,
      content: Buffer.alloc(2_000),
      claimedSize: 1,
    }));
    expect(await refusalOf(workbookOf({ extra: many }))).toMatchObject({ code: 'FICHIER_TROP_GROS' });
  });

  it('S8 refuses too many rows before parsing, wherever the last one stands', async () => {
    const rows = (last: number) =>
      `<row r="1">${textCell('A1', 'SIRET')}</row><row r="${last}">${textCell(`A${last}`, 'x')}</row>`;
    expect(await readSpreadsheet(workbookOf({ rows: rows(50) }), SMALL)).toHaveLength(2);
    expect(await refusalOf(workbookOf({ rows: rows(51) }))).toMatchObject({
      code: 'FICHIER_TROP_DE_LIGNES',
      message: expect.stringContaining('50 lignes'),
    });
    expect(await refusalOf(workbookOf({ rows: rows(1_048_576) }))).toMatchObject({ code: 'FICHIER_TROP_DE_LIGNES' });
  });

  it('S8 passes over the formatted blank rows at the end of a sheet', async () => {
    const blank = Array.from(
      { length: 400 },
      (_, index) => `<row r="${index + 2}" s="1" customFormat="1"><c r="A${index + 2}" s="1"/></row>`,
    );
    const file = workbookOf({ rows: `<row r="1">${textCell('A1', 'SIRET')}</row>${blank.join('')}<row r="1048576"/>` });
    expect(await readSpreadsheet(file, SMALL)).toEqual([{ row: 1, cells: ['SIRET'] }]);
  });

  it('S8 counts the rows that hold something before parsing, blank ones aside', () => {
    const held = (row: number) => `<row r="${row}">${textCell(`A${row}`, 'x')}</row>`;
    const sheet = (last: number) => Array.from({ length: last }, (_, index) => `<row/>${held(2 * index + 2)}`).join('');
    expect(() => measureSheet(sheet(3), { ...SMALL, maxRows: 3 })).not.toThrow();
    expect(() => measureSheet(sheet(4), { ...SMALL, maxRows: 3 })).toThrow(SpreadsheetRefused);
  });

  it('S8 refuses a cell far to the right, which the parser would fill up to', async () => {
    expect(await readSpreadsheet(workbookOf({ rows: `<row r="1">${textCell('J1', 'x')}</row>` }), SMALL)).toHaveLength(
      1,
    );
    const error = await refusalOf(workbookOf({ rows: `<row r="1">${textCell('XFD1', 'x')}</row>` }));
    expect(error).toMatchObject({ code: 'FICHIER_TROP_GROS', message: expect.stringContaining('10 colonnes') });
  });

  it.each([
    ['a row number of another world', `<row r="99999999">${textCell('A99999999', 'x')}</row>`],
    ['an encoded row number', `<row r="&#57;9999">${textCell('A99999', 'x')}</row>`],
    ['a second number under another prefix', `<row r="1" x:r="999999">${textCell('A1', 'x')}</row>`],
    ['a cell that claims another row', `<row r="1">${textCell('A40', 'x')}</row>`],
    [
      'a row that holds something twice',
      `<row r="1">${textCell('A1', 'x')}</row><row r="2"/><row r="1">${textCell('B1', 'x')}</row>`,
    ],
    [
      'a row in pieces that holds one cell twice',
      `<row r="1">${textCell('A1', 'x')}</row><row r="1">${textCell('A1', 'y')}</row>`,
    ],
    ['a value of the whole sheet behind a line for programs', `<?x?>${textCell('A1', 'x')}`],
    ['a cell outside a row', textCell('A1', 'x')],
    ['an attribute with stray quotes', `<row q=z" r="1" "><c r="A1"><v>1</v></c></row>`],
    ['a shared string that is not there', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'],
    ['tags that do not match', `<row r="1"><c r="A1"><v>1</c></v></row>`],
  ])('S8 refuses %s', async (_, rows) => {
    expect(await refusalOf(workbookOf({ rows }))).toMatchObject({ code: 'FICHIER_NON_TABLEUR' });
  });

  it('S8 measures a sheet that begins with a line for programs', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, index) => `<row r="${index + 1}">${textCell(`A${index + 1}`, 'x')}</row>`,
    );
    const sheetXml = `<?mso-application progid="x"?><worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`;
    expect(await refusalOf(workbookOf({ sheetXml }))).toMatchObject({
      code: 'FICHIER_TROP_DE_LIGNES',
      message: expect.stringContaining('Une feuille'),
    });
  });

  it('S8 refuses a DOCTYPE, so that no entity can be declared', async () => {
    const sheetXml =
      '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a;</v></c></row></sheetData></worksheet>';
    expect(await refusalOf(workbookOf({ sheetXml }))).toMatchObject({ code: 'FICHIER_NON_TABLEUR' });
  });

  it('packs parts so that they inflate to the same, with the same bytes every time', async () => {
    const parts = new Map([
      ['xl/é.xml', Buffer.from('<a/>')],
      ['xl/vide.xml', Buffer.alloc(0)],
    ]);
    expect(await inflate(packStored(parts), 1_000, () => true)).toEqual(parts);
    expect(packStored(parts).equals(packStored(parts))).toBe(true);
  });
});
