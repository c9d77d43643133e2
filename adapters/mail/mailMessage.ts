import { assertNever } from '../../domain/errors.ts';
import { cleanText, withoutUnseen } from '../../domain/formats/text.ts';
import type { MailParams } from '../../domain/mail/registry.ts';
import { renderText, writeMail } from '../../domain/mail/render.ts';
import type { Block, LinkRef, WrittenMail } from '../../domain/mail/types.ts';
import type { Secrets } from '../identity/secrets.ts';
import type { Attachment, Message } from './mailer.ts';
import { renderHtml } from './mailHtml.tsx';

/** What of an outbox row makes its message; the same row makes the same bytes, whenever it is sent (R2). */
export interface MailContent {
  params: MailParams;
  recipient: string;
  recipientName: string | null;
  messageId: string;
  createdAt: Date;
  /** key that derived the secrets of the first attempt; null: not tried yet */
  keyId: string | null;
}

export interface MessageSettings {
  /** address, or « Name <address> » */
  mailFrom: string;
  publicUrl: string;
}

/**
 * Writes the message of an outbox row. Its link and its code are derived here, at the last moment, and stored nowhere (§4.3).
 * `temporaryPassword`: of a mail that carries one, opened for this moment (FMT-22). `attachments`: of a mail that brings documents.
 */
export function messageOf(
  mail: MailContent,
  settings: MessageSettings,
  secrets: Secrets,
  temporaryPassword: string | null = null,
  attachments: readonly Attachment[] = [],
): Message {
  const { params, recipient } = mail;
  const written = seen(writeMail(params));
  const derived = {
    url: urlOf(params.link, recipient, settings.publicUrl, secrets, mail.keyId ?? undefined),
    code:
      params.template === 'MAIL-50' ? secrets.signatureCode(params.code, mail.keyId ?? undefined) : temporaryPassword,
  };
  return {
    from: settings.mailFrom,
    to: { name: cleanText(mail.recipientName ?? ''), address: recipient },
    subject: written.subject,
    text: renderText(written, derived),
    html: renderHtml(written, derived),
    ...(attachments.length === 0 ? {} : { attachments }),
    messageId: mail.messageId,
    date: mail.createdAt,
  };
}

/**
 * A mail without what nobody sees in it: what people typed before it was cleaned where it is typed (ADR 15) neither ends a header nor turns a line
 * around.
 */
function seen({ subject, blocks }: WrittenMail): WrittenMail {
  const seenBlock = (block: Block): Block => {
    if (block.kind === 'list') return { ...block, items: block.items.map(withoutUnseen) };
    return 'text' in block ? { ...block, text: withoutUnseen(block.text) } : block;
  };
  return { subject: cleanText(subject), blocks: blocks.map(seenBlock) };
}

/** Address of a mail's action; `keyId` keeps a resend on the key of the first attempt. */
export function urlOf(link: LinkRef, recipient: string, publicUrl: string, secrets: Secrets, keyId?: string): string {
  switch (link.kind) {
    case 'dossier':
    case 'request':
      return `${publicUrl}/lien/${secrets.linkToken({ kind: link.kind, linkRef: link.linkRef, version: link.version, recipient }, keyId)}`;
    case 'data':
      return `${publicUrl}/mes-donnees/${secrets.linkToken({ kind: 'request', linkRef: link.linkRef, version: link.version, recipient }, keyId)}`;
    default:
      return pageUrl(link, publicUrl);
  }
}

/** A link that opens something to whoever holds it; any other leads to a page that asks who comes. */
export type SecretLink = Extract<LinkRef, { linkRef: string }>;
export const isSecretLink = (link: LinkRef): link is SecretLink => 'linkRef' in link;

/** Address of a page that a mail points at. */
export function pageUrl(link: Exclude<LinkRef, SecretLink>, publicUrl: string): string {
  switch (link.kind) {
    case 'process':
      return `${publicUrl}/dossiers/${encodeURIComponent(link.processId)}`;
    case 'campaign':
      return `${publicUrl}/campagnes/${encodeURIComponent(link.processId.replace(/^esat-campaign-/, ''))}`;
    case 'task':
      return `${publicUrl}/taches/${encodeURIComponent(link.taskId)}`;
    case 'page':
      return `${publicUrl}${link.path}`;
    default:
      return assertNever(link);
  }
}
