import type { TextSection } from '../../../domain/document/texts/index.ts';
import {
  artifact,
  column,
  content,
  element,
  ensureRoom,
  heightOf,
  type Pen,
  type TextStyle,
  THEME,
  write,
} from './pen.ts';
import { drawTable, tableLead } from './table.ts';

const BODY: TextStyle = { size: THEME.text };
const H2: TextStyle = { size: THEME.h2, bold: true, color: THEME.accent };
const INDENT = 14;
const ITEM_GAP = 3;
const PARAGRAPH_GAP = 5;

/** Title, reference, and notices in a box: what the document is and whether it binds anyone. */
export function drawOpening(pen: Pen, title: string, reference: string, notices: readonly string[]): void {
  const heading = element(pen, pen.root, 'H1');
  content(heading, () => write(pen, title, { size: THEME.h1, bold: true, color: THEME.accent }));
  heading.end();
  pen.doc.y += 2;
  drawParagraph(pen, reference, { size: THEME.text, color: THEME.quiet });
  pen.doc.y += 4;
  drawNotices(pen, notices);
}

function drawNotices(pen: Pen, notices: readonly string[]): void {
  const { x, width } = column(pen);
  const style: TextStyle = { size: THEME.text, x: x + 14, width: width - 26 };
  const height = notices.reduce((sum, notice) => sum + heightOf(pen, notice, style) + ITEM_GAP, 0) + 16 - ITEM_GAP;
  const top = pen.doc.y;
  artifact(pen, 'Layout', () => {
    pen.doc.rect(x, top, width, height).fill(THEME.ground);
    pen.doc.rect(x, top, 4, height).fill(THEME.accent);
  });
  pen.doc.y = top + 8;
  for (const [index, notice] of notices.entries()) {
    const paragraph = element(pen, pen.root, 'P');
    content(paragraph, () => write(pen, notice, { ...style, bold: index === 0 && notices.length > 1 }));
    paragraph.end();
    pen.doc.y += ITEM_GAP;
  }
  pen.doc.y = top + height + 6;
}

function drawParagraph(pen: Pen, text: string, style: TextStyle = BODY): void {
  const paragraph = element(pen, pen.root, 'P');
  content(paragraph, () => write(pen, text, style));
  paragraph.end();
  pen.doc.y += PARAGRAPH_GAP;
}

function drawList(pen: Pen, items: readonly string[]): void {
  const { x, width } = column(pen);
  const list = element(pen, pen.root, 'L');
  for (const text of items) {
    const style: TextStyle = { ...BODY, x: x + INDENT, width: width - INDENT };
    ensureRoom(pen, Math.min(heightOf(pen, text, style), lines(pen, 2)));
    const item = element(pen, list, 'LI');
    const label = element(pen, item, 'Lbl');
    const top = pen.doc.y;
    content(label, () => write(pen, '•', { ...BODY, x: x + 3, width: INDENT }));
    pen.doc.y = top;
    const body = element(pen, item, 'LBody');
    content(body, () => write(pen, text, style));
    item.end();
    pen.doc.y += ITEM_GAP;
  }
  list.end();
  pen.doc.y += PARAGRAPH_GAP - ITEM_GAP;
}

function lines(pen: Pen, count: number): number {
  return count * heightOf(pen, 'X', BODY);
}

/** Height of what a heading must stay with: the start of what follows, and that of a list or table that one or two paragraphs bring in. */
function lead(pen: Pen, { paragraphs, items, table }: TextSection): number {
  const [first] = paragraphs;
  const opening = first === undefined ? 0 : Math.min(heightOf(pen, first, BODY), lines(pen, 3));
  if (paragraphs.length > 2) return opening;
  const whole = paragraphs.reduce((sum, text) => sum + heightOf(pen, text, BODY) + PARAGRAPH_GAP, 0);
  if (items !== undefined) return whole + lines(pen, 2);
  return table === undefined ? opening : whole + tableLead(pen, table);
}

/** A section: its heading (H2, also in the outline), paragraphs, list, table. */
export function drawSection(pen: Pen, section: TextSection): void {
  pen.doc.y += 9;
  ensureRoom(pen, heightOf(pen, section.heading, H2) + 4 + lead(pen, section));
  pen.doc.outline.addItem(section.heading);
  const heading = element(pen, pen.root, 'H2');
  content(heading, () => write(pen, section.heading, H2));
  heading.end();
  pen.doc.y += 4;
  for (const text of section.paragraphs) drawParagraph(pen, text);
  if (section.items !== undefined && section.items.length > 0) drawList(pen, section.items);
  if (section.table !== undefined) drawTable(pen, pen.root, section.table);
}
