import {
  listMissingProteges,
  missingAnswerOut,
  missingOut,
  signalMissingProtege,
} from '../../api/routes/proteges/missing.ts';
import { pageOf } from '../../api/shapes/common.ts';
import { MISSING_FOUND } from '../../domain/protege/missing.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters } from '../kit/query.ts';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { date } from '../kit/words.ts';
import { inSpace } from './inSpace.ts';
import { CafMissingPage, MissingPage } from './missingPages.tsx';
import { CAF_MISSING, MISSING, sheetPath } from './paths.ts';

const SIGNALLED = pageOf(missingOut);
const SIGNAL = 'signaler';
const FIELDS = ['number', 'lastName', 'firstName', 'birthDate'] as const;

/** « Il me manque un protégé »: the tuteur's form and answers, the Caf's list, what its task shows. */
export function missingPages(pages: Pages): void {
  pages.elements('missingProtege', missingElements);
  pages.get(
    MISSING,
    inSpace((visit) => show(visit, freshForm(SIGNAL), 200)),
  );
  pages.post(
    MISSING,
    inSpace((visit) =>
      answerForm(
        visit,
        SIGNAL,
        () => {
          const body = Object.fromEntries(FIELDS.map((name) => [name, text(visit.body, name)]));
          return visit.read(missingAnswerOut, signalMissingProtege, { body });
        },
        ({ message, reference }) => visit.go(reference === null ? MISSING : sheetPath(reference), message),
        (form, status) => show(visit, form, status),
      ),
    ),
  );
  pages.get(CAF_MISSING, async (visit) => {
    if (visit.person?.partnerId != null) return visit.go(MISSING);
    const query = filters(visit.request, ['cursor']);
    const signalled = await visit.read(SIGNALLED, listMissingProteges, { query });
    await visit.show(CafMissingPage({ view: visit.view, signalled, query }));
  });
}

async function show(visit: Visit, form: FormState, status: number): Promise<void> {
  const query = filters(visit.request, ['cursor']);
  const signalled = await visit.read(SIGNALLED, listMissingProteges, { query });
  await visit.show(MissingPage({ view: visit.view, form, signalled }), status);
}

/** Whom the Caf's task is about, until it has answered. */
async function missingElements(visit: Visit, id: string): Promise<CaseElements> {
  const { items } = await visit.read(SIGNALLED, listMissingProteges, { query: { processId: id } });
  const [one] = items;
  const whom = one?.whom ?? null;
  return {
    facts: [
      ...(one?.found == null ? [] : [['Comparaison', MISSING_FOUND[one.found.code].words] as const]),
      ...(whom === null
        ? []
        : ([
            ['Personne', `${whom.lastName} ${whom.firstName}`],
            ['Numéro', whom.number],
            ['Date de naissance', date(whom.birthDate)],
          ] as const)),
    ],
    home: CAF_MISSING,
  };
}
