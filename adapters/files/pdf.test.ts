import { describe, expect, test } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PrintableDocument } from '../../domain/document/printable.ts';
import { lastChangeOf } from '../../domain/document/printable.ts';
import { documentText } from '../../domain/document/texts/index.ts';
import { sampleDocument } from '../../domain/document/texts/samples.ts';
import { DOCUMENT_KINDS } from '../../domain/document/types.ts';
import { hasGlyph } from '../../domain/formats/letters.ts';
import { sha256 } from '../store/ids.ts';
import { fonts, legible } from './pdf/fonts.ts';
import { renderPdf } from './pdf.ts';

function print(document: PrintableDocument): Promise<Buffer> {
  return renderPdf(documentText(document), { at: lastChangeOf(document) });
}

function digest(file: Buffer): string {
  return sha256(file.toString('latin1'));
}

interface StructureNode {
  role?: string;
  type?: string;
  children?: StructureNode[];
}

/** What a reader finds in the file: its words page by page, the roles of its structure, where words end on the right. */
async function read(file: Buffer) {
  const pdf = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
  const pages: string[] = [];
  const roles: string[] = [];
  let right = 0;
  let untagged = 0;
  const walk = (node: StructureNode) => {
    if (node.role !== undefined) roles.push(node.role);
    for (const child of node.children ?? []) walk(child);
  };
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    let depth = 0;
    let words = '';
    for (const item of items) {
      if (!('str' in item)) {
        depth += item.type === 'endMarkedContent' ? -1 : 1;
        continue;
      }
      if (depth === 0 && item.str.trim() !== '') untagged += 1;
      words += item.hasEOL ? `${item.str} ` : item.str;
      right = Math.max(right, Number(item.transform[4]) + item.width);
    }
    pages.push(words.replace(/\s+/g, ' '));
    const tree: StructureNode | null = await page.getStructTree();
    if (tree !== null) walk(tree);
  }
  const { info } = await pdf.getMetadata();
  const outline = await pdf.getOutline();
  await pdf.destroy();
  return { pages, text: pages.join(' '), roles, right, untagged, info, outline: outline.map(({ title }) => title) };
}

const WORDS = 'Une phrase longue, avec des accents : é, è, ç, œ. ';

