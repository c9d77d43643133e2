import { enterSpace } from '../../api/routes/proteges/entrance.ts';
import { getProtege } from '../../api/routes/proteges/get.ts';
import { listProteges } from '../../api/routes/proteges/list.ts';
import { tuteurTrace } from '../../api/routes/proteges/trace.ts';
import { pageOf } from '../../api/shapes/common.ts';
import { protegeItemOut, protegeOut, traceLineOut } from '../../api/shapes/protege.ts';
import { DomainError } from '../../domain/errors.ts';
import { optional, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import { ownPath } from '../kit/ownPath.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { importPages } from './importRoutes.ts';
import { inSpace } from './inSpace.ts';
import { missingPages } from './missingRoutes.ts';
import { EntrancePage, ProtegePage, ProtegesPage } from './pages.tsx';
import { CAF_TRACE, ENTRANCE, LIST, OWN_TRACE } from './paths.ts';
import { CafTracePage, OwnTracePage } from './tracePages.tsx';

const PROTEGES = pageOf(protegeItemOut);
const TRACE = pageOf(traceLineOut);
const ENTER = 'entree';
const SEARCH = 'recherche';

/** The Espace Tuteur: its entrance, the protégés, a sheet, the trace; and the trace as the Caf reads it. */
export function protegePages(pages: Pages): void {
  missingPages(pages);
  importPages(pages);
  pages.get(ENTRANCE, (visit) => showEntrance(visit, freshForm(ENTER), ownPath(visit.request.query.retour), 200));
  pages.post(ENTRANCE, (visit) => {
    const back = ownPath(text(visit.body, 'retour'));
    const body = { password: optional(visit.body, 'password'), code: optional(visit.body, 'code') };
    return answerForm(
      visit,
      ENTER,
      () => visit.send(enterSpace, { body }),
      () => visit.go(back === '/' ? LIST : back),
      (form, status) => showEntrance(visit, { ...form, values: {} }, back, status),
    );
  });

  pages.get(
    LIST,
    inSpace((visit) => showList(visit, freshForm(SEARCH), {})),
  );
  pages.post(
    LIST,
    inSpace((visit) => {
      const filled = ['q', 'cursor'].flatMap((name) => {
        const value = optional(visit.body, name);
        return value === undefined ? [] : [[name, value] as const];
      });
      return showList(visit, freshForm(SEARCH, { q: text(visit.body, 'q') }), Object.fromEntries(filled));
    }),
  );
  pages.get(
    `${LIST}/:ref`,
    inSpace(async (visit) => {
      const protege = await visit.read(protegeOut, getProtege, { params: { ref: param(visit.request, 'ref') } });
      await visit.show(ProtegePage({ view: visit.view, protege }));
    }),
  );
  pages.get(
    OWN_TRACE,
    inSpace(async (visit) => {
      const query = filters(visit.request, ['cursor']);
      await visit.show(
        OwnTracePage({ view: visit.view, trace: await visit.read(TRACE, tuteurTrace, { query }), query }),
      );
    }),
  );
  pages.get(CAF_TRACE, async (visit) => {
    // a partner's person reads their own, where they stand
    if (visit.person?.partnerId != null) return visit.go(OWN_TRACE);
    const query = filters(visit.request, ['partnerId', 'action', 'refused', 'protege', 'cursor']);
    await visit.show(CafTracePage({ view: visit.view, trace: await visit.read(TRACE, tuteurTrace, { query }), query }));
  });
}

function showEntrance(visit: Visit, form: FormState, back: string, status: number): Promise<void> {
  return visit.show(EntrancePage({ view: visit.view, form, back }), status);
}

async function showList(visit: Visit, form: FormState, query: Record<string, string>): Promise<void> {
  try {
    const found = await visit.read(PROTEGES, listProteges, { query });
    await visit.show(ProtegesPage({ view: visit.view, form, found }));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'SAISIE_INVALIDE') throw error;
    const refused = { ...form, faults: [...error.faults] };
    await visit.show(ProtegesPage({ view: visit.view, form: refused, found: null }), 422);
  }
}
