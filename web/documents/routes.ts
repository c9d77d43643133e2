import { closeDocumentRoute } from '../../api/routes/documents/close.ts';
import { getDocument } from '../../api/routes/documents/get.ts';
import { listDocumentVersions } from '../../api/routes/documents/versions.ts';
import { partnerDocuments } from '../../api/routes/partners/documents.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { partnerServices } from '../../api/routes/partners/services.ts';
import { documentOut } from '../../api/shapes/document.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { DomainError } from '../../domain/errors.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { DOCUMENTS, SERVICES_OF, VERSIONS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { ClosePage, closingOf } from './closePage.tsx';
import { VersionsPage } from './page.tsx';

const CLOSE = 'clore';

/** What a document said before, and who signed it then; and its end. */
export function documentPages(pages: Pages): void {
  pages.get('/documents/:id/versions', async (visit) => {
    const params = { id: param(visit.request, 'id') };
    const [document, { items }] = await Promise.all([
      visit.read(documentOut, getDocument, { params }),
      visit.read(VERSIONS, listDocumentVersions, { params }),
    ]);
    return visit.show(VersionsPage({ view: visit.view, document, versions: items }));
  });

  pages.get('/documents/:id/clore', (visit) => showClosing(visit, freshForm(CLOSE), 200));
  pages.post('/documents/:id/clore', (visit) => {
    const params = { id: param(visit.request, 'id') };
    return answerForm(
      visit,
      CLOSE,
      () => visit.read(documentOut, closeDocumentRoute, { params, body: { reason: text(visit.body, 'reason') } }),
      ({ partnerId, label }) => visit.go(`/partenaires/${encodeURIComponent(partnerId)}`, `Document clos : ${label}.`),
      (form, status) => showClosing(visit, form, status),
    );
  });
}

async function showClosing(visit: Visit, form: FormState, status: number): Promise<void> {
  const document = await visit.read(documentOut, getDocument, { params: { id: param(visit.request, 'id') } });
  if (!document.events.includes('close'))
    throw new DomainError('ETAT_INCOMPATIBLE', 'Ce document ne peut pas être clos maintenant, ou pas par vous.');
  const params = { id: document.partnerId };
  const [partner, documents, services] = await Promise.all([
    visit.read(partnerOut, getPartner, { params }),
    visit.read(DOCUMENTS, partnerDocuments, { params, query: { limit: '200' } }),
    visit.read(SERVICES_OF, partnerServices, { params }),
  ]);
  const closing = closingOf(document, documents.items, services.items);
  await visit.show(ClosePage({ view: visit.view, partner, closing, form }), status);
}
