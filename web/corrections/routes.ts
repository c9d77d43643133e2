import { accessTo, CAF, hasRole, notFound } from '../../api/access.ts';
import { confirmCorrections } from '../../api/routes/tuteurCorrections/confirm.ts';
import { getCorrection } from '../../api/routes/tuteurCorrections/get.ts';
import { latestCorrections } from '../../api/routes/tuteurCorrections/latest.ts';
import { listCorrectionsRoute } from '../../api/routes/tuteurCorrections/list.ts';
import { undoCorrectionRoute } from '../../api/routes/tuteurCorrections/undo.ts';
import { bulkOut, correctionOut, latestOut } from '../../api/shapes/correction.ts';
import { BULK_MAX } from '../../domain/siretCorrection/bulk.ts';
import { list, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { sendingOf } from '../kit/goOn.tsx';
import { CORRECTIONS } from '../kit/lists.ts';
import { allMatching } from '../kit/matching.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { CorrectionView } from '../kit/views.ts';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { correctionFacts } from './facts.ts';
import { CorrectionsPage, isSure, RecapPage, ReportPage } from './listPage.tsx';
import { CorrectionPage } from './onePage.tsx';
import { correctionPath, correctionsPath } from './paths.ts';

const UNDO = 'annuler';
const AT = '/tuteurs/reouvertures/:id/corrections';

/** Corrections of tuteurs' SIRETs: list, many at once with a recap and a report, one, and the way back. */
export function correctionPages(pages: Pages): void {
  pages.elements('siretCorrection', elements);

  pages.get('/tuteurs/corrections', async (visit) => {
    const { reopeningId } = await visit.read(latestOut, latestCorrections);
    if (reopeningId === null) throw notFound();
    visit.go(correctionsPath(reopeningId));
  });

  pages.get(AT, async (visit) => {
    const query = filters(visit.request, ['verdict', 'state', 'sort', 'cursor']);
    const corrections = await read(visit, query);
    const may = visit.person !== null && hasRole(visit.person, ...CAF);
    return visit.show(CorrectionsPage({ view: visit.view, reopeningId: idOf(visit), corrections, query, may }));
  });

  pages.post(`${AT}/recapitulatif`, async (visit) => {
    const { items, total } = await chosen(visit);
    const sure = items.filter(isSure);
    const corrections = sure.slice(0, BULK_MAX);
    // of all that match: how many there are, or null for those that were pointed at
    const matching = total === undefined ? null : { sure: sure.length, more: total === null || total > items.length };
    return visit.show(RecapPage({ view: visit.view, reopeningId: idOf(visit), corrections, matching }));
  });

  pages.post(`${AT}/confirmer`, async (visit) => {
    const body = { corrections: list(visit.body, 'ids') };
    const report = await visit.read(bulkOut, confirmCorrections, { params: { id: idOf(visit) }, body });
    return visit.show(ReportPage({ view: visit.view, reopeningId: idOf(visit), report, sending: sendingOf(visit) }));
  });

  pages.get('/tuteurs/corrections/:id', (visit) => showOne(visit, null, 200));

  pages.post('/tuteurs/corrections/:id/annuler', (visit) =>
    answerForm(
      visit,
      UNDO,
      () =>
        visit.send(undoCorrectionRoute, { params: { id: idOf(visit) }, body: { reason: text(visit.body, 'reason') } }),
      () => visit.go(correctionPath(idOf(visit)), 'La décision est reprise.'),
      (form, status) => showOne(visit, form, status),
    ),
  );
}

/** Those whose boxes were ticked, those of the page, or those of all pages. */
async function chosen(visit: Visit): Promise<{ items: CorrectionView[]; total?: number | null }> {
  const which = text(visit.body, 'which');
  if (which === 'match') {
    const sent = { params: { id: idOf(visit) }, query: filters(visit.request, ['verdict', 'state', 'sort']) };
    return allMatching(visit, CORRECTIONS, listCorrectionsRoute, sent, LOOKED_AT);
  }
  const ids = new Set(list(visit.body, which === 'all' ? 'sure' : 'ids'));
  return { items: await Promise.all([...ids].slice(0, BULK_MAX).map((id) => one(visit, id))) };
}

/** So many are looked at for those that are sure. */
const LOOKED_AT = 5_000;

const idOf = (visit: Visit): string => param(visit.request, 'id');
const one = (visit: Visit, id: string) => visit.read(correctionOut, getCorrection, { params: { id } });
const read = (visit: Visit, query: Record<string, string>) =>
  visit.read(CORRECTIONS, listCorrectionsRoute, { params: { id: idOf(visit) }, query: { limit: '200', ...query } });

async function showOne(visit: Visit, typed: FormState | null, status: number): Promise<void> {
  const correction = await one(visit, idOf(visit));
  const may = visit.person !== null && accessTo(visit.person, correction) === 'act';
  const decided = !correction.ended && (correction.state === 'CORRIGEE' || correction.state === 'MAINTENUE');
  const undo = may && decided ? (typed ?? freshForm(UNDO)) : null;
  await visit.show(CorrectionPage({ view: visit.view, correction, undo, may }), status);
}

/** What its tasks and its dossier show; the proposed SIRET stands in the form. */
async function elements(visit: Visit, id: string): Promise<CaseElements> {
  const correction = await one(visit, id);
  const { proposal, siretMcp } = correction;
  return {
    facts: correctionFacts(correction),
    home: correctionPath(id),
    besideDocuments: true,
    values: { confirm: { from: siretMcp, ...(proposal === null ? {} : { siret: proposal.siret }) } },
  };
}
