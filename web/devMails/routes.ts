import { notFound } from '../../api/access.ts';
import type { Pages } from '../kit/pages.ts';
import type { PageDeps } from '../kit/visit.ts';
import { DevMailPage, DevMailsPage } from './pages.tsx';

const SHOWN = 200;

/** The development mailbox: pages for people, JSON for scripts (api.md). */
export function devMailPages(pages: Pages, mails: NonNullable<PageDeps['devMails']>): void {
  pages.get('/dev/mails', async (visit) => {
    const items = mails();
    if (visit.request.accepts(['html', 'json']) === 'json') {
      visit.response
        .setHeader('Cache-Control', 'no-store')
        .json({ items: items.map(({ to, subject, text, html, date }) => ({ to, subject, text, html, date })) });
      return;
    }
    const to = typeof visit.request.query.to === 'string' ? visit.request.query.to.trim().toLowerCase() : '';
    // numbered from the oldest, so that a new mail does not move the others
    const found = items
      .map((mail, index) => ({ mail, index: items.length - 1 - index }))
      .filter(({ mail }) => mail.to.toLowerCase().includes(to));
    return visit.show(DevMailsPage({ view: visit.view, mails: found.slice(0, SHOWN), total: found.length, to }));
  });

  pages.get('/dev/mails/:index', async (visit) => {
    const items = mails();
    const mail = items[items.length - 1 - Number(visit.request.params.index)];
    if (mail === undefined) throw notFound();
    return visit.show(DevMailPage({ view: visit.view, mail, publicUrl: visit.deps.publicUrl }));
  });
}
