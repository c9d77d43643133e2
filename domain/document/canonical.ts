import type { PrintableDocument } from './printable.ts';

/** Edition of the texts in `texts/`: changing their words makes a new edition (texts.test.ts sees to it). */
export const TEXT_EDITION = 1;

/** What a signature covers. A stored document has these fields too. */
export type SignedPart = Pick<PrintableDocument, 'kind' | 'service' | 'version' | 'siret' | 'content'>;

/**
 * What is signed, as one text that is the same for the same content whatever the order of its keys (§4.3 « Signature »): kind, service,
 * version, SIRET, content and edition of the text. State, signatures and history are left out: they change after the signature.
 * The signature keeps the SHA-256 of this text in UTF-8.
 */
export function canonicalContent(document: SignedPart, edition: number = TEXT_EDITION): string {
  const { kind, service, version, siret, content } = document;
  return stableJson({ kind, service, version, siret, content, edition });
}

function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => stableJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stableJson(item)}`).join(',')}}`;
}
