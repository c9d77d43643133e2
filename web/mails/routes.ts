import { getMailTemplate } from '../../api/routes/journal/mailTemplate.ts';
import { listMailTemplates } from '../../api/routes/journal/mailTemplates.ts';
import { mailPreviewOut } from '../../api/shapes/mail.ts';
import { MAIL_TEMPLATES } from '../kit/lists.ts';
import { MAIL_ONLY } from '../kit/mailFrame.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { MailTemplatePage, MailTemplatesPage, MODELS } from './pages.tsx';

/** Previews of every mail (U6). */
export function mailPages(pages: Pages): void {
  pages.get(MODELS, async (visit) => {
    const { items } = await visit.read(MAIL_TEMPLATES, listMailTemplates);
    await visit.show(MailTemplatesPage({ view: visit.view, templates: items }));
  });

  pages.get(`${MODELS}/:id`, async (visit) =>
    visit.show(MailTemplatePage({ view: visit.view, mail: await preview(visit) })),
  );

  pages.get(`${MODELS}/:id/html`, async (visit) => {
    const { html } = await preview(visit);
    visit.response.setHeader('Content-Security-Policy', MAIL_ONLY);
    await visit.show(html);
  });
}

function preview(visit: Visit) {
  return visit.read(mailPreviewOut, getMailTemplate, { params: { id: param(visit.request, 'id') } });
}
