import { previewDerived, previewParams } from '../../domain/mail/preview.ts';
import type { MailTemplate } from '../../domain/mail/registry.ts';
import { renderText, writeMail } from '../../domain/mail/render.ts';
import { renderHtml } from './mailHtml.tsx';

/** A template as its recipients see it, by the renderers of real mails and with invented values (U6). */
export function previewOf(template: MailTemplate): { subject: string; text: string; html: string } {
  const mail = writeMail(previewParams(template));
  const derived = previewDerived(template);
  return { subject: mail.subject, text: renderText(mail, derived), html: renderHtml(mail, derived) };
}
