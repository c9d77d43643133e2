import { z } from 'zod';
import { MAIL_CATALOGUE } from '../../../domain/mail/catalogue.ts';
import { STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { isMailTemplate, mailTemplateOut, presentTemplate } from '../../shapes/mail.ts';

export const listMailTemplates = route({
  method: 'get',
  path: '/mails/templates',
  tag: 'Suivi',
  summary: 'Modèles de courriels : ce qui les fait partir et qui les reçoit',
  roles: STAFF,
  responses: {
    200: {
      description: "Tous les modèles, dans l'ordre de la vie d'un partenaire",
      schema: z.object({ items: z.array(mailTemplateOut), nextCursor: z.null() }),
    },
  },
  async handler() {
    const items = Object.keys(MAIL_CATALOGUE).filter(isMailTemplate).map(presentTemplate);
    return { status: 200, body: { items, nextCursor: null } };
  },
});
