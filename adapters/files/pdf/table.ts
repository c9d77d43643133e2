import type { TextTable } from '../../../domain/document/texts/index.ts';
import {
  artifact,
  column,
  content,
  element,
  ensureRoom,
  heightOf,
  type Pen,
  pageRoom,
  roomLeft,
  type TextStyle,
  THEME,
  widthOf,
  write,
} from './pen.ts';

const PADDING = { x: 6, y: 4 };
const CELL: TextStyle = { size: 9.5 };
const ROW_HEAD: TextStyle = { size: 9.5, bold: true };
const HEAD: TextStyle = { size: 9.5, bold: true, color: THEME.accent };

/** A table laid out for a page: the styles hold the place of each column. */
interface Grid {
  pen: Pen;
  table: TextTable;
  head: TextStyle[];
  cells: TextStyle[];
  headHeight: number;
}

function bodyStyle(table: TextTable, index: number): TextStyle {
  return table.rowHeaders === true && index === 0 ? ROW_HEAD : CELL;
}

function longestWord(pen: Pen, text: string, style: TextStyle): number {
  return Math.max(...text.split(' ').map((word) => widthOf(pen, word, style)));
}

/** Widths after what the cells hold: room for the longest word of each column, the rest shared in proportion to the longest text. */
function widthsOf(pen: Pen, table: TextTable): number[] {
  const { width } = column(pen);
  const bounds = table.headers.map((header, index) => {
    const texts = table.rows.map((row) => ({ text: row[index] ?? '', style: bodyStyle(table, index) }));
    const all = [{ text: header, style: HEAD }, ...texts];
    const around = 2 * PADDING.x + 0.5;
    const least = Math.max(...all.map(({ text, style }) => longestWord(pen, text, style))) + around;
    const whole = Math.max(...all.map(({ text, style }) => widthOf(pen, text, style))) + around;
    return { least: Math.min(least, width * 0.3), whole: Math.min(whole, width * 0.6) };
  });
  const least = bounds.reduce((sum, bound) => sum + bound.least, 0);
  const wishes = bounds.map((bound) => Math.max(bound.whole - bound.least, 1));
  const wish = wishes.reduce((sum, more) => sum + more, 0);
  if (least >= width) return bounds.map((bound) => (bound.least / least) * width);
  return bounds.map((bound, index) => bound.least + ((wishes[index] ?? 0) / wish) * (width - least));
}

function gridOf(pen: Pen, table: TextTable): Grid {
  let left = column(pen).x;
  const places = widthsOf(pen, table).map((width) => {
    const place = { x: left + PADDING.x, width: width - 2 * PADDING.x };
    left += width;
    return place;
  });
  const head = places.map((place) => ({ ...HEAD, ...place }));
  const cells = places.map((place, index) => ({ ...bodyStyle(table, index), ...place }));
  return { pen, table, head, cells, headHeight: rowHeight(pen, table.headers, head) };
}

function rowHeight(pen: Pen, texts: readonly string[], styles: readonly TextStyle[]): number {
  return Math.max(...styles.map((style, index) => heightOf(pen, texts[index] ?? '', style))) + 2 * PADDING.y;
}

/** Cuts a text after the last word that fits in `height` points; the second part is '' when all of it fits. */
function cut(pen: Pen, text: string, style: TextStyle, height: number): [string, string] {
  if (heightOf(pen, text, style) <= height) return [text, ''];
  let low = 1;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (heightOf(pen, text.slice(0, middle), style) <= height) low = middle;
    else high = middle - 1;
  }
  const space = text.lastIndexOf(' ', low);
  const end = space > 0 ? space : low;
  return [text.slice(0, end), text.slice(end).trimStart()];
}

function drawGround({ pen }: Grid, height: number, fill: string | null): void {
  const { x, width } = column(pen);
  const top = pen.doc.y;
  const bottom = top + height;
  artifact(pen, 'Layout', () => {
    if (fill !== null) pen.doc.rect(x, top, width, height).fill(fill);
    pen.doc
      .lineWidth(0.6)
      .moveTo(x, bottom)
      .lineTo(x + width, bottom)
      .stroke(THEME.rule);
  });
}