describe('the PDF of a document', () => {
  test('the same facts give the same bytes, whatever was drawn in between', async () => {
    const first = await print(sampleDocument('CONVENTION'));
    await print(sampleDocument('BULLETIN'));
    expect(digest(await print(sampleDocument('CONVENTION')))).toBe(digest(first));
  });

  test('another content, or another last change, gives other bytes and another file identifier', async () => {
    const identifier = (file: Buffer) => /\/ID \[<([0-9a-f]+)>/.exec(file.toString('latin1'))?.[1];
    const one = await print(sampleDocument('CONTRAT'));
    const otherMode = await print(sampleDocument('CONTRAT', { content: { delegationMode: 'CENTRALISE' } }));
    const text = documentText(sampleDocument('CONTRAT'));
    const otherDate = await renderPdf(text, { at: new Date('2025-06-01T00:00:00.000Z') });
    expect(new Set([one, otherMode, otherDate].map(digest)).size).toBe(3);
    expect(identifier(one)).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set([one, otherMode, otherDate].map(identifier)).size).toBe(3);
  });

  test.each(DOCUMENT_KINDS)(
    '%s: every word can be read, in a tagged structure without a loose end (PDF/UA-1)',
    async (kind) => {
      const document = sampleDocument(kind);
      const text = documentText(document);
      const found = await read(await print(document));
      const sections = [...text.sections, text.signatures, ...text.appendices];
      const flat = (words: string) => legible(words).replace(/\s+/g, '');
      const body = found.text.replace(/\s+/g, '');
      for (const { heading, paragraphs, items = [], table } of sections) {
        for (const words of [heading, ...paragraphs, ...items, ...(table?.headers ?? [])])
          expect(body).toContain(flat(words));
      }
      expect(body).toContain(flat(text.title));
      for (const notice of text.notices) expect(body).toContain(flat(notice));
      expect(found.roles.filter((role) => role === 'H1')).toHaveLength(1);
      expect(new Set(found.roles)).toEqual(
        new Set(
          ['Root', 'Document', 'H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'TR', 'TH', 'TD'].filter(
            (role) => kind !== 'AVENANT' || !role.startsWith('L'),
          ),
        ),
      );
      expect(found.untagged).toBe(0);
      expect(found.outline).toEqual(sections.map(({ heading }) => legible(heading)));
    },
  );

  test('language, shown title, version, claim to PDF/UA-1, dates and embedded fonts are stated', async () => {
    const file = await print(sampleDocument('BULLETIN'));
    const raw = file.toString('latin1');
    expect(raw.startsWith('%PDF-1.7')).toBe(true);
    expect(raw).toContain('/Lang (fr-FR)');
    expect(raw).toContain('/DisplayDocTitle true');
    expect(raw).toContain('/Marked true');
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(raw.match(/\/FontFile2 /g)).toHaveLength(2);
    expect(raw).not.toContain('/CIDSet');
    expect((await read(file)).info).toMatchObject({
      Title: "Bulletin d'adhésion au service Esat – Mon compte partenaire · Convention n°\u00a025_118 · version 2",
      CreationDate: 'D:20250512083000Z',
      ModDate: 'D:20250512083000Z',
    });
  });

  test('long texts and tables go on over the pages, inside the margins, without losing a word; the header comes back', async () => {
    const after = { missions: `${WORDS.repeat(150)}${'x'.repeat(400)}` };
    const content = { avenant: { object: 'VERIFICATION_MISSION_ESAT' as const, before: { missions: 'Une' }, after } };
    const history = Array.from({ length: 60 }, (_value, index) => ({
      at: new Date('2025-05-12T08:30:00Z'),
      what: `Relance n° ${index}`,
      who: 'Passerelle',
    }));
    const found = await read(await print(sampleDocument('AVENANT', { content, history })));
    expect(found.pages.length).toBeGreaterThan(4);
    for (const word of ['phrase', 'longue', 'accents', 'œ']) {
      expect(found.text.match(new RegExp(`${word}(?![a-z])`, 'g'))).toHaveLength(150);
    }
    expect(
      found.text
        .replace(/\s/g, '')
        .match(/x{20,}/g)
        ?.join('').length,
    ).toBe(400);
    for (let index = 0; index < 60; index += 1) expect(found.text).toMatch(new RegExp(`Relance n°\\s${index}\\b`));
    expect(found.right).toBeLessThanOrEqual(595.28 - 62 + 0.5);
    expect(found.pages[1]).toContain('Désormais');
    expect(found.pages.map((page) => /Page (\d+) sur (\d+)/.exec(page)?.slice(1).join('/'))).toEqual(
      found.pages.map((_page, index) => `${index + 1}/${found.pages.length}`),
    );
  });

  test.each([
    ['in every column', ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => letter.repeat(150))],
    ['in one column, which leaves room for the others', ['a'.repeat(3000), 'courtois', 'bref']],
  ])('words without an end stay inside their columns: %s', async (_where, row) => {
    const heading = 'Tableau';
    const table = { headers: row.map((_cell, index) => `En-tête ${index}`), rows: [row] };
    const none = { heading: 'Signatures', paragraphs: [] };
    const text = {
      title: 'Essai',
      reference: '',
      notices: [],
      sections: [{ heading, paragraphs: [], table }],
      signatures: none,
      appendices: [],
    };
    const found = await read(await renderPdf(text, { at: new Date(0) }));
    expect(found.right).toBeLessThanOrEqual(595.28 - 62 + 0.5);
    for (const cell of row.filter((words) => words.length < 20)) expect(found.text).toContain(cell);
    const letters = (words: string, letter: string) => words.split(letter).length;
    for (const letter of 'abcdef')
      expect(letters(found.text, letter)).toBeGreaterThanOrEqual(letters(row.join(''), letter));
  });

  test('a partner may have any name: markup, letters of other languages, characters without a glyph', async () => {
    const partner = {
      ...sampleDocument('CONVENTION').partner,
      raisonSociale: 'Łukasz & Fils <SARL> Δ Ж 中\u0007\u202e',
    };
    const number = 'A&B <1>';
    const file = await print(sampleDocument('CONVENTION', { partner, number }));
    const found = await read(file);
    expect(found.text).toContain('Łukasz & Fils <SARL> Δ Ж ?');
    const xmp = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(file.toString('utf8'))?.[0] ?? '';
    expect(xmp).toContain('AetB ‹1›');
    expect(xmp).not.toContain('&');
  });
});

describe('legible', () => {
  test('keeps French punctuation with its word and drops what cannot be shown', () => {
    expect(legible('« Oui » : non ?\n n° 12\u200b')).toBe('«\u00a0Oui\u00a0»\u00a0: non\u00a0? n°\u00a012');
  });
});

test('the table of letters that people may type is what both fonts hold, no more and no less', () => {
  const { regular, bold } = fonts();
  const differing: string[] = [];
  for (let point = 0; point <= 0x10ffff; point += 1) {
    const held = regular.hasGlyphForCodePoint(point) && bold.hasGlyphForCodePoint(point);
    if (held !== hasGlyph(point)) differing.push(point.toString(16));
  }
  expect(differing).toEqual([]);
});
