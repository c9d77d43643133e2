import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { documentText } from './document/texts/index.ts';
import { sampleDocument } from './document/texts/samples.ts';
import { DOCUMENT_KINDS } from './document/types.ts';
import { previewDerived, previewParams } from './mail/preview.ts';
import { MAILS, type MailParams } from './mail/registry.ts';
import { renderText, writeMail } from './mail/render.ts';
import { SERVICE_CODES } from './service/services.ts';

const ROOT = path.dirname(import.meta.dirname);
const LAYERS = ['domain', 'adapters', 'activities', 'api', 'web'];
const COMMENT = /\/\*[\s\S]*?\*\/|(^|[^:'"`\w])\/\/[^\n]*/g;

const sources = LAYERS.flatMap((layer) =>
  readdirSync(path.join(ROOT, layer), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|Builder\.ts$/.test(file))
    .map((file) => `${layer}/${file}`),
).map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8').replace(COMMENT, '$1') }));

/** What loses its vowel before another one. */
const WORD = String.raw`(?<![\p{L}'’-])(?:de|le|la|que|ne|se|me|te|je|jusque|lorsque|puisque|parce que|presque)`;
/** … but before these: an aspirated h, a number, a letter or code by itself, and what sounds as a consonant. */
const WITHOUT = String.raw`(?:habtiers|h[aâ]l|halte|handi|hangar|hasard|hausse|haut|hiérarch|hors|huit|onz|oui|un[e]? (?:à|fois)|y[aeou]|e-|i\b)`;
const UNELIDED = new RegExp(`${WORD} (?!${WITHOUT})[aàâeéèêëiîïoôuùûh]\\p{Ll}`, 'giu');
/** A value beside such a word: what begins with a digit, a quotation mark or an article of its own is no trouble, a name is written by \`of\`. */
const BESIDE = /(?<![\p{L}'’-])(?:de|que|ne|se|lorsque|puisque|jusque) (?:\$\{|<span safe>\{|\{)([^}]*)\}/gu;
const SAFE = /^(?:count\(|min|max|days|euros\(|quoted\(|MAX_\w+|(?:judged|items)\.length|Math\.|issue\.divisor)/;

const found = (pattern: RegExp, text: string) => [...text.matchAll(pattern)];

test('French is elided wherever it is written: no « de accéder », no « que il »', () => {
  expect(sources.flatMap(({ file, text }) => found(UNELIDED, text).map(([words]) => `${file}: ${words}`))).toEqual([]);
});

test('no name is written after « de » but by `of`, which elides it', () => {
  const beside = sources.flatMap(({ file, text }) =>
    found(BESIDE, text)
      .filter(([, value = '']) => !SAFE.test(value))
      .map(([words]) => `${file}: ${words}`),
  );
  expect(beside.filter((one) => !one.startsWith('domain/mail/elision.ts'))).toEqual([]);
});

/** Words that are not ours, in what people read: an address is « de courriel », a mail « un courriel ». */
const STRANGE =
  /(?<![\p{L}\d_./@:-])(?:[aA]dresses? (?:courriels?|e-?mails?)|e-mails?|[mM]éls?|OK|Prestation de Service)(?![\p{L}\d_@:-])/gu;

test('one word for one thing: « adresse de courriel », « courriel », and no « OK »', () => {
  // a file's column may be headed as its writer pleases
  const ours = sources.filter(({ file }) => file !== 'domain/formats/header.ts');
  expect(ours.flatMap(({ file, text }) => found(STRANGE, text).map(([words]) => `${file}: ${words}`))).toEqual([]);
});

test('a label within a sentence keeps its acronyms (`withinSentence`): no « siret », no « la caf »', () => {
  const lowered =
    /label\w*(?:\[[^\]]*\])?\)?\.to(?:Locale)?LowerCase\(|processStateWords\([^)]*\)\.to(?:Locale)?LowerCase\(/giu;
  const here = sources.filter(({ file }) => !file.startsWith('domain/document/'));
  expect(here.flatMap(({ file, text }) => found(lowered, text).map(([words]) => `${file}: ${words}`))).toEqual([]);
});

describe('what people are given, with a name that begins with a vowel', () => {
  const NAME = 'Ateliers Horizon';

  test.each(MAILS.map(({ id }) => id))('%s', (template) => {
    const params = previewParams(template);
    const named = ('organisme' in params ? { ...params, organisme: NAME } : params) as MailParams;
    expect(found(UNELIDED, renderText(writeMail(named), previewDerived(template)))).toEqual([]);
  });

  const partner = { ...sampleDocument('CONVENTION').partner, raisonSociale: NAME };
  const documents = [
    ...DOCUMENT_KINDS.map((kind) => sampleDocument(kind, { partner })),
    ...SERVICE_CODES.map((service) => sampleDocument('BULLETIN', { partner, service })),
  ];
  test.each(documents.map((one) => [one.kind, one.service, one] as const))('%s %s', (_kind, _service, document) => {
    const text = JSON.stringify(documentText(document));
    expect(text).toContain(NAME);
    expect(found(UNELIDED, text)).toEqual([]);
  });
});
