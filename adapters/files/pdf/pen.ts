import { type Fonts, legible } from './fonts.ts';

/** Sizes in points, colours with a contrast of at least 4.5:1 on their ground (WCAG 1.4.3). */
export const THEME = {
  margin: { top: 62, right: 62, bottom: 72, left: 62 },
  ink: '#1d2433',
  quiet: '#4d5666',
  accent: '#1f4e79',
  rule: '#b8c2cf',
  ground: '#eef2f7',
  text: 10.5,
  small: 9,
  h1: 20,
  h2: 13,
  lineGap: 2.2,
} as const;

export interface TextStyle {
  size: number;
  bold?: boolean;
  color?: string;
  /** width of the block in points; the whole column by default */
  width?: number;
  x?: number;
  align?: 'right';
}

/** Draws on a tagged document: whatever it draws is either content under a structure element or an artifact (PDF/UA-1, 7.1). */
export interface Pen {
  doc: PDFKit.PDFDocument;
  /** structure element `Document` */
  root: PDFKit.PDFStructureElement;
}

/** Left edge and width of the text column. */
export function column({ doc }: Pen): { x: number; width: number } {
  const { left, right } = doc.page.margins;
  return { x: left, width: doc.page.width - left - right };
}

/** Points left on the page under the current line. */
export function roomLeft({ doc }: Pen): number {
  return doc.page.maxY() - doc.y;
}

/** Points between the top and the bottom margin of an empty page. */
export function pageRoom({ doc }: Pen): number {
  return doc.page.maxY() - doc.page.margins.top;
}

/** Starts a new page unless `height` points are left on this one. */
export function ensureRoom(pen: Pen, height: number): void {
  if (roomLeft(pen) < Math.min(height, pageRoom(pen))) pen.doc.addPage();
}

function dress({ doc }: Pen, style: TextStyle): PDFKit.Mixins.TextOptions {
  const name: keyof Fonts = style.bold === true ? 'bold' : 'regular';
  doc
    .font(name)
    .fontSize(style.size)
    .fillColor(style.color ?? THEME.ink);
  return { width: style.width, align: style.align ?? 'left', lineGap: THEME.lineGap };
}

/** Height in points that a text takes in this style. */
export function heightOf(pen: Pen, text: string, style: TextStyle): number {
  const options = dress(pen, style);
  return pen.doc.heightOfString(legible(text), { ...options, width: style.width ?? column(pen).width });
}

/** Width in points of a text on one line. */
export function widthOf(pen: Pen, text: string, style: TextStyle): number {
  dress(pen, style);
  return pen.doc.widthOfString(legible(text));
}

/** Writes a text at the current line, over as many lines and pages as it needs. Call it inside `content` or `artifact`. */
export function write(pen: Pen, text: string, style: TextStyle): void {
  const options = dress(pen, style);
  const { x, width } = column(pen);
  pen.doc.text(legible(text), style.x ?? x, pen.doc.y, { ...options, width: style.width ?? width });
  pen.doc.x = x;
}

/** Adds a structure element under `parent`; the caller ends it. */
export function element(
  pen: Pen,
  parent: PDFKit.PDFStructureElement,
  type: string,
  scope?: 'Row' | 'Column',
): PDFKit.PDFStructureElement {
  // `scope` of a TH (PDF/UA-1, 7.5) is newer than the types as well
  const options: PDFKit.Mixins.StructureElementOptions & { scope?: string } = scope === undefined ? {} : { scope };
  const child = pen.doc.struct(type, options);
  parent.add(child);
  return child;
}

/** Draws marked content that belongs to this element. */
export function content(parent: PDFKit.PDFStructureElement, draw: () => void): void {
  parent.add(draw);
}

/** Draws what a reader by ear must not hear: rules, grounds, page numbers, repeated headers. */
export function artifact({ doc }: Pen, type: 'Layout' | 'Pagination', draw: () => void): void {
  doc.markContent('Artifact', { type });
  draw();
  doc.endMarkedContent();
}
