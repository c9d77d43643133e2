import { hasRole } from '../../api/access.ts';
import { getProtegeCheck, protegeCheckRows } from '../../api/routes/proteges/checks.ts';
import { importProteges } from '../../api/routes/proteges/import.ts';
import { listOf } from '../../api/shapes/common.ts';
import { faultyProtegeOut, protegeCheckOut, protegeImportOut } from '../../api/shapes/protege.ts';
import { DomainError, type Fault } from '../../domain/errors.ts';
import { text } from '../kit/body.ts';
import { keptOr } from '../kit/checkedFile.tsx';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { ImportPage, type ProtegeImportView, type ReportView } from './importPage.tsx';
import { IMPORT } from './paths.ts';

const FAULTY = listOf(faultyProtegeOut);
const FORM = 'fichier';

/** The file of protégés: its form, its check with the report of each row, its replacement. */
export function importPages(pages: Pages): void {
  pages.get(IMPORT, async (visit) => {
    if (visit.person === null) throw new DomainError('NON_AUTHENTIFIE', 'Connectez-vous pour continuer.');
    if (!hasRole(visit.person, 'national'))
      throw new DomainError('ACTION_NON_PERMISE', 'Le fichier des protégés est tenu par la Cnaf.');
    await show(visit, freshForm(FORM), null, 200);
  });
  pages.post(
    IMPORT,
    (visit) =>
      answerForm(
        visit,
        FORM,
        () => sent(visit, text(visit.body, 'dryRun') !== 'false'),
        (report) => {
          if (!report.replaced) return show(visit, freshForm(FORM), report, 200);
          const { total } = report.rows;
          visit.go(
            IMPORT,
            `Le fichier est remplacé : ${total.toLocaleString('fr-FR')} lignes. ${removedWords(report)}`,
          );
        },
        async (form, status) => {
          const faulty = form.faults.some(({ path }) => path.startsWith('rows.'));
          if (!faulty) return show(visit, form, null, status);
          // the same file, looked at once more: its report tells every row
          const report = await sent(visit, true);
          await show(visit, { ...form, faults: [WHOLE] }, report, status);
        },
      ),
    { upload: importProteges },
  );
  pages.get(`${IMPORT}/verifications/:id`, (visit) =>
    keptOr(visit, IMPORT, async () => {
      const checkId = param(visit.request, 'id');
      const report = await visit.read(protegeCheckOut, getProtegeCheck, { params: { checkId } });
      await show(visit, freshForm(FORM), report, 200);
    }),
  );
}

const WHOLE: Fault = {
  path: 'file',
  code: 'FICHIER_A_CORRIGER',
  message: 'des lignes sont à corriger, rien n’est remplacé.',
};

function sent(visit: Visit, dryRun: boolean): Promise<ProtegeImportView> {
  return visit.read(protegeImportOut, importProteges, {
    body: { dryRun: String(dryRun) },
    file: visit.file,
    keyless: true,
  });
}

function removedWords({ before, removed }: ProtegeImportView): string {
  if (before === 0) return 'C’est le premier.';
  if (removed === 0) return 'Toutes les lignes d’avant y sont.';
  return `${removed.toLocaleString('fr-FR')} des ${before.toLocaleString('fr-FR')} d’avant n’y sont plus.`;
}

async function show(visit: Visit, form: FormState, report: ReportView | null, status: number): Promise<void> {
  const query = filters(visit.request, ['q', 'sort', 'cursor']);
  const checkId = report?.checkId ?? null;
  const rows = checkId === null ? null : await visit.read(FAULTY, protegeCheckRows, { params: { checkId }, query });
  await visit.show(ImportPage({ view: visit.view, form, report, rows, query }), status);
}
