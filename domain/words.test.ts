import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { CODES } from './codes.ts';

const DOMAIN = path.dirname(new URL(import.meta.url).pathname);
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
    .split('\n')
    .flatMap((line) => line.match(STRING) ?? [])
    .map((literal) => literal.replace(/\$\{[^}]*\}/g, '…'))
    .filter(
      (literal) =>
        /[a-zà-ÿ] [a-zà-ÿ]/i.test(literal) && /[éèàêçù«’]|\b(?:le|la|les|de|du|des|un|une|est|pour)\b/.test(literal),
    );

const files = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|Builder\.ts$/.test(file))
  .map((file) => path.join(DOMAIN, file));

test('no sentence of the procedure bears the id of a rule or a code: partners, agents and mails are told in words (U10)', () => {
  const found = files.flatMap((file) =>
    sentencesOf(file)
      .filter((sentence) => RULE.test(sentence) || CODE.test(sentence))
      .map((sentence) => `${path.relative(DOMAIN, file)}: ${sentence}`),
  );
  expect(found).toEqual([]);
});

test('the words are looked at: thousands of sentences', () => {
  expect(files.flatMap(sentencesOf).length).toBeGreaterThan(1_000);
});
