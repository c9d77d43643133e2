import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'parse5';
import type { MountPages } from '../api/app.ts';
import { CODES } from '../domain/codes.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { attributeOf, type Element, elementsOf, type Form, formsOf, press, walk, wordsIn } from '../test/forms.ts';
import { linkHolder } from '../test/linkSigning.ts';
import { openedPartner } from '../test/openPartner.ts';
import { prepare } from '../test/places.ts';
import { mountPages } from './index.ts';
import { MARK_FIELD } from './kit/shownTo.ts';

let api: TestApi;
const forms = new Map<string, { form: Form; token: string | null }>();
/** Every address that a form is sent to, as it is registered: a new one is among them. */
const registered: string[] = [];
/** Where each session has been, and whom its pages were shown to. */
const sessions: { token: string | null; paths: string[]; mark: string | null }[] = [];

const mount: MountPages = (app, deps) => {
  mountPages(app, deps);
  for (const { route } of app.router.stack)
    if (route?.stack.some(({ method }) => method === 'post') && !MACHINE.test(route.path)) registered.push(route.path);
};
const MACHINE = /^\/(api|oidc|auth|health|docs)(\/|$)/;

beforeAll(async () => {
  api = await startApi({}, mount);
  const places = await prepare(api);
  const { claire } = await openedPartner(api);
  const staff = await Promise.all((['admin93', 'national', 'operator'] as const).map(api.as));
  for (const token of [claire, ...staff, null]) {
    const session = { token, paths: [] as string[], mark: null as string | null };
    for (const [path, html] of await walk(api, token, ['/', '/connexion', ...Object.values(places)])) {
      session.paths.push(path.split('?')[0] ?? path);
      for (const form of formsOf(html, path)) {
        session.mark ??= form.fields.find(({ name }) => name === MARK_FIELD)?.value ?? null;
        keep(form, token);
      }
    }
    sessions.push(session);
  }
  // the form that signs shows once the bulletin is completed and a code is on its way
  const holder = linkHolder(api, path.basename(places.dossier));
  await holder.completes();
  await holder.code();
  const sign = `${places.link}/signer`;
  for (const [at, html] of await walk(api, null, [sign]))
    if (at === sign) for (const form of formsOf(html, at)) keep(form, null);
});
afterAll(() => api.stop());

function keep(form: Form, token: string | null): void {
  if (isTyped(form)) forms.set(`${form.action.replace(/[\w.%-]*\d[\w.%-]{5,}/g, ':id')} ${form.id}`, { form, token });
}

function isSentTo(action: string, route: string): boolean {
  const parts = route.split('/');
  const sent = (action.split('?')[0] ?? '').split('/');
  return sent.length === parts.length && parts.every((part, index) => part.startsWith(':') || part === sent[index]);
}

/** An address with ids of pages that were seen, where there is one of its kind. */
function filled(route: string, paths: readonly string[]): string {
  const parts = route.split('/');
  const like = paths.map((path) => path.split('/')).filter((path) => path[1] === parts[1] && path.length > 2);
  return parts
    .map((part, index) =>
      part.startsWith(':') ? (like.find((path) => path[index] !== undefined)?.[index] ?? 'inconnu') : part,
    )
    .join('/');
}

/** What the pages of an area ask a form for, by its place in the address: as their code names it. */
const NAME = /\b(?:text|optional|list|split|isTicked|yesNo)\(\s*(?:visit\.)?body,\s*'([^']+)'|\sname="([^"]+)"/g;
/** Fields of a person, of a page's frame: any area may ask for them. */
const SHARED = ['kit', 'users'];
const namesOf = new Map<string, Set<string>>();
const placesOf = new Map<string, Set<string>>();
for (const file of readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })) {
  if (!/(?<!\.test)\.tsx?$/.test(file)) continue;
  const code = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  const area = file.split(path.sep)[0] ?? '';
  const names = namesOf.get(area) ?? new Set<string>();
  for (const [, asked, shown] of code.matchAll(NAME)) names.add(asked ?? shown ?? '');
  namesOf.set(area, names);
  const places = placesOf.get(area) ?? new Set<string>();
  for (const [, place] of code.matchAll(/['`]\/([\w-]+)/g)) places.add(place ?? '');
  placesOf.set(area, places);
}
/** Every field that what stands under an address may ask for. */
function namesUnder(route: string): string[] {
  const areas = [...placesOf].filter(([, places]) => places.has(route.split('/')[1] ?? '')).map(([area]) => area);
  return [...new Set([...areas, ...SHARED].flatMap((area) => [...(namesOf.get(area) ?? [])]))];
}
/** A form is refused unread beyond 200 KB. */
const MOST_TYPED = 150_000;

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

  it.each(Object.entries(WRONG))(
    'every address that no link led to, everything %s, by each who may be signed in',
    async (_how, wrong) => {
      expect(registered.length).toBeGreaterThan(70);
      const found: string[] = [];
      const reached = new Set<string>();
      // the forms that were found are looked at with everything wrong, above
      const others = registered.filter(
        (route) => ![...forms.values()].some(({ form }) => isSentTo(form.action, route)),
      );
      for (const { token, paths, mark } of sessions)
        for (const route of others) {
          const action = filled(route, paths);
          const names = wrong === '' ? [] : namesUnder(route);
          const body = new URLSearchParams(mark === null ? {} : { [MARK_FIELD]: mark });
          for (const name of names) body.set(name, wrong.slice(0, Math.floor(MOST_TYPED / names.length)));
          const send = (form: URLSearchParams | FormData) =>
            fetch(`${api.url}${action}`, {
              method: 'POST',
              redirect: 'manual',
              headers: token === null ? {} : { cookie: `session=${token}` },
              body: form,
            });
          let answer = await send(body);
          if (answer.status === 415) {
            const form = new FormData();
            for (const [name, value] of [...body].slice(0, 15)) form.set(name, value);
            form.set('file', new Blob(['???']), 'liste.csv');
            answer = await send(form);
          }
          expect([action, answer.status < 500]).toEqual([action, true]);
          if ([400, 409, 422].includes(answer.status)) reached.add(route);
          for (const words of told(await answer.text()))
            for (const shown of [CODE, RULE, TYPE]) {
              const hit = shown.exec(words)?.[0];
              if (hit !== undefined) found.push(`${route}: « ${hit} » in ${words.slice(0, 200)}`);
            }
        }
      expect(found).toEqual([]);
      expect(reached.size).toBeGreaterThan(5);
    },
  );

  it('what these addresses ask for is known by its name', () => {
    expect(namesUnder('/comptes/:id')).toEqual(expect.arrayContaining(['reason', 'closesOn', 'replacementId']));
    expect(new Set(registered.flatMap(namesUnder)).size).toBeGreaterThan(80);
  });

  it('a box that was forgotten says what to tick', async () => {
    const found = [...forms.values()].find(({ form }) => form.id === 'signature');
    if (found === undefined) throw new Error('there is nothing to sign');
    const html = await (await press(api, found.form, null)).text();
    expect(told(html).join(' ')).toContain('Cochez la case de votre accord : sans lui, rien n’est signé.');
  });
});
