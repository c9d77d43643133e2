/** Fields of a task's outcome come as JSON or as a page's form sends them. */
export type Fields = Record<string, unknown>;

export function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** A field as trimmed text; '' when it is not one. */
export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : '';
}

/** A field as a list of distinct texts: an array, or text parted by commas. */
export function list(value: unknown): string[] {
  const items = Array.isArray(value) ? value.map(text) : text(value).split(',');
  return [...new Set(items.map((item) => item.trim()).filter((item) => item !== ''))];
}
