import {
  type DefaultTreeAdapterTypes,
  html,
  parse,
  parseFragment,
  serialize,
  defaultTreeAdapter as tree,
} from 'parse5';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { KEPT_FIELD } from './shownTo.ts';
import type { KeptForm } from './tooLate.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** Types of inputs in which nothing was typed, or what is never kept. */
const LEFT_ALONE = new Set(['hidden', 'password', 'file', 'submit', 'button']);

/**
 * The page as it is now, its form filled in with what was typed before the session ended (U8): one press sends it. `notice` and, where the
 * page has that form no more, what was typed are told on top.
 */
export function fillAgain(page: string, id: string, kept: KeptForm, notice: { found: string; gone: string }): string {
  const document = parse(page);
  const form = formOf(document, kept);
  if (form === undefined) {
    const main = elementsOf(document).find((one) => one.tagName === 'main');
    if (main !== undefined) tell(main, noticeOf(notice.gone, typedTexts(kept)), afterHeading(main));
    return serialize(document);
  }
  fillForm(form, kept);
  askedBefore(form, kept);
  tell(form, noticeOf(notice.found, []), form.childNodes[0] ?? null);
  const field = tree.createElement('input', html.NS.HTML, [
    { name: 'type', value: 'hidden' },
    { name: 'name', value: KEPT_FIELD },
    { name: 'value', value: id },
  ]);
  tree.appendChild(form, field);
  for (let one: Parent | null = form; one !== null; one = 'parentNode' in one ? one.parentNode : null)
    if ('tagName' in one && one.tagName === 'details') set(one, 'open', '');
  return serialize(document);
}

/** The form of the same act, that with the same id first; where one page has the act several times, its button says which. */
function formOf(document: Parent, { action, form, values }: KeptForm): Element | undefined {
  const forms = elementsOf(document).filter((one) => {
    if (one.tagName !== 'form' || get(one, 'method') !== 'post') return false;
    return (get(one, 'action') ?? '').split('?')[0] === action.split('?')[0];
  });
  const pressed = forms.filter((one) =>
    elementsOf(one).some((inner) => {
      const name = get(inner, 'name');
      return inner.tagName === 'button' && name !== null && values[name] === get(inner, 'value');
    }),
  );
  return (
    forms.find((one) => form !== null && get(one, 'id') === form) ??
    pressed[0] ??
    (forms.length === 1 ? forms[0] : undefined)
  );
}

function fillForm(form: Element, { values }: KeptForm): void {
  const left = new Map(Object.entries(values).map(([name, value]) => [name, [value].flat()]));
  for (const field of elementsOf(form)) {
    const name = get(field, 'name');
    const type = get(field, 'type') ?? 'text';
    if (name === null || LEFT_ALONE.has(type) || get(field, 'autocomplete') === 'one-time-code') continue;
    const typed = left.get(name) ?? [];
    if (type === 'checkbox' || type === 'radio') mark(field, 'checked', typed.includes(get(field, 'value') ?? 'on'));
    else if (field.tagName === 'select')
      for (const option of elementsOf(field).filter((one) => one.tagName === 'option'))
        mark(option, 'selected', typed.includes(get(option, 'value') ?? ''));
    else if (field.tagName === 'textarea') {
      field.childNodes.length = 0;
      tree.insertText(field, typed.shift() ?? '');
    } else if (field.tagName === 'input') set(field, 'value', typed.shift() ?? '');
  }
}

/** A box that stood there because something was asked once more, and that was ticked: the page as it is now has not asked yet. */
function askedBefore(form: Element, { values }: KeptForm): void {
  if (!(CONFIRMED in values) || elementsOf(form).some((one) => get(one, 'name') === CONFIRMED)) return;
  const id = `repris-${CONFIRMED}`;
  const box = parseFragment(
    `<div class="field"><div class="box"><input type="checkbox" id="${id}" name="${CONFIRMED}" value="oui" checked=""><label for="${id}">Je l’avais confirmé : ne pas me le redemander</label></div></div>`,
  );
  const actions = form.childNodes.findLast((one) => 'tagName' in one && get(one, 'class') === 'actions') ?? null;
  for (const one of [...box.childNodes])
    if (actions === null) tree.appendChild(form, one);
    else tree.insertBefore(form, one, actions);
}

/** What a person wrote, not what was ticked: without its form, a value alone says nothing. */
function typedTexts({ values }: KeptForm): string[] {
  return Object.values(values)
    .flat()
    .map((one) => one.trim())
    .filter((one) => one.length > 2);
}

function noticeOf(words: string, texts: readonly string[]): Element {
  const notice = tree.createElement('div', html.NS.HTML, [
    { name: 'class', value: 'notice' },
    { name: 'role', value: 'status' },
  ]);
  notice.childNodes.push(...parseFragment('<p></p>').childNodes);
  tree.insertText(notice.childNodes[0] as Element, words);
  for (const one of texts) {
    const quote = tree.createElement('blockquote', html.NS.HTML, []);
    tree.insertText(quote, one);
    tree.appendChild(notice, quote);
  }
  return notice;
}

function tell(parent: Parent, notice: Element, before: DefaultTreeAdapterTypes.ChildNode | null): void {
  if (before === null) tree.appendChild(parent, notice);
  else tree.insertBefore(parent, notice, before);
}

function afterHeading(main: Element): DefaultTreeAdapterTypes.ChildNode | null {
  const at = main.childNodes.findIndex((one) => 'tagName' in one && one.tagName === 'h1');
  return main.childNodes[at + 1] ?? null;
}

/** Every element under a node, in the order of the page. */
function elementsOf(parent: Parent): Element[] {
  return parent.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsOf(child)] : []));
}

function get(element: Element, name: string): string | null {
  return element.attrs.find((one) => one.name === name)?.value ?? null;
}

function set(element: Element, name: string, value: string): void {
  const found = element.attrs.find((one) => one.name === name);
  if (found === undefined) element.attrs.push({ name, value });
  else found.value = value;
}

function mark(element: Element, name: string, on: boolean): void {
  if (on) set(element, name, '');
  else element.attrs = element.attrs.filter((one) => one.name !== name);
}
