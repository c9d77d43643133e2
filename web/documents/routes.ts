import { getDocument } from '../../api/routes/documents/get.ts';
import { listDocumentVersions } from '../../api/routes/documents/versions.ts';
import { documentOut } from '../../api/shapes/document.ts';
import { VERSIONS } from '../kit/lists.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import { VersionsPage } from './page.tsx';

/** What a document said before, and who signed it then. */
export function documentPages(pages: Pages): void {
  pages.get('/documents/:id/versions', async (visit) => {
    const params = { id: param(visit.request, 'id') };
    const [document, { items }] = await Promise.all([
      visit.read(documentOut, getDocument, { params }),
      visit.read(VERSIONS, listDocumentVersions, { params }),
    ]);
    return visit.show(VersionsPage({ view: visit.view, document, versions: items }));
  });
}
