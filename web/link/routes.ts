import { renderPdf } from '../../adapters/files/pdf.ts';
import { documentById, printContext } from '../../adapters/store/queries/documents.ts';
import { actByLinkRoute } from '../../api/routes/links/act.ts';
import { requestCode } from '../../api/routes/links/code.ts';
import { getLink } from '../../api/routes/links/get.ts';
import { linkDone, linkOut } from '../../api/shapes/link.ts';
import { lastChangeOf, type PrintableDocument, printable } from '../../domain/document/printable.ts';
import { documentText } from '../../domain/document/texts/index.ts';
import { DomainError, type Fault } from '../../domain/errors.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { stepsOf } from '../dossiers/steps.ts';
import { isTicked, list, optional, text } from '../kit/body.ts';
import type { FormState } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { eligibilityForm } from '../tasks/outcomeInput.ts';
import { bulletinContent } from './bulletin.tsx';
import { LINK_FORMS, LinkPage } from './pages.tsx';
import { siretAnswer } from './siretQuestion.tsx';
import { DocumentTextPage } from './textPage.tsx';

/** What a partner does without an account. Opening a link changes nothing: only forms act (mail scanners). */
export function linkPages(pages: Pages): void {
  pages.get('/lien/:token', async (visit) => showLink(visit, null, 200), { beforeRules: true });
  pages.get(
    '/lien/:token/documents/:id',
    async (visit) =>
      visit.show(DocumentTextPage({ view: visit.view, text: documentText(await printOf(visit)), back: pathOf(visit) })),
    { beforeRules: true },
  );
  pages.get('/lien/:token/documents/:id/pdf', sendPdf, { beforeRules: true });

  pages.post(
    '/lien/:token/code',
    async (visit) =>
      answerForm(
        visit,
        LINK_FORMS.code,
        () => visit.send(requestCode, { params: tokenOf(visit) }),
        () => visit.go(`${pathOf(visit)}#code-envoye`),
        (form, status) => showLink(visit, form, status),
      ),
    { anyone: true },
  );

  acts(pages, 'eligibilite', LINK_FORMS.eligibility, { said: 'Le formulaire est envoyé à la Caf.' }, (visit) => ({
    action: 'fillEligibility',
    form: eligibilityForm(visit.body, 'form') ?? { casf: false, cdaph: false, places: 0, autorisation: '' },
  }));
  acts(pages, 'siret', LINK_FORMS.siret, { said: 'Votre réponse est envoyée à la Caf.' }, (visit) => ({
    action: 'answerSiret',
    ...siretAnswer(visit.body),
  }));
  acts(pages, 'bulletin', LINK_FORMS.bulletin, { said: 'Le bulletin est enregistré.' }, (visit) => ({
    action: 'complete',
    documentId: text(visit.body, 'documentId'),
    content: bulletinContent(visit.body),
    confirmed: isTicked(visit.body, CONFIRMED),
  }));
  acts(
    pages,
    'signer',
    LINK_FORMS.sign,
    { said: 'Votre signature est enregistrée. Vos documents signés partent aussi par courriel.' },
    (visit) => ({
      action: 'sign',
      name: text(visit.body, 'name'),
      function: text(visit.body, 'function'),
      consent: isTicked(visit.body, 'consent'),
      code: text(visit.body, 'code'),
      documents: list(visit.body, 'documents').map(shownDocument),
    }),
  );
  acts(pages, 'refuser', LINK_FORMS.decline, { said: 'Votre refus est enregistré.' }, (visit) => ({
    action: 'decline',
    reason: text(visit.body, 'reason'),
  }));
  acts(pages, 'repondre', LINK_FORMS.supply, { said: 'Votre réponse est envoyée à la Caf.' }, (visit) => ({
    action: 'supply',
    answer: text(visit.body, 'answer'),
  }));
  acts(pages, 'retirer', LINK_FORMS.withdraw, { said: 'Votre retrait est enregistré.' }, (visit) => ({
    action: 'withdraw',
    reason: optional(visit.body, 'reason'),
  }));
}

/** One act by the link: done, the link shows what was done, whether it serves again or only to be read (U9); refused, its form comes back. */
function acts(
  pages: Pages,
  name: string,
  formId: string,
  after: { said: string },
  bodyOf: (visit: Visit) => Record<string, unknown>,
): void {
  pages.post(
    `/lien/:token/${name}`,
    async (visit) => {
      const body = bodyOf(visit);
      const id = 'documentId' in body ? `${formId}-${String(body.documentId)}` : formId;
      return answerForm(
        visit,
        id,
        () => visit.read(linkDone, actByLinkRoute, { params: tokenOf(visit), body }),
        () => visit.go(pathOf(visit), after.said),
        (form, status) => showLink(visit, { ...form, faults: form.faults.map(inForm) }, status),
      );
    },
    { anyone: true },
  );
}

const tokenOf = (visit: Visit) => ({ token: param(visit.request, 'token') });
const pathOf = (visit: Visit): string => `/lien/${encodeURIComponent(param(visit.request, 'token'))}`;

/** The page's fields have the names of the domain; the API wraps a bulletin in `content`. */
function inForm(fault: Fault): Fault {
  const path = fault.path.replace(/^content\./, '');
  return { ...fault, path: path === 'administrateur' ? 'administrateur.firstName' : path };
}

function shownDocument(given: string): { id: string; version: number } {
  const at = given.lastIndexOf(':');
  return { id: given.slice(0, at), version: Number(given.slice(at + 1)) };
}

async function showLink(visit: Visit, refused: FormState | null, status: number): Promise<void> {
  const link = await visit.read(linkOut, getLink, { params: tokenOf(visit) });
  visit.response.setHeader('X-Robots-Tag', 'noindex');
  await visit.show(
    LinkPage({ view: visit.view, path: pathOf(visit), link, steps: stepsOf(visit.deps.stories, link, true), refused }),
    status,
  );
}

/** A document of this link, ready to be read; another one is not there. */
async function printOf(visit: Visit): Promise<PrintableDocument> {
  const id = param(visit.request, 'id');
  const link = await visit.read(linkOut, getLink, { params: tokenOf(visit) });
  const found = link.documents.some((one) => one.id === id) ? await documentById(visit.deps.db, id) : null;
  if (found === null) throw new DomainError('DOCUMENT_INCONNU', "Ce document n'existe pas dans ce dossier.");
  return printable(found.document, await printContext(visit.deps.db, found.document));
}

async function sendPdf(visit: Visit): Promise<void> {
  const print = await printOf(visit);
  const pdf = await renderPdf(documentText(print), { at: lastChangeOf(print) });
  visit.response
    .setHeader('Cache-Control', 'no-store')
    .setHeader('Content-Disposition', `inline; filename="${print.kind.toLowerCase()}.pdf"`)
    .type('application/pdf')
    .send(pdf);
}
