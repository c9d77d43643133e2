import { hasRole } from '../../api/access.ts';
import {
  getMailRoute,
  listMailsRoute,
  mailOut,
  resendMailRoute,
  showMailRoute,
} from '../../api/routes/journal/mails.ts';
import { getMailTemplate } from '../../api/routes/journal/mailTemplate.ts';
import { listMailTemplates } from '../../api/routes/journal/mailTemplates.ts';
import { settleMailRoute } from '../../api/routes/journal/settleMail.ts';
import { mailPreviewOut, mailShownOut } from '../../api/shapes/mail.ts';
import { text } from '../kit/body.ts';
import type { FormState } from '../kit/form.tsx';
import { MAIL_TEMPLATES, MAILS } from '../kit/lists.ts';
import { MAIL_ONLY } from '../kit/mailFrame.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { MailTemplatePage, MailTemplatesPage, MODELS } from './pages.tsx';
import { mailPath, SENT_MAILS } from './paths.ts';
import { SentMailPage, SentMailsPage } from './sentPages.tsx';
import { TROUBLES, TroublesPage } from './troublePage.tsx';

/** Previews of every mail (U6). */
export function mailPages(pages: Pages): void {
  pages.get(MODELS, async (visit) => {
    const { items } = await visit.read(MAIL_TEMPLATES, listMailTemplates);
    const troubles = visit.person !== null && hasRole(visit.person, 'cafAdmin', 'operator');
    await visit.show(MailTemplatesPage({ view: visit.view, templates: items, troubles }));
  });

  pages.get(SENT_MAILS, async (visit) => {
    const query = filters(visit.request, ['state', 'trouble', 'template', 'processId', 'sort', 'cursor']);
    const mails = await visit.read(MAILS, listMailsRoute, { query });
    await visit.show(SentMailsPage({ view: visit.view, mails, query }));
  });
  pages.get(`${SENT_MAILS}/envois/:id`, (visit) => showSent(visit, null, 200));
  pages.get(`${SENT_MAILS}/envois/:id/html`, async (visit) => {
    const { html } = await visit.read(mailShownOut, showMailRoute, { params: { id: param(visit.request, 'id') } });
    visit.response.setHeader('Content-Security-Policy', MAIL_ONLY);
    await visit.show(html);
  });
  pages.post(`${SENT_MAILS}/envois/:id/renvoyer`, (visit) => {
    const id = param(visit.request, 'id');
    return answerForm(
      visit,
      'renvoyer',
      () => visit.send(resendMailRoute, { params: { id } }),
      () => visit.go(mailPath(id), 'Le courriel est renvoyé.'),
      (form, status) => showSent(visit, form, status),
    );
  });

  pages.get(TROUBLES, (visit) => showTroubles(visit, null, 200));
  pages.post(TROUBLES, (visit) =>
    answerForm(
      visit,
      'regler',
      () =>
        visit.send(settleMailRoute, {
          params: { id: text(visit.body, 'mail') },
          body: { outcome: text(visit.body, 'outcome') },
        }),
      () => visit.go(TROUBLES, 'C’est noté.'),
      (form, status) => showTroubles(visit, form, status),
    ),
  );

  pages.get(`${MODELS}/:id`, async (visit) =>
    visit.show(MailTemplatePage({ view: visit.view, mail: await preview(visit) })),
  );

  pages.get(`${MODELS}/:id/html`, async (visit) => {
    const { html } = await preview(visit);
    visit.response.setHeader('Content-Security-Policy', MAIL_ONLY);
    await visit.show(html);
  });
}

async function showSent(visit: Visit, refused: FormState | null, status: number): Promise<void> {
  const mail = await visit.read(mailOut, getMailRoute, { params: { id: param(visit.request, 'id') } });
  const shown = await visit.read(mailShownOut, showMailRoute, { params: { id: mail.id } });
  await visit.show(SentMailPage({ view: visit.view, mail, shown, refused }), status);
}

async function showTroubles(visit: Visit, refused: FormState | null, status: number): Promise<void> {
  const { items } = await visit.read(MAILS, listMailsRoute, { query: { trouble: 'true', limit: '200' } });
  await visit.show(TroublesPage({ view: visit.view, mails: items, refused }), status);
}

function preview(visit: Visit) {
  return visit.read(mailPreviewOut, getMailTemplate, { params: { id: param(visit.request, 'id') } });
}
