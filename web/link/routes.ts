import { readableLink } from '../../api/link.ts';
import { forgetTyped, keepTyped, typedBefore } from '../../api/linkDrafts.ts';
import { actByLinkRoute } from '../../api/routes/links/act.ts';
import { requestCode } from '../../api/routes/links/code.ts';
import { getLink } from '../../api/routes/links/get.ts';
import { linkDone, linkOut } from '../../api/shapes/link.ts';
import { DomainError, type Fault } from '../../domain/errors.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { stepsOf } from '../dossiers/steps.ts';
import { isTicked, list, optional, text, typed } from '../kit/body.ts';
import type { FormState } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import type { Visit } from '../kit/visit.ts';
import { eligibilityForm } from '../tasks/outcomeInput.ts';
import { bulletinContent } from './bulletin.tsx';
import { LINK_FORMS } from './forms.ts';
import { KEPT_AS } from './keptParts.tsx';
import { LinkPage } from './pages.tsx';
import { paperPages } from './papers.ts';
import { linkPath, tokenOf } from './paths.ts';
import { siretAnswer } from './siretQuestion.tsx';
import { STAGES, type Stage, stageOf, toComplete, toSign } from './stages.ts';
import type { LinkView } from './views.ts';

/** What a partner does without an account. Opening a link changes nothing: only forms act (mail scanners). */
export function linkPages(pages: Pages): void {
  pages.get('/lien/:token', async (visit) => showLink(visit, null, 200), { beforeRules: true });
  for (const stage of STAGES)
    pages.get(`/lien/:token/${stage}`, async (visit) => showLink(visit, null, 200, stage), { beforeRules: true });
  paperPages(pages);

  pages.post(
    '/lien/:token/code',
    async (visit) =>
      answerForm(
        visit,
        LINK_FORMS.code,
        () => visit.send(requestCode, { params: tokenOf(visit) }),
        () => visit.go(`${linkPath(visit)}/signer`),
        (form, status) => showLink(visit, form, status, 'signer'),
      ),
    { anyone: true },
  );
  pages.post('/lien/:token/brouillon', keepForLater, { anyone: true });

  acts(pages, 'eligibilite', LINK_FORMS.eligibility, { said: 'Le formulaire est envoyé à la Caf.' }, (visit) => ({
    action: 'fillEligibility',
    form: eligibilityForm(visit.body, 'form') ?? { casf: false, cdaph: false, places: 0, autorisation: '' },
  }));
  acts(pages, 'siret', LINK_FORMS.siret, { said: 'Votre réponse est envoyée à la Caf.' }, (visit) => ({
    action: 'answerSiret',
    ...siretAnswer(visit.body),
  }));
  acts(pages, 'bulletin', LINK_FORMS.bulletin, { said: 'Le bulletin est enregistré.', next: toSignature }, (visit) => ({
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
  after: { said: string; next?: (visit: Visit) => Promise<string> },
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
        async () => {
          await forgetTyped(visit.deps, await readableLink(callOf(visit), tokenOf(visit).token), id);
          visit.go((await after.next?.(visit)) ?? linkPath(visit), after.said);
        },
        (form, status) => showLink(visit, { ...form, faults: form.faults.map(inForm) }, status, STAGE_OF[formId]),
      );
    },
    { anyone: true },
  );
}

/** Where a form stands that came back with faults. */
const STAGE_OF: Readonly<Record<string, Stage>> = { [LINK_FORMS.bulletin]: 'completer', [LINK_FORMS.sign]: 'signer' };

const callOf = ({ deps }: Visit) => ({ deps, at: deps.clock() });

/**
 * What comes after a bulletin: the next one, one that came back, or the signature, for which the code is on its way already, so that nobody asks
 * for it by a press of its own.
 */
async function toSignature(visit: Visit): Promise<string> {
  const link = await visit.read(linkOut, getLink, { params: tokenOf(visit) });
  if (toComplete(link).length > 0) return `${linkPath(visit)}/completer`;
  if (link.code === null && toSign(link).length > 0)
    await visit.send(requestCode, { params: tokenOf(visit) }).catch((error: unknown) => {
      // too many were asked for: the page offers it again
      if (!(error instanceof DomainError)) throw error;
    });
  return `${linkPath(visit)}/signer`;
}

/** Keeps what is half typed; no fact changes, the same link brings it back on any machine (U8). */
async function keepForLater(visit: Visit): Promise<void> {
  const { cle: _, [KEPT_AS]: form, documentId: __, code: ___, [CONFIRMED]: ____, ...values } = typed(visit.body);
  const link = await visit.read(linkOut, getLink, { params: tokenOf(visit) });
  if (typeof form !== 'string' || !formsKept(link).has(form))
    throw new DomainError('ETAT_INCOMPATIBLE', "Ce formulaire n'est plus attendu : rouvrez le lien.");
  await keepTyped(visit.deps, tokenOf(visit).token, form, values);
  if (visit.request.accepts(['html', 'json']) === 'json') visit.response.status(204).end();
  else visit.go(linkPath(visit), 'Votre saisie est enregistrée. Reprenez-la quand vous voulez, par le même lien.');
}

/** Forms of this link that are kept half typed, and the version of what each is about. */
function formsKept(link: LinkView): Map<string, number | null> {
  const forms = link.documents
    .filter(({ actions }) => actions.includes('complete'))
    .map(({ id, version }): [string, number | null] => [`${LINK_FORMS.bulletin}-${id}`, version]);
  if (link.eligibilityExpected) forms.push([LINK_FORMS.eligibility, null]);
  if (link.actions.includes('answerSiret')) forms.push([LINK_FORMS.siret, null]);
  if (link.actions.includes('supply')) forms.push([LINK_FORMS.supply, null]);
  return new Map(forms);
}

/** The page's fields have the names of the domain; the API wraps a bulletin in `content`. */
function inForm(fault: Fault): Fault {
  const path = fault.path.replace(/^content\./, '');
  return { ...fault, path: path === 'administrateur' ? 'administrateur.firstName' : path };
}

function shownDocument(given: string): { id: string; version: number } {
  const at = given.lastIndexOf(':');
  return { id: given.slice(0, at), version: Number(given.slice(at + 1)) };
}

async function showLink(visit: Visit, refused: FormState | null, status: number, asked?: Stage): Promise<void> {
  const link = await visit.read(linkOut, getLink, { params: tokenOf(visit) });
  const kept = await keptOf(visit, link);
  const { document } = visit.request.query;
  visit.response.setHeader('X-Robots-Tag', 'noindex');
  await visit.show(
    LinkPage({
      view: visit.view,
      path: linkPath(visit),
      link,
      steps: stepsOf(visit.deps.stories, link, true),
      refused,
      stage: stageOf(link, asked ?? null, kept.size > 0),
      document: typeof document === 'string' ? document : null,
      kept,
    }),
    status,
  );
}

/** What was half typed for the forms that are still expected; of a document that has changed since, nothing. */
async function keptOf(visit: Visit, link: LinkView): Promise<Map<string, FormState['values']>> {
  const forms = formsKept(link);
  if (forms.size === 0) return new Map();
  const found = await typedBefore(visit.deps, await readableLink(callOf(visit), tokenOf(visit).token));
  return new Map(
    [...found].filter(([form, { version }]) => {
      const about = forms.get(form);
      return about === null || (about !== undefined && version === String(about));
    }),
  );
}
