import { crc32, deflateRawSync } from 'node:zlib';

/** Archives and workbooks made by hand for the tests, the wrong ones included. */
export interface TestEntry {
  name: string;
  content: Buffer | string;
  /** uncompressed size written in the headers, where it is a lie */
  claimedSize?: number;
}

/** A deflated archive of these entries. */
export function zipOf(entries: readonly TestEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize } of entries) {
    const bytes = Buffer.from(content);
    const deflated = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(deflated.length, 14);
    fields.writeUInt32LE(claimedSize ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), deflated]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, where, Buffer.from(name)]));
    bodies.push(body);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Styles: 0 ordinary, 1 a date, 2 a date and time, 3 hours that have elapsed. */
const STYLES = `<styleSheet ${NS}><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="46"/></cellXfs></styleSheet>`;

export interface TestWorkbook {
  /** what stands between <sheetData> and </sheetData> of the first sheet */
  rows?: string;
  /** the whole first sheet instead */
  sheetXml?: Buffer | string;
  /** texts, or the whole part */
  sharedStrings?: readonly string[] | string | undefined;
  claimedSheetSize?: number;
  /** the first sheet is hidden */
  hidden?: boolean;
  /** what stands on the further sheets, by name, instead of « Notes » */
  further?: readonly { name: string; rows: string; hidden?: boolean }[];
  extra?: readonly TestEntry[];
}

/** A workbook of two sheets or more; the part of the first one is deliberately not called sheet1.xml. */
export function workbookOf({
  rows,
  sheetXml,
  sharedStrings = [],
  claimedSheetSize,
  hidden = false,
  further = [{ name: 'Notes', rows: `<row r="1">${textCell('A1', 'Autre feuille')}</row>` }],
  extra = [],
}: TestWorkbook): Buffer {
  const sheet =
    sheetXml ??
    `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet ${NS}><sheetData>${rows ?? ''}</sheetData></worksheet>`;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = [
    ...further.map((_, index) => relation(`rId${index + 10}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
    relation('rId2', 'worksheet', '/xl/worksheets/first.xml'),
    relation('rId3', 'styles', 'styles.xml'),
    relation('rId4', 'sharedStrings', 'sharedStrings.xml'),
  ].join('');
  const state = (isHidden: boolean) => (isHidden ? ' state="hidden"' : '');
  const tabs = further
    .map(
      (one, index) =>
        `<sheet name="${one.name}" sheetId="${index + 3}"${state(one.hidden === true)} r:id="rId${index + 10}"/>`,
    )
    .join('');
  return zipOf([
    { name: '[Content_Types].xml', content: contentTypes(further.length) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${NS} xmlns:r="${OFFICE}"><sheets><sheet name="Partenaires" sheetId="2"${state(hidden)} r:id="rId2"/>${tabs}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations}</Relationships>` },
    { name: 'xl/styles.xml', content: STYLES },
    {
      name: 'xl/sharedStrings.xml',
      content:
        typeof sharedStrings === 'string'
          ? sharedStrings
          : `<sst ${NS}>${sharedStrings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
    ...further.map((one, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet ${NS}><sheetData>${one.rows}</sheetData></worksheet>`,
    })),
    { name: 'xl/worksheets/first.xml', content: sheet, claimedSize: claimedSheetSize },
    ...extra,
  ]);
}

function contentTypes(further: number): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const sheets = Array.from({ length: further }, (_, index) => part(`worksheets/sheet${index + 1}`, 'worksheet'));
  const others = [
    part('workbook', 'sheet.main'),
    part('worksheets/first', 'worksheet'),
    part('styles', 'styles'),
    part('sharedStrings', 'sharedStrings'),
  ];
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[...others, ...sheets].join('')}</Types>`;
}

/** A cell with a text of its own. */
export function textCell(place: string, text: string): string {
  return `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

/** A workbook of these lines of text, empty cells left out. */
export function workbookOfLines(lines: readonly (readonly string[])[]): Buffer {
  return workbookOf({ rows: rowsOfLines(lines) });
}

/** Lines of text as what stands in a sheet. */
export function rowsOfLines(lines: readonly (readonly string[])[]): string {
  const place = (column: number, row: number) => `${String.fromCharCode(65 + column)}${row}`;
  const rows = lines.map((cells, index) => {
    const texts = cells.map((cell, column) => (cell === '' ? '' : textCell(place(column, index + 1), cell)));
    return `<row r="${index + 1}">${texts.join('')}</row>`;
  });
  return rows.join('');
}
