import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { typeset } from '../formats/typography.ts';
import { previewParams } from './preview.ts';
import { MAILS, type MailParams } from './registry.ts';
import { renderText, writeMail } from './render.ts';

const URL = 'https://passerelle.example/lien/x';
const derived = { url: URL, code: '123456' };
const all = MAILS.map(({ id }) => id);

/** Every text that a person typed, as long as the forms allow and with what breaks headers and pages. */
function stretched(params: MailParams): MailParams {
  const long = (text: string) => `${text} ${'<b>très</b>\r\nlong '.repeat(40)}`;
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      ['organisme', 'reason', 'what', 'campaign', 'outcome'].includes(name) && typeof value === 'string'
        ? long(value)
        : value,
    ]),
  ) as MailParams;
}

describe('every mail (domain.md §9, U6)', () => {
  test('is one file, listed once', () => {
    const ids = readdirSync(new globalThis.URL('./templates/', import.meta.url)).map(
      (file) => `MAIL-${/^mail(\d+)/.exec(file)?.[1]}`,
    );
    expect([...all].sort()).toEqual(ids.sort());
  });

  test.each(all)('%s has preview data of its own, is short and complete, with one action', (template) => {
    const params = previewParams(template);
    expect(params.template).toBe(template);
    const mail = writeMail(params);
    expect(mail.subject.length).toBeLessThan(90);
    expect(mail.blocks.filter((block) => block.kind === 'action')).toHaveLength(1);
    expect(mail.blocks.filter((block) => block.kind === 'paragraph').length).toBeLessThanOrEqual(4);
    const text = renderText(mail, derived);
    expect(text.split(URL)).toHaveLength(2);
    expect(text.length).toBeLessThan(900);
    expect(text).toBe(typeset(text));
    expect(text).not.toMatch(/\b\d{14}\b/);
    expect(text).not.toMatch(/undefined|null|NaN|\[object|: *\n\n--|\n- *\n|«\s*»/);
    for (const block of mail.blocks) if ('text' in block) expect(block.text).toMatch(/\S.*[.:?]$|^[a-zà-ÿ]/);
  });

  test.each(all)('%s: whatever people typed, its subject stays one line under 90 characters', (template) => {
    const { subject } = writeMail(stretched(previewParams(template)));
    expect(subject.length).toBeLessThan(90);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  test('a code or a temporary password stands alone on its line in MAIL-50, MAIL-2 and MAIL-3, and in no other mail (ACC-23)', () => {
    for (const template of all) {
      const text = renderText(writeMail(previewParams(template)), derived);
      expect([template, /^123456$/m.test(text)]).toEqual([
        template,
        ['MAIL-50', 'MAIL-2', 'MAIL-3'].includes(template),
      ]);
    }
    expect(() => renderText(writeMail(previewParams('MAIL-50')), { url: URL, code: null })).toThrow('code');
  });

  test('REM-3: the copy of a reminder tells the agent, not the partner', () => {
    const { link } = previewParams('MAIL-27');
    const copy = writeMail({ ...previewParams('MAIL-26'), audience: 'caf', link });
    expect(copy.subject).toContain('ESAT Les Tilleuls');
    expect(renderText(copy, derived)).not.toContain('ne le transférez pas');
  });

  test('REQ-4, MAIL-23: a redirection does not say « refusée », a refusal gives every reason', () => {
    const base = previewParams('MAIL-23');
    const redirected = writeMail({ ...base, redirected: true, reasons: ['Utilisez Cafpro : caf93@caf.example'] });
    expect(redirected.subject).not.toContain('refusée');
    expect(renderText(redirected, derived)).toContain('caf93@caf.example');
    const refused = writeMail({ ...base, reasons: ['T1 : un', 'T2 : deux'] });
    expect(renderText(refused, derived)).toContain(typeset('- T1 : un\n- T2 : deux'));
  });

  test('REM-4, MAIL-32: ten dossiers at most, the others are counted', () => {
    const dossiers = Array.from({ length: 12 }, (_, index) => `ESAT ${index}`);
    const text = renderText(writeMail({ ...previewParams('MAIL-32'), open: 14, dossiers }), derived);
    expect(text.match(/^- ESAT/gm)).toHaveLength(10);
    expect(text).toContain('- et 4 autres');
    expect(text).toContain('30/06/2026');
    const one = writeMail({ ...previewParams('MAIL-32'), open: 1, held: 0, dossiers: [] });
    expect(one.subject).toContain('1 dossier à');
    expect(renderText(one, derived)).not.toMatch(/^- /m);
    const rows = writeMail({ ...previewParams('MAIL-32'), open: 0, held: 260, dossiers: [] });
    expect(rows.subject).toContain(': 260 lignes retenues à');
  });

  test('ESAT-24, MAIL-56: nothing is over while rows are held', () => {
    const report = (held: number) => renderText(writeMail({ ...previewParams('MAIL-56'), open: 0, held }), derived);
    expect(report(0)).toContain('Tous les dossiers sont terminés');
    expect(report(260)).not.toContain('Tous les dossiers sont terminés');
    expect(report(260)).toContain('260 lignes retenues');
  });

  test('ESAT-19, MAIL-28: who makes the groups follows the mode', () => {
    const next = (mode: 'DELEGUE' | 'CENTRALISE' | undefined) =>
      renderText(writeMail({ ...previewParams('MAIL-28'), mode }), derived);
    expect(next('DELEGUE')).toContain('votre administrateur crée un groupe');
    expect(next('CENTRALISE')).toContain('votre Caf crée un groupe');
    expect(next(undefined)).toContain('mode délégué');
  });
});
