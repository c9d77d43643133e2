import { z } from 'zod';
import { previewOf } from '../../adapters/mail/mailPreview.ts';
import { type MailTemplate, mailOf } from '../../domain/mail/registry.ts';

/** What a mail is, before anyone receives it (U6). */
export const mailTemplateOut = z
  .object({
    id: z.string().meta({ example: 'MAIL-25' }),
    label: z.string().meta({ example: 'documents à compléter et à signer' }),
    recipient: z.string().meta({ description: 'Qui le reçoit' }),
    trigger: z.string().meta({ description: 'Ce qui le fait partir' }),
    subject: z.string().meta({ description: "Objet, avec des valeurs d'exemple" }),
  })
  .meta({ id: 'MailTemplate' });

export const mailPreviewOut = mailTemplateOut
  .extend({
    text: z.string().meta({ description: "Texte, avec des valeurs d'exemple ; aucun code ni lien n'est réel" }),
    html: z.string().meta({ description: 'Le même en HTML' }),
  })
  .meta({ id: 'MailPreview' });

/** A mail that was written, as its reader gets it, what is secret of it hidden. */
export const mailShownOut = z
  .object({
    subject: z.string(),
    text: z.string().meta({ description: 'Texte, ses liens secrets et ses codes masqués' }),
    html: z.string().meta({ description: 'Le même en HTML' }),
    example: z
      .boolean()
      .meta({ description: 'Des valeurs d’exemple : ce que dit ce courriel n’est qu’à sa Caf et à qui le reçoit' }),
  })
  .meta({ id: 'MailShown' });

export function presentTemplate(id: MailTemplate): z.input<typeof mailTemplateOut> {
  const { text: _, html: __, ...template } = presentPreview(id);
  return template;
}

export function presentPreview(id: MailTemplate): z.input<typeof mailPreviewOut> {
  const { label, to, trigger } = mailOf(id);
  return { id, label, recipient: to, trigger, ...previewOf(id) };
}
