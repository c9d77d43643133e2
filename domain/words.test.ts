import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { CODES } from './codes.ts';

const ROOT = path.dirname(path.dirname(new URL(import.meta.url).pathname));
const LAYERS = ['domain', 'adapters', 'activities', 'workflows', 'api', 'web'];
/** What the description of the interface says, to those who write programs against it. */
const DESCRIBED = /\b(?:description|summary|title):\s*(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`)/g;
/** What of each file is words: comments are for those who read the code. */
const COMMENT = /\/\*[\s\S]*?\*\/|(^|[^:'"`\w])\/\/[^\n]*/g;
const STRING = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`/g;
const RULE = /\b(?:REM|ESAT|CONV|DEL|ADM|ACC|REQ|OBL|GRP|TUT|CON|AFAS|TIME|RGT|FMT|CDAP|ACT|ANN|MAIL|DIA|SUP)-\d+/;
// a code may be a word of a path or of a set; in a sentence it is shown to people
const CODE = new RegExp(`\\b(?:${CODES.filter((code) => code.includes('_')).join('|')})\\b`);

/** Sentences of the procedure: words with a space between. */
const sentencesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .replace(COMMENT, '$1')
    .replace(DESCRIBED, '')
    .split('\n')
    // what stands between tags is words too, without any quote
    .flatMap((line) => line.match(STRING) ?? (file.endsWith('.tsx') && /^\s*[\p{L}«]/u.test(line) ? [line] : []))
    .map((literal) => literal.replace(/\$\{[^}]*\}/g, '…'))
    .filter(
      (literal) =>
        /[a-zà-ÿ] [a-zà-ÿ]/i.test(literal) && /[éèàêçù«’]|\b(?:le|la|les|de|du|des|un|une|est|pour)\b/.test(literal),
    );

const files = LAYERS.flatMap((layer) =>
  readdirSync(path.join(ROOT, layer), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|Builder\.ts$|^openapi\.ts$/.test(file))
    .map((file) => path.join(ROOT, layer, file)),
);

test('no sentence bears the id of a rule or a code: partners, agents and mails are told in words (U10)', () => {
  const found = files.flatMap((file) =>
    sentencesOf(file)
      .filter((sentence) => RULE.test(sentence) || CODE.test(sentence))
      .map((sentence) => `${path.relative(ROOT, file)}: ${sentence}`),
  );
  expect(found).toEqual([]);
});

test('the words are looked at: thousands of sentences', () => {
  expect(files.flatMap(sentencesOf).length).toBeGreaterThan(1_000);
});
