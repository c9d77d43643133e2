import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'parse5';
import { CODES } from '../domain/codes.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { attributeOf, type Element, elementsOf, type Form, formsOf, press, walk, wordsIn } from '../test/forms.ts';
import { openedPartner } from '../test/openPartner.ts';
import { prepare } from '../test/places.ts';
import { mountPages } from './index.ts';

let api: TestApi;
const forms = new Map<string, { form: Form; token: string | null }>();

beforeAll(async () => {
  api = await startApi({}, mountPages);
  const places = await prepare(api);
  const { claire } = await openedPartner(api);
  const staff = await Promise.all((['admin93', 'national', 'operator'] as const).map(api.as));
  for (const token of [claire, ...staff, null])
    for (const [path, html] of await walk(api, token, ['/', '/connexion', ...Object.values(places)]))
      for (const form of formsOf(html, path).filter(isTyped))
        forms.set(`${form.action.replace(/[\w.%-]*\d[\w.%-]{5,}/g, ':id')} ${form.id}`, { form, token });
});
afterAll(() => api.stop());

/** Something is typed or chosen in it: one that only presses has nothing that could be wrong. */
function isTyped({ fields }: Form): boolean {
  return fields.some(({ kind }) => !['hidden', 'button', 'submit'].includes(kind));
}

/** What a page tells about what is wrong: the summary, what stands beside fields, the panel of a refusal. */
function told(html: string): string[] {
  const messages = (element: Element) =>
    /(^|\s)(faults|fault|flash|panel|notice)(\s|$)/.test(attributeOf(element, 'class') ?? '') ||
    attributeOf(element, 'role') === 'alert';
  // a panel may hold the form itself: its choices and labels are not messages
  const words = (element: Element): string =>
    element.childNodes
      .map((child) => ('tagName' in child ? (child.tagName === 'form' ? '' : words(child)) : wordsIn(child)))
      .join(' ');
  return elementsOf(parse(html))
    .filter(messages)
    .map((one) => words(one).replace(/\s+/g, ' ').trim());
}

const CODE = new RegExp(`\\b(?:${CODES.filter((code) => code.includes('_')).join('|')})\\b`);
const RULE = /\b(?:REM|ESAT|CONV|DEL|ADM|ACC|REQ|OBL|GRP|TUT|CON|AFAS|TIME|RGT|FMT|CDAP|ACT|ANN|MAIL)-\d+/;
const TYPE =
  /Valeur attendue|Invalid|[Ee]xpected|received|undefined|\bnull\b|\btrue\b|\bfalse\b|\bstring\b|\bnumber\b|\bboolean\b|\barray\b|\bNaN\b|\w+\.\w+\.\w+ :|option/;

/** Everything wrong in one way: left blank, nonsense, far too long. */
const WRONG: Record<string, string> = { blank: '', nonsense: '???', endless: 'x '.repeat(2_400) };

describe('no message of any form shows a code, a type or the id of a rule (U10)', () => {
  it.each(Object.entries(WRONG))('everything %s', async (_how, wrong) => {
    expect(forms.size).toBeGreaterThan(20);
    const found: string[] = [];
    let messages = 0;
    for (const [name, { form, token }] of forms) {
      const typed = form.fields.filter(({ kind }) => !['hidden', 'button', 'submit', 'file'].includes(kind));
      const over = Object.fromEntries(
        typed
          .filter(({ kind }) => wrong !== '' || !['checkbox', 'radio'].includes(kind))
          .map((one) => [one.name, wrong]),
      );
      const answer = await press(api, form, token, over);
      if (answer.status === 303) continue;
      expect([name, answer.status < 500]).toEqual([name, true]);
      for (const words of told(await answer.text())) {
        if (words !== '') messages += 1;
        for (const shown of [CODE, RULE, TYPE]) {
          const hit = shown.exec(words)?.[0];
          if (hit !== undefined) found.push(`${name}: « ${hit} » in ${words.slice(0, 200)}`);
        }
      }
    }
    expect(found).toEqual([]);
    expect(messages).toBeGreaterThan(20);
  });

  it('a box that was forgotten says what to tick', async () => {
    const found = [...forms.values()].find(({ form }) => form.id === 'signature');
    if (found === undefined) throw new Error('there is nothing to sign');
    const html = await (await press(api, found.form, null)).text();
    expect(told(html).join(' ')).toContain('Cochez la case de votre accord : sans lui, rien n’est signé.');
  });
});
