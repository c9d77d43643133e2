import { describe, expect, it } from '@jest/globals';
import { csvCell, csvLine } from './csvCell.ts';

describe('cells of an export (S8, ASVS 1.2.10)', () => {
  it.each(['=1+1', '+33148', '-1', '@SUM(A1)', '\tcmd', '\rcmd', '\n=1', '＝1', ' =1+1'])(
    'S8 neutralises %j',
    (text) => {
      expect(csvCell(text)).toBe(`"'${text}"`);
    },
  );

  it('S8 neutralises a formula whose text also holds quotes', () => {
    expect(csvCell('=HYPERLINK("http://a.example";"x")')).toBe(`"'=HYPERLINK(""http://a.example"";""x"")"`);
  });

  it('leaves ordinary text and numbers as they are, quoted', () => {
    expect(csvCell('ESAT "Les Tilleuls"; 93')).toBe('"ESAT ""Les Tilleuls""; 93"');
    expect(csvCell("l'esat - annexe")).toBe(`"l'esat - annexe"`);
    expect(csvCell(-12.5)).toBe('"-12.5"');
    expect(csvCell(null)).toBe('""');
    expect(csvCell(undefined)).toBe('""');
    expect(csvCell(false)).toBe('"false"');
  });

  it('joins a line with semicolons and CRLF', () => {
    expect(csvLine(['a', 1, '=b'])).toBe(`"a";"1";"'=b"\r\n`);
  });
});
