import { z } from 'zod';
import { renderPdf } from '../../../adapters/files/pdf.ts';
import type { Database } from '../../../adapters/store/prisma.ts';
import { documentById, documentVersions, printContext } from '../../../adapters/store/queries/documents.ts';
import { lastChangeOf, printable, printableVersion } from '../../../domain/document/printable.ts';
import { documentText } from '../../../domain/document/texts/index.ts';
import type { DocumentVersion } from '../../../domain/document/types.ts';
import { mayRead, notFound, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';

export const getDocumentPdf = route({
  method: 'get',
  path: '/documents/{id}/pdf',
  tag: 'Documents',
  summary: 'Le document, ses signatures et son historique, en PDF',
  roles: [...STAFF, 'administrateur'],
  params: idParams,
  query: z.strictObject({
    version: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Une de ses versions ; absente : le document' }),
  }),
  responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
  async handler({ deps, person, params, query }) {
    const { document } = mayRead(person, await documentById(deps.db, params.id));
    const context = await printContext(deps.db, document);
    const print =
      query.version === undefined
        ? printable(document, context)
        : printableVersion(document, await versionOf(deps.db, document.id, query.version), context);
    const body = await renderPdf(documentText(print), { at: lastChangeOf(print) });
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="${document.kind.toLowerCase()}-${document.id}.pdf"` },
      body,
    };
  },
});

async function versionOf(db: Database, documentId: string, version: number): Promise<DocumentVersion> {
  const found = (await documentVersions(db, documentId)).find((one) => one.version === version);
  if (found === undefined) throw notFound();
  return found;
}