type Mark = (index: number, draw: () => void) => void;

/** Draws the texts of one row of this height; `mark` says under which element, or as what, each of them is drawn. */
function drawTexts({ pen }: Grid, texts: readonly string[], styles: readonly TextStyle[], height: number, mark: Mark) {
  const top = pen.doc.y;
  for (const [index, style] of styles.entries()) {
    const text = texts[index] ?? '';
    if (text === '') continue;
    mark(index, () => {
      pen.doc.y = top + PADDING.y;
      write(pen, text, style);
    });
  }
  pen.doc.y = top + height;
}

function under(cells: readonly PDFKit.PDFStructureElement[]): Mark {
  return (index, draw) => {
    const cell = cells[index];
    if (cell !== undefined) content(cell, draw);
  };
}

function drawHeader(grid: Grid, root: PDFKit.PDFStructureElement): void {
  const { pen, table, head, headHeight } = grid;
  drawGround(grid, headHeight, THEME.ground);
  const row = element(pen, root, 'TR');
  const cells = table.headers.map(() => element(pen, row, 'TH', 'Column'));
  drawTexts(grid, table.headers, head, headHeight, under(cells));
  row.end();
}

/** The header once more, for the eye only: the structure has said it already. */
function nextPage(grid: Grid): void {
  const { pen, table, head, headHeight } = grid;
  pen.doc.addPage();
  drawGround(grid, headHeight, THEME.ground);
  drawTexts(grid, table.headers, head, headHeight, (_index, draw) => artifact(pen, 'Pagination', draw));
}

/** One row, on as many pages as its longest cell needs. */
function drawRow(grid: Grid, root: PDFKit.PDFStructureElement, texts: readonly string[]): void {
  const { pen, table, cells: styles, headHeight } = grid;
  const row = element(pen, root, 'TR');
  const named = table.rowHeaders === true;
  const cells = styles.map((_style, index) =>
    named && index === 0 ? element(pen, row, 'TH', 'Row') : element(pen, row, 'TD'),
  );
  const threeLines = 2 * PADDING.y + 3 * heightOf(pen, 'X', CELL);
  let rest = [...texts];
  while (rest.some((text) => text !== '')) {
    const height = rowHeight(pen, rest, styles);
    // a short row moves to the next page whole, a long one is cut where the page ends
    const short = height <= (pageRoom(pen) - headHeight) / 3;
    if (height > roomLeft(pen) && (short || roomLeft(pen) < threeLines)) nextPage(grid);
    const room = Math.min(height, roomLeft(pen)) - 2 * PADDING.y;
    const parts = styles.map((style, index) => cut(pen, rest[index] ?? '', style, room + 0.01));
    const shown = parts.map(([head]) => head);
    const drawn = rowHeight(pen, shown, styles);
    drawGround(grid, drawn, null);
    drawTexts(grid, shown, styles, drawn, under(cells));
    rest = parts.map(([, tail]) => tail);
    if (rest.some((text) => text !== '')) nextPage(grid);
  }
  row.end();
}

/** Points that the header needs with the first row, or with its first lines when it is long: what must not be parted. */
export function tableLead(pen: Pen, table: TextTable): number {
  const grid = gridOf(pen, table);
  const firstRow = rowHeight(pen, table.rows[0] ?? [], grid.cells);
  return grid.headHeight + (firstRow > pageRoom(pen) / 3 ? 2 * PADDING.y + 3 * heightOf(pen, 'X', CELL) : firstRow);
}

/**
 * Draws a table under `parent` (Table, TR, TH with its scope, TD). Columns share the width of the page, cells wrap; a row that does not fit goes
 * to the next page, one taller than a page is continued there; the header is repeated on each page.
 */
export function drawTable(pen: Pen, parent: PDFKit.PDFStructureElement, table: TextTable): void {
  if (table.rows.length === 0) return;
  const grid = gridOf(pen, table);
  ensureRoom(pen, tableLead(pen, table));
  const root = element(pen, parent, 'Table');
  drawHeader(grid, root);
  for (const texts of table.rows) drawRow(grid, root, texts);
  root.end();
  pen.doc.y += 6;
}
