import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';

/** Files of adapters and activities that say something in French by themselves, and why that is no sentence of a procedure. */
const THEIR_OWN: Readonly<Record<string, string>> = {
  'adapters/files/spreadsheet/': 'why bytes are no workbook: known to who parses them, in a process of its own',
  'adapters/logger.ts': 'what stands in the log in place of a secret',
  'adapters/mail/': 'what became of an attempt, as the relay answered it',
  'activities/drainOutbox.ts': 'the same, of a mail that could not be written',
  'adapters/temporal/codec.ts': 'an error for operators, in English, that quotes a key',
};

interface Node {
  type?: string;
  value?: unknown;
  raw?: unknown;
  key?: Node;
  callee?: Node;
  arguments?: { expression: Node }[];
}

const FRENCH = /[àâçéèêëîïôùûœÀÂÇÉÈÊÎÔ«»]/;
/** Words, or what is put together from some; a letter by itself is a code. */
const isText = (node: Node | undefined) =>
  node?.type === 'TemplateLiteral' || (node?.type === 'StringLiteral' && String(node.value).length > 1);

/** What a file says: text in French letters, and whatever it gives as a label or raises as a refusal, whatever its letters. */
function saidIn(node: unknown, found: string[]): string[] {
  if (Array.isArray(node)) for (const one of node) saidIn(one, found);
  else if (typeof node === 'object' && node !== null) {
    const { type, value, raw, key, callee, arguments: given } = node as Node;
    const text = type === 'StringLiteral' ? value : type === 'TemplateElement' ? raw : '';
    if (typeof text === 'string' && FRENCH.test(text)) found.push(text);
    if (type === 'KeyValueProperty' && key?.value === 'label' && isText(value as Node)) found.push('label');
    if (type === 'NewExpression' && callee?.value === 'DomainError' && isText(given?.[1]?.expression))
      found.push('DomainError');
    for (const inner of Object.values(node)) saidIn(inner, found);
  }
  return found;
}

function sentences(file: string, source: string): string[] {
  if (Object.keys(THEIR_OWN).some((place) => file.startsWith(place))) return [];
  const parsed = parseSync(source, { syntax: 'typescript', tsx: file.endsWith('.tsx') });
  return saidIn(parsed, []).map((said) => `${file}: ${said}`);
}

const sources = ['adapters', 'activities'].flatMap((layer) =>
  readdirSync(layer, { recursive: true, encoding: 'utf8' })
    .map((file) => `${layer}/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file)),
);

test('what is said in French is said by the domain: adapters and activities carry it', () => {
  expect(sources.length).toBeGreaterThan(150);
  expect(sources.flatMap((file) => sentences(file, readFileSync(file, 'utf8')))).toEqual([]);
});

test('each place that says something by itself is still there', () => {
  expect(Object.keys(THEIR_OWN).filter((place) => !sources.some((file) => file.startsWith(place)))).toEqual([]);
});

test.each([
  ['new DomainError("X", "Ce dossier manque.");', 'DomainError'],
  ['new DomainError("X", `${what} manque.`);', 'DomainError'],
  ["const line = { label: 'Service rouvert' };", 'label'],
  ["const sql = `UPDATE process SET label = 'Compte effacé'`;", "UPDATE process SET label = 'Compte effacé'"],
])('it sees « %s »', (source, said) => {
  expect(sentences('adapters/store/some.ts', source)).toEqual([`adapters/store/some.ts: ${said}`]);
  expect(sentences('adapters/store/some.ts', 'throw new DomainError(code, message); // il a été effacé')).toEqual([]);
});
