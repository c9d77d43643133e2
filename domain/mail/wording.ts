import type { Block } from './types.ts';

/** A subject stays readable in a list of mails. */
const SUBJECT_MAX = 88;

/** Subject line: one line, cut at the end of what people typed rather than in the mail program. */
export function subject(text: string): string {
  return shorten(text, SUBJECT_MAX);
}

/** Text on one line, cut with an ellipsis when longer than `max` characters. */
export function shorten(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max - 1).trimEnd()}…`;
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

/** A paragraph that is there only when its condition holds. */
export function when(condition: boolean, text: () => string): Block[] {
  return condition ? [paragraph(text())] : [];
}

/** A list, absent when it would be empty. */
export function list(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

export function action(label: string): Block {
  return { kind: 'action', label };
}

/** Said under every mailed link that opens a dossier without an account (RGT-1). */
export const PERSONAL_LINK: Block = {
  kind: 'note',
  text: 'Ce lien est réservé au représentant de votre organisme : ne le transférez pas.',
};

/** '1 dossier', '3 dossiers'. */
export function count(n: number, one: string, many: string): string {
  return `${n} ${n > 1 ? many : one}`;
}
