import { z } from 'zod';
import { MAILS } from '../../../domain/mail/registry.ts';
import { STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { mailTemplateOut, presentTemplate } from '../../shapes/mail.ts';

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
    const items = MAILS.map(({ id }) => presentTemplate(id));
    return { status: 200, body: { items, nextCursor: null } };
  },
});
