import PDFDocument from 'pdfkit';
import type { DocumentText } from '../../domain/document/texts/index.ts';
import { sha256 } from '../store/ids.ts';
import { drawOpening, drawSection } from './pdf/blocks.ts';
import { fonts, legible } from './pdf/fonts.ts';
import { artifact, column, type Pen, THEME, write } from './pdf/pen.ts';

/** A text to print: a document, or a paper that nobody signs. */
export type PrintedText = Omit<DocumentText, 'signatures'> & Partial<Pick<DocumentText, 'signatures'>>;

export interface PdfMeta {
  /** the instant the file says it was made at: taken from the facts (`lastChangeOf`), never from a clock */
  at: Date;
}

/** pdfkit copies the metadata into XML without escaping it: a partner's « & » would make the file unreadable as PDF/UA. */
function metadataText(text: string): string {
  return legible(text).replaceAll('&', 'et').replaceAll('<', '‹').replaceAll('>', '›');
}

/**
 * The file's claim to PDF/UA-1. pdfkit's own `subset: 'PDF/UA'` writes the same claim, but adds to each font a list of glyphs that forgets the
 * parts of accented letters, which veraPDF refuses (7.21.4.2-2).
 */
const PDF_UA = `
  <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
    <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>`;

function open(text: PrintedText, { at }: PdfMeta): PDFKit.PDFDocument {
  const options = {
    size: 'A4',
    margins: THEME.margin,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    bufferPages: true,
    // no default font: one that is asked for by its name alone is found again without comparing whole fonts
    font: null,
    info: {
      Title: metadataText(`${text.title} – ${text.reference}`),
      Author: 'Passerelle',
      Creator: 'Passerelle',
      CreationDate: at,
      ModDate: at,
      // the file's identifier is made from this dictionary: other words, other identifier
      Keywords: sha256(JSON.stringify(text)),
    },
  };
  const doc = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
  // parsed fonts came with pdfkit 0.20; the types describe 0.17
  for (const [name, font] of Object.entries(fonts())) doc.registerFont(name, font as unknown as Buffer);
  doc.appendXML(PDF_UA);
  return doc;
}

/** Reference and page number on every page, once their number is known. */
function drawFooters(pen: Pen, text: PrintedText): void {
  const { start, count } = pen.doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pen.doc.switchToPage(page);
    const { x, width } = column(pen);
    const top = pen.doc.page.height - THEME.margin.bottom + 22;
    // writing under the bottom margin would start another page
    pen.doc.page.margins.bottom = 0;
    artifact(pen, 'Pagination', () => {
      pen.doc
        .lineWidth(0.6)
        .moveTo(x, top - 6)
        .lineTo(x + width, top - 6)
        .stroke(THEME.rule);
      pen.doc.y = top;
      write(pen, text.title, { size: THEME.small, color: THEME.quiet, width: width - 90 });
      pen.doc.y = top;
      write(pen, `Page ${page + 1} sur ${count}`, {
        size: THEME.small,
        color: THEME.quiet,
        x: x + width - 80,
        width: 80,
        align: 'right',
      });
    });
  }
}

/**
 * Draws a document as a tagged PDF 1.7 (PDF/UA-1): fr-FR, title shown, embedded font, structure tree, outline. The same text and instant give the
 * same bytes with the same Node.js. Rejects only when the fonts cannot be read.
 */
export async function renderPdf(text: PrintedText, meta: PdfMeta): Promise<Buffer> {
  const doc = open(text, meta);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const root = doc.struct('Document');
  doc.addStructure(root);
  const pen: Pen = { doc, root };
  drawOpening(pen, text.title, text.reference, text.notices);
  const signatures = text.signatures === undefined ? [] : [text.signatures];
  for (const section of [...text.sections, ...signatures, ...text.appendices]) drawSection(pen, section);
  root.end();
  drawFooters(pen, text);
  doc.end();
  return done;
}
