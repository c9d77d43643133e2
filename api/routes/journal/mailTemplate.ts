import { isMailTemplate } from '../../../domain/mail/registry.ts';
import { notFound, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { mailPreviewOut, presentPreview } from '../../shapes/mail.ts';

export const getMailTemplate = route({
  method: 'get',
  path: '/mails/templates/{id}',
  tag: 'Suivi',
  summary: "Aperçu d'un modèle de courriel, avec des valeurs d'exemple",
  roles: STAFF,
  params: idParams,
  responses: { 200: { description: 'Objet, texte et HTML', schema: mailPreviewOut } },
  async handler({ params }) {
    if (!isMailTemplate(params.id)) throw notFound();
    return { status: 200, body: presentPreview(params.id) };
  },
});
