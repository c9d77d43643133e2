import { describe, expect, test } from '@jest/globals';
import { typeset } from '../../domain/formats/typography.ts';
import { previewParams } from '../../domain/mail/preview.ts';
import { MAILS } from '../../domain/mail/registry.ts';
import { writeMail } from '../../domain/mail/render.ts';
import { renderHtml } from './mailHtml.tsx';

const derived = { url: 'https://passerelle.example/lien/x?a=1&b="', code: '123456' };

describe('the HTML part (U6, S9)', () => {
  test.each(MAILS.map(({ id }) => id))('%s: one link, every text of the mail, nothing remote', (id) => {
    const mail = writeMail(previewParams(id));
    const html = renderHtml(mail, derived);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('href="https://passerelle.example/lien/x?a=1&b=&#34;"');
    expect(html).not.toMatch(/<(img|script|link|style|iframe)/);
    const said = html.replace(/&#39;/g, "'").replace(/&lt;/g, '<').replace(/&amp;/g, '&');
    for (const block of mail.blocks) {
      for (const text of 'text' in block ? [block.text] : 'items' in block ? block.items : [])
        expect(said).toContain(typeset(text));
    }
    expect(html.includes('123456')).toBe(['MAIL-50', 'MAIL-2', 'MAIL-3'].includes(id));
  });

  test('what people typed is shown, never interpreted', () => {
    const typed = '<script>alert(1)</script>';
    const mail = writeMail({ ...previewParams('MAIL-52'), organisme: typed, reason: typed, documents: [typed] });
    const html = renderHtml({ ...mail, subject: typed }, derived);
    expect(html).not.toContain('<script');
    expect(html.split('&lt;script>')).toHaveLength(6);
  });
});
