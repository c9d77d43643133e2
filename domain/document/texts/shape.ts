/** A table of a document. Every row has as many cells as there are headers. */
export interface TextTable {
  headers: string[];
  rows: string[][];
  /** the first cell of every row names the row */
  rowHeaders?: true;
}

/** A part of a document, shown in this order: heading, paragraphs, items of a list, table. */
export interface TextSection {
  heading: string;
  paragraphs: string[];
  items?: string[];
  table?: TextTable;
}

/** The text of a contractual document, free of any layout: the PDF and the pages draw it each in their own way. */
export interface DocumentText {
  title: string;
  /** what tells it from the others: number of the convention, version */
  reference: string;
  /** what the reader must know first: whether it binds anyone, whose model it is */
  notices: string[];
  /** what is agreed: numbered articles */
  sections: TextSection[];
  /** who signed what, when */
  signatures: TextSection;
  /** not part of what is signed: eligibility form, history */
  appendices: TextSection[];
}

/** Numbers the articles: « 1. Objet », « 2. … ». */
export function numbered(sections: readonly TextSection[]): TextSection[] {
  return sections.map((section, index) => ({ ...section, heading: `${index + 1}. ${section.heading}` }));
}
