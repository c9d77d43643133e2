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

/** What a Caf still has to do in a campaign: '12 dossiers et 3 lignes retenues'. */
export function leftInCampaign(open: number, held: number): string {
  const dossiers = open > 0 || held === 0 ? [count(open, 'dossier', 'dossiers')] : [];
  return [...dossiers, ...(held > 0 ? [count(held, 'ligne retenue', 'lignes retenues')] : [])].join(' et ');
}

/** The first names of so many; more would make the mail a report: the page has them all. */
export function firstOf(names: readonly string[], total: number): Block[] {
  const shown = names.slice(0, 10);
  const others = total - shown.length;
  return list(shown.length > 0 && others > 0 ? [...shown, `et ${count(others, 'autre', 'autres')}`] : shown);
}
