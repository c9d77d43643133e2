import { notFound } from '../../api/access.ts';
import { MAIL_ONLY } from '../kit/mailFrame.ts';
import type { Pages } from '../kit/pages.ts';
import type { DevMailItem, PageDeps } from '../kit/visit.ts';
import { DevMailPage, DevMailsPage } from './pages.tsx';

const SHOWN = 200;

/** The development mailbox: pages for people, JSON for scripts (api.md). */
export function devMailPages(pages: Pages, mails: NonNullable<PageDeps['devMails']>): void {
  pages.get('/dev/mails', async (visit) => {
    const items = mails();
    if (visit.request.accepts(['html', 'json']) === 'json') {
      visit.response.setHeader('Cache-Control', 'no-store').json({ items: items.map(inJson) });
      return;
    }
    const to = typeof visit.request.query.to === 'string' ? visit.request.query.to.trim().toLowerCase() : '';
    // numbered from the oldest, so that a new mail does not move the others
    const found = items
      .map((mail, index) => ({ mail, index: items.length - 1 - index }))
      .filter(({ mail }) => mail.to.toLowerCase().includes(to));
    const recipients = [...new Set(items.map((mail) => mail.to.toLowerCase()))].sort((a, b) => a.localeCompare(b));
    return visit.show(
      DevMailsPage({ view: visit.view, mails: found.slice(0, SHOWN), total: found.length, to, recipients }),
    );
  });

  pages.get('/dev/mails/:index', async (visit) => {
    const items = mails();
    const mail = items[items.length - 1 - Number(visit.request.params.index)];
    if (mail === undefined) throw notFound();
    return visit.show(DevMailPage({ view: visit.view, mail, at: visit.request.path, publicUrl: visit.deps.publicUrl }));
  });

  pages.get('/dev/mails/:index/html', async (visit) => {
    const items = mails();
    const mail = items[items.length - 1 - Number(visit.request.params.index)];
    if (mail === undefined) throw notFound();
    visit.response.setHeader('Content-Security-Policy', MAIL_ONLY);
    await visit.show(mail.html);
  });

  pages.get('/dev/mails/:index/pieces/:piece', async (visit) => {
    const items = mails();
    const mail = items[items.length - 1 - Number(visit.request.params.index)];
    const piece = mail?.attachments?.[Number(visit.request.params.piece)];
    if (piece === undefined || piece.base64 === null) throw notFound();
    visit.response
      .setHeader('Cache-Control', 'no-store')
      .setHeader('Content-Disposition', `attachment; filename="${piece.filename.replaceAll(/[^\w.-]/g, '_')}"`)
      .type('application/octet-stream')
      .send(Buffer.from(piece.base64, 'base64'));
  });
}

const inJson = ({ to, subject, text, html, date, attachments }: DevMailItem) => ({
  to,
  subject,
  text,
  html,
  date,
  ...(attachments === undefined ? {} : { attachments: attachments.map(({ filename }) => ({ filename })) }),
});
