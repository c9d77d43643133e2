import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { TestApi } from './api.ts';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** One field as a browser would send it. */
export interface Field {
  name: string;
  kind: string;
  value: string;
  /** ticked, of a box or a round one */
  on: boolean;
  secret: boolean;
}

/** A form of a page that changes something. */
export interface Form {
  page: string;
  action: string;
  id: string | null;
  upload: boolean;
  fields: Field[];
}

export function elementsOf(node: Node): Element[] {
  if (!('childNodes' in node)) return [];
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsOf(child)] : []));
}

export function attributeOf(element: Element, name: string): string | null {
  return element.attrs.find((one) => one.name === name)?.value ?? null;
}

/** The words that a person reads in an element. */
export function wordsIn(node: Node): string {
  if ('value' in node && node.nodeName === '#text') return node.value;
  return 'childNodes' in node ? node.childNodes.map(wordsIn).join(' ') : '';
}

/** Every form of a page that changes something, with what a browser would send. */
export function formsOf(html: string, page: string): Form[] {
  return elementsOf(parse(html))
    .filter((one) => one.tagName === 'form' && attributeOf(one, 'method') === 'post')
    .map((form) => ({
      page,
      action: attributeOf(form, 'action') ?? '',
      id: attributeOf(form, 'id'),
      upload: attributeOf(form, 'enctype') === 'multipart/form-data',
      fields: elementsOf(form).flatMap(fieldOf),
    }));
}

function fieldOf(element: Element): Field[] {
  const name = attributeOf(element, 'name');
  if (name === null || !['input', 'textarea', 'select', 'button'].includes(element.tagName)) return [];
  const kind = element.tagName === 'input' ? (attributeOf(element, 'type') ?? 'text') : element.tagName;
  const chosen = elementsOf(element).find((one) => attributeOf(one, 'selected') !== null);
  const value =
    kind === 'textarea'
      ? wordsIn(element)
      : kind === 'select'
        ? chosen === undefined
          ? ''
          : (attributeOf(chosen, 'value') ?? '')
        : (attributeOf(element, 'value') ?? '');
  const secret = kind === 'password' || attributeOf(element, 'autocomplete') === 'one-time-code';
  return [{ name, kind, value, on: attributeOf(element, 'checked') !== null, secret }];
}

/** What is sent when the form is pressed as it stands, `over` typed over it. */
export function bodyOf(form: Form, over: Readonly<Record<string, string>> = {}): [string, string][] {
  const button = form.fields.find((field) => field.kind === 'button');
  return form.fields
    .filter(({ kind, on, name }) => {
      if (kind === 'checkbox' || kind === 'radio') return on && !(name in over);
      return kind !== 'file' && kind !== 'button' && !(name in over);
    })
    .map(({ name, value }): [string, string] => [name, value])
    .concat(button === undefined || button.name in over ? [] : [[button.name, button.value]])
    .concat(Object.entries(over));
}

/** A file as somebody chooses it; null: none is chosen. */
export type Chosen = { name: string; bytes: Buffer } | null;
const SOME_LIST: Chosen = { name: 'liste.csv', bytes: Buffer.from('a;b') };

/** Presses a form with a session of one's own, or none. */
export function press(
  api: TestApi,
  form: Form,
  token: string | null,
  over: Readonly<Record<string, string>> = {},
  file: Chosen = SOME_LIST,
): Promise<Response> {
  const pairs = bodyOf(form, over);
  const body = form.upload ? new FormData() : new URLSearchParams();
  for (const [name, value] of pairs) body.append(name, value);
  if (body instanceof FormData && file !== null) body.append('file', new Blob([new Uint8Array(file.bytes)]), file.name);
  return fetch(`${api.url}${form.action}`, {
    method: 'POST',
    redirect: 'manual',
    headers: token === null ? {} : { cookie: `session=${token}` },
    body,
  });
}

/** A page as this session sees it. */
export async function pageOf(api: TestApi, path: string, token: string | null): Promise<string> {
  const headers: Record<string, string> = token === null ? {} : { cookie: `session=${token}` };
  return (await fetch(`${api.url}${path}`, { redirect: 'follow', headers })).text();
}

/** Every page that this session reaches by links, one of each kind: ids and filters tell none apart. */
export async function walk(api: TestApi, token: string | null, from: readonly string[]): Promise<Map<string, string>> {
  const seen = new Set<string>();
  const pages = new Map<string, string>();
  const ahead = [...from];
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    const kind = kindOf(path);
    if (seen.has(kind) || /^\/(api|docs|assets|dev|auth|health|metrics)(\/|$)|\/pdf|format=/.test(path)) continue;
    seen.add(kind);
    const html = await pageOf(api, path, token);
    pages.set(path, html);
    for (const link of elementsOf(parse(html)).filter((one) => one.tagName === 'a')) {
      const href = attributeOf(link, 'href')?.split('#')[0] ?? '';
      if (href.startsWith('/')) ahead.push(href);
    }
  }
  return pages;
}

/** One page stands for all of its kind: `/taches/0197…` for every task, whatever it is filtered by. */
function kindOf(path: string): string {
  const [address = '', query = ''] = path.split('?');
  const names = [...new URLSearchParams(query).keys()].sort();
  return `${address.replace(/[\w.%-]*\d[\w.%-]{5,}/g, ':id')}?${names.join('&')}`;
}
