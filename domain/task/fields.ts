import { cleanProse, cleanText } from '../formats/text.ts';

/** Fields of a task's outcome come as JSON or as a page's form sends them. */
export type Fields = Record<string, unknown>;

export function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && cleanText(value) === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** A field as text of one or several lines, cleaned; '' when it is not one. */
export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? cleanProse(String(value))
    : '';
}

/** A field as one line, such as a name. */
export function line(value: unknown): string {
  return cleanText(text(value));
}

/** A field as a list of distinct lines: an array, or text parted by commas and line ends. */
export function list(value: unknown): string[] {
  const items = Array.isArray(value) ? value.map(line) : text(value).split(/[,\n]/);
  return [...new Set(items.map(cleanText).filter((item) => item !== ''))];
}
