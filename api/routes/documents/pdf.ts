import { renderPdf } from '../../../adapters/pdf.ts';
import { documentById, printContext } from '../../../adapters/queries/documents.ts';
import { lastChangeOf, printable } from '../../../domain/document/printable.ts';
import { documentText } from '../../../domain/document/texts/index.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';

export const getDocumentPdf = route({
  method: 'get',
  path: '/documents/{id}/pdf',
  tag: 'Documents',
  summary: 'Le document, ses signatures et son historique, en PDF',
  roles: [...STAFF, 'administrateur'],
  params: idParams,
  responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
  async handler({ deps, person, params }) {
    const { document } = mayRead(person, await documentById(deps.db, params.id));
    const print = printable(document, await printContext(deps.db, document));
    const body = await renderPdf(documentText(print), { at: lastChangeOf(print) });
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="${document.kind.toLowerCase()}-${document.id}.pdf"` },
      body,
    };
  },
});
