import { z } from 'zod';
import type { ApiDeps } from '../../api/deps.ts';
import { type FormBody, text } from './body.ts';

/** What a form carries about itself: whom it was shown to, and where. Sealed: nobody makes one for another. */
const markSchema = z.object({
  /** id of the account; null: nobody was signed in */
  person: z.string().nullable(),
  /** address of the page that showed it; null: it stands on the answer to a form that told none */
  page: z.string().nullable(),
  form: z.string().nullable(),
  /** fields of passwords and codes: what is typed there is never kept */
  secrets: z.array(z.string()),
});
export type Mark = z.infer<typeof markSchema>;

/** Hidden fields that are the machinery's: no handler reads them as something typed. */
export const MARK_FIELD = 'pour';
export const KEPT_FIELD = 'repris';

const ABOUT = 'form';
const ATTRIBUTES = String.raw`((?:\s+[\w-]+(?:="[^"]*")?)*)\s*/?>`;
// in our markup a text holds no < and an attribute no quote: a tag is read without doubt
const FORM = new RegExp(`<form\\b${ATTRIBUTES}`, 'g');
const INPUT = new RegExp(`<input\\b${ATTRIBUTES}`, 'g');

/** Writes into every form of a page that changes something whose it is; forms of all areas pass here as their page is sent. */
export function markForms(
  html: string,
  seal: ApiDeps['seal'],
  shown: { person: string | null; page: string | null },
): string {
  return html.replace(FORM, (tag, attributes: string, offset: number) => {
    if (attributeOf(attributes, 'method') !== 'post') return tag;
    const fields = html.slice(offset, html.indexOf('</form>', offset));
    const mark: Mark = { ...shown, form: attributeOf(attributes, 'id'), secrets: secretsOf(fields) };
    const sealed = seal.close(Buffer.from(JSON.stringify(mark)), ABOUT).toString('base64url');
    return `${tag}<input type="hidden" name="${MARK_FIELD}" value="${sealed}">`;
  });
}

/** The mark that a form carries; null when it carries none, or one that is not ours. */
export function markOf(body: FormBody, seal: ApiDeps['seal']): Mark | null {
  const sealed = text(body, MARK_FIELD);
  if (sealed === '') return null;
  try {
    return markSchema.parse(JSON.parse(seal.open(Buffer.from(sealed, 'base64url'), ABOUT).toString('utf8')));
  } catch {
    return null;
  }
}

function secretsOf(fields: string): string[] {
  const names = [...fields.matchAll(INPUT)].flatMap(([, attributes = '']) => {
    const secret =
      attributeOf(attributes, 'type') === 'password' || attributeOf(attributes, 'autocomplete') === 'one-time-code';
    const name = attributeOf(attributes, 'name');
    return secret && name !== null ? [name] : [];
  });
  return [...new Set(names)];
}

function attributeOf(attributes: string, name: string): string | null {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1] ?? null;
}
