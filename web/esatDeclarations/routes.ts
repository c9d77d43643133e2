import { getEsatDeclaration } from '../../api/routes/esatDeclarations/get.ts';
import { esatImportOut, importEsatDraft } from '../../api/routes/esatDeclarations/importDraft.ts';
import { keepEsatDraft } from '../../api/routes/esatDeclarations/keepDraft.ts';
import { listMissingEsat, missingEsatList } from '../../api/routes/esatDeclarations/missing.ts';
import { listReceivedEsat, receivedEsatOut } from '../../api/routes/esatDeclarations/received.ts';
import { submitEsatDeclaration } from '../../api/routes/esatDeclarations/submit.ts';
import { etag } from '../../api/shapes/common.ts';
import { esatDeclarationOut, receivedOut } from '../../api/shapes/esatDeclaration.ts';
import { notFound } from '../../domain/errors.ts';
import { LINE_KEYS, MAX_LINES, type TypedLine } from '../../domain/esatDeclaration/columns.ts';
import { yearInView } from '../../domain/esatDeclaration/window.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { isTicked, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { DeclarePage, FILE_FORM, SUBMIT_FORM } from './declarePage.tsx';
import { LINE_FORM, LinePage } from './linePage.tsx';
import { DECLARE, declarePath, linePath, RECEIVED, receivedPath } from './paths.ts';
import { MissingPage, ReceivedPage } from './receivedPages.tsx';
import type { DeclarationView } from './views.ts';

/** The yearly declaration of an Esat (ESAT-7): its people fill it in and submit it; each Caf reads what concerns its allocataires. */
export function esatDeclarationPages(pages: Pages): void {
  pages.get(DECLARE, async (visit) => visit.go(declarePath(currentYear(visit))));
  pages.get(RECEIVED, async (visit) => visit.go(receivedPath(currentYear(visit))));
  const one = `${DECLARE}/:year`;
  pages.get(one, (visit) => showDeclaration(visit, freshForm(SUBMIT_FORM), 200));
  pages.post(
    `${one}/classeur`,
    (visit) =>
      answerForm(
        visit,
        FILE_FORM,
        () => visit.read(esatImportOut, importEsatDraft, { ...sentFor(visit), file: visit.file, keyless: true }),
        ({ lines, faulty }) => visit.go(declarePath(yearOf(visit)), importedWords(lines, faulty)),
        (form, status) => showDeclaration(visit, form, status),
      ),
    { upload: importEsatDraft },
  );
  pages.post(`${one}/transmettre`, (visit) =>
    answerForm(
      visit,
      SUBMIT_FORM,
      () =>
        visit.read(receivedOut, submitEsatDeclaration, {
          ...sentFor(visit),
          body: { confirmed: isTicked(visit.body, CONFIRMED) },
        }),
      ({ number }) =>
        visit.go(declarePath(yearOf(visit)), `La déclaration est transmise. Récépissé ${number}, ci-dessous.`),
      (form, status) => showDeclaration(visit, form, status),
    ),
  );
  pages.get(`${one}/lignes/:line`, (visit) => showLine(visit, null, 200));
  pages.post(`${one}/lignes/:line`, keepLine);
  pages.post(`${one}/lignes/:line/retirer`, async (visit) => {
    const { draft } = await readDeclaration(visit);
    const line = lineOf(visit, draft.lines.length);
    await keep(
      visit,
      draft.lines.filter((_, index) => index !== line - 1),
    );
    visit.go(declarePath(yearOf(visit)), 'Le travailleur est retiré de la déclaration.');
  });
  pages.get(`${RECEIVED}/:year`, async (visit) => {
    const year = yearOf(visit);
    const query = filters(visit.request, ['sort', 'cursor']);
    const received = await visit.read(receivedEsatOut, listReceivedEsat, { params: params(visit), query });
    await visit.show(ReceivedPage({ view: visit.view, year, received, query }));
  });
  pages.get(`${RECEIVED}/:year/manquants`, async (visit) => {
    const query = filters(visit.request, ['sort', 'cursor']);
    const missing = await visit.read(missingEsatList, listMissingEsat, { params: params(visit), query });
    await visit.show(MissingPage({ view: visit.view, year: yearOf(visit), missing, query }));
  });
}

const currentYear = ({ deps }: Visit): number => yearInView(deps.clock(), deps.policy.esatWindow);
const params = ({ request }: Visit) => ({ year: param(request, 'year') });
const yearOf = (visit: Visit): number => Number(params(visit).year);

/** What every act on a draft is sent with: the year, and the version that was seen. */
function sentFor(visit: Visit) {
  return { params: params(visit), ifMatch: etag(Number(text(visit.body, 'version'))) };
}

function readDeclaration(visit: Visit): Promise<DeclarationView> {
  return visit.read(esatDeclarationOut, getEsatDeclaration, { params: params(visit) });
}

async function showDeclaration(visit: Visit, form: FormState, status: number): Promise<void> {
  const declaration = await readDeclaration(visit);
  await visit.show(DeclarePage({ view: visit.view, declaration, form }), status);
}

/** Place of the line that the address names, among these and one more. */
function lineOf(visit: Visit, last: number): number {
  const line = Number(param(visit.request, 'line'));
  if (!Number.isInteger(line) || line < 1 || line > Math.min(last, MAX_LINES)) throw notFound();
  return line;
}

function keep(visit: Visit, lines: readonly TypedLine[]): Promise<DeclarationView> {
  return visit.read(esatDeclarationOut, keepEsatDraft, { ...sentFor(visit), body: { lines } });
}

/** Keeps the line as it was typed; with faults it is shown again, nothing of it being lost. */
async function keepLine(visit: Visit): Promise<void> {
  const { draft } = await readDeclaration(visit);
  const line = lineOf(visit, draft.lines.length + 1);
  const typed = Object.fromEntries(LINE_KEYS.map((key) => [key, text(visit.body, key)])) as unknown as TypedLine;
  const lines = [...draft.lines.slice(0, line - 1), typed, ...draft.lines.slice(line)];
  await answerForm(
    visit,
    LINE_FORM,
    () => keep(visit, lines),
    ({ faults }) => {
      const wrong = faults.some((fault) => fault.line === line);
      if (wrong) visit.go(linePath(yearOf(visit), line), 'Le travailleur est gardé tel quel : il reste à corriger.');
      else visit.go(declarePath(yearOf(visit)), 'Le travailleur est gardé dans le brouillon.');
    },
    (form, status) => showLine(visit, form, status),
  );
}

async function showLine(visit: Visit, refused: FormState | null, status: number): Promise<void> {
  const { year, draft, faults } = await readDeclaration(visit);
  const line = lineOf(visit, draft.lines.length + 1);
  const typed = draft.lines[line - 1];
  const form = refused ?? {
    ...freshForm(LINE_FORM, typed ?? {}),
    faults: faults
      .filter((fault) => fault.line === line)
      .map(({ column, code, message }) => ({ path: column, code, message: message.replace(/^.*? : /, '') })),
  };
  const isNew = typed === undefined;
  await visit.show(LinePage({ view: visit.view, year, line, isNew, version: draft.version, form }), status);
}

function importedWords(lines: number, faulty: number): string {
  const kept = lines === 1 ? 'Une ligne est gardée' : `${lines.toLocaleString('fr-FR')} lignes sont gardées`;
  if (faulty === 0) return `${kept} dans le brouillon : vérifiez-les, puis transmettez.`;
  return `${kept} dans le brouillon, dont ${faulty.toLocaleString('fr-FR')} à corriger ou à confirmer.`;
}
