import { isMailTemplate, type MailParams } from '../../domain/mail/registry.ts';
import { renderText, writeMail } from '../../domain/mail/render.ts';
import { renderHtml } from './mailHtml.tsx';
import { isSecretLink, pageUrl } from './mailMessage.ts';

/** In the place of a link that opens something to whoever holds it, and of a code or a temporary password. */
const HIDDEN_LINK = 'https://lien-masque.invalid/';
const HIDDEN_CODE = '••••••••';

/**
 * A mail as it was written to its reader, by the renderers of real mails, for who looks after its sending: what is secret of it is derived
 * nowhere here (S2). Null where its template is no more.
 */
export function shownMail(
  params: MailParams,
  publicUrl: string,
): { subject: string; text: string; html: string } | null {
  if (!isMailTemplate(params.template)) return null;
  const mail = writeMail(params);
  const derived = { url: isSecretLink(params.link) ? HIDDEN_LINK : pageUrl(params.link, publicUrl), code: HIDDEN_CODE };
  return { subject: mail.subject, text: renderText(mail, derived), html: renderHtml(mail, derived) };
}
