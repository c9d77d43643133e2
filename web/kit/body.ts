/** What a plain form sends: text, or several texts under one name. */
export type FormBody = Readonly<Record<string, string | string[] | undefined>>;

/** A form's body as read from the request; anything else counts as an empty form. */
export function formBody(raw: unknown): FormBody {
  if (typeof raw !== 'object' || raw === null) return {};
  return Object.fromEntries(
    Object.entries(raw).filter(
      ([, value]) =>
        typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string')),
    ),
  ) as FormBody;
}

/** A field as typed, '' when it is missing. */
export function text(body: FormBody, name: string): string {
  const value = body[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** A field that may be left blank: undefined then. */
export function optional(body: FormBody, name: string): string | undefined {
  const value = text(body, name).trim();
  return value === '' ? undefined : value;
}

/** Boxes of one name that are ticked. */
export function list(body: FormBody, name: string): string[] {
  const value = body[name];
  return (Array.isArray(value) ? value : [value ?? '']).filter((one) => one.trim() !== '');
}

/** One box, ticked. */
export function isTicked(body: FormBody, name: string): boolean {
  return text(body, name) === 'oui';
}

/** Values typed in one field, parted by commas, semicolons or line ends. */
export function split(body: FormBody, name: string): string[] {
  return text(body, name)
    .split(/[,;\n]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Oui or non; undefined while no box is ticked. */
export function yesNo(body: FormBody, name: string): boolean | undefined {
  const value = text(body, name);
  return value === 'oui' ? true : value === 'non' ? false : undefined;
}

/** What is about the form, not typed in it: its key, whose it is, that it was filled in again. */
const ABOUT_THE_FORM: ReadonlySet<string> = new Set(['cle', 'pour', 'repris']);

/** Values to show again after a fault, what is about the form left out. */
export function typed(body: FormBody): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !ABOUT_THE_FORM.has(name) && value !== undefined),
  ) as Record<string, string | string[]>;
}
