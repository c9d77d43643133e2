import { z } from 'zod';
import { writeWorkbook } from '../../../adapters/files/spreadsheet/written.ts';
import { UPLOAD_TEMPLATES, UPLOADED_LISTS } from '../../../domain/uploads/templates.ts';
import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { type Route, route } from '../../route.ts';

const uploadTemplate = route({
  method: 'get',
  path: '/upload-templates/{list}',
  tag: 'Session',
  summary: 'Modèle de fichier d’une liste à envoyer',
  description: 'Les colonnes que sa lecture attend, et une ligne d’exemple, inventée.',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: z.strictObject({ list: z.enum(UPLOADED_LISTS) }),
  responses: {
    200: {
      description: 'Classeur',
      contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
  },
  async handler({ params }) {
    const { name, head, example } = UPLOAD_TEMPLATES[params.list];
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="${name}.xlsx"` },
      body: await writeWorkbook({ name, lines: [head, example] }),
    };
  },
});

export const uploadTemplateRoutes: readonly Route[] = [uploadTemplate];
