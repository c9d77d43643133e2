import { renderPdf } from '../../adapters/files/pdf.ts';
import { firstPagePicture } from '../../adapters/files/picture.ts';
import { documentById, printContext } from '../../adapters/store/queries/documents.ts';
import { getLink } from '../../api/routes/links/get.ts';
import { linkOut } from '../../api/shapes/link.ts';
import { lastChangeOf, type PrintableDocument, printable } from '../../domain/document/printable.ts';
import { documentText } from '../../domain/document/texts/index.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { linkPath, tokenOf } from './paths.ts';
import { DocumentTextPage } from './textPage.tsx';

/** Policy of a PDF that stands in one of our pages: it holds nothing of ours but itself (S9). */
const PDF_ONLY =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** The documents of a link to read: as text, as PDF, as a picture of the first page. Reading changes nothing. */
export function paperPages(pages: Pages): void {
  const at = '/lien/:token/documents/:id';
  pages.get(
    at,
    async (visit) =>
      visit.show(
        DocumentTextPage({ view: visit.view, text: documentText(await printOf(visit)), back: linkPath(visit) }),
      ),
    { beforeRules: true },
  );
  pages.get(`${at}/pdf`, sendPdf, { beforeRules: true });
  pages.get(`${at}/page`, sendPicture, { beforeRules: true });
}

/** A document of this link, ready to be read; another one is not there. */
async function printOf(visit: Visit): Promise<PrintableDocument> {
  const id = param(visit.request, 'id');
  const link = await visit.read(linkOut, getLink, { params: tokenOf(visit) });
  const found = link.documents.some((one) => one.id === id) ? await documentById(visit.deps.db, id) : null;
  if (found === null) throw new DomainError('DOCUMENT_INCONNU', "Ce document n'existe pas dans ce dossier.");
  return printable(found.document, await printContext(visit.deps.db, found.document));
}

const pdfOf = (print: PrintableDocument): Promise<Buffer> =>
  renderPdf(documentText(print), { at: lastChangeOf(print) });

async function sendPdf(visit: Visit): Promise<void> {
  const print = await printOf(visit);
  const pdf = await pdfOf(print);
  visit.response
    .setHeader('Cache-Control', 'no-store')
    .setHeader('Content-Security-Policy', PDF_ONLY)
    .setHeader('Content-Disposition', `inline; filename="${print.kind.toLowerCase()}.pdf"`)
    .type('application/pdf')
    .send(pdf);
}

async function sendPicture(visit: Visit): Promise<void> {
  const picture = await firstPagePicture(await pdfOf(await printOf(visit)));
  visit.response.setHeader('Cache-Control', 'no-store').type('image/png').send(picture);
}
