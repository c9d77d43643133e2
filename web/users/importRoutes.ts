import { getPartner } from '../../api/routes/partners/get.ts';
import { cancelUserImport } from '../../api/routes/users/cancelImport.ts';
import { getUserImport, userImportRows } from '../../api/routes/users/getImport.ts';
import { importUsersRoute } from '../../api/routes/users/import.ts';
import { getImportCheck, importCheckRows } from '../../api/routes/users/importChecks.ts';
import { listOf } from '../../api/shapes/common.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import {
  checkedUserOut,
  importRowOut,
  userImportCheckOut,
  userImportKeptOut,
  userImportOut,
} from '../../api/shapes/userImport.ts';
import { notFound } from '../../domain/errors.ts';
import { isTicked, text } from '../kit/body.ts';
import { CHECKED_FILTERS, keptOr } from '../kit/checkedFile.tsx';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { assertCreates } from './creates.ts';
import { checkPath, ImportCheckPage } from './importCheckPage.tsx';
import { ImportPage, importPath, NewImportPage } from './importPages.tsx';

const CHECKED_USERS = listOf(checkedUserOut);
const IMPORT_ROWS = listOf(importRowOut);
const FORM = 'import';
const MAKE = 'creer';
const CANCEL = 'arreter';

/** Import of people from a spreadsheet: check, start, follow, stop. */
export function importPages(pages: Pages): void {
  pages.get('/partenaires/:id/utilisateurs/import', async (visit) => {
    await assertCreates(visit);
    await showNew(visit, freshForm(FORM), 200);
  });

  pages.post(
    '/partenaires/:id/utilisateurs/import',
    (visit) =>
      answerForm(
        visit,
        FORM,
        () => check(visit, {}),
        ({ checkId }) => visit.go(checkPath(param(visit.request, 'id'), checkId)),
        (form, status) => showNew(visit, form, status),
      ),
    { upload: importUsersRoute },
  );

  pages.get('/partenaires/:id/utilisateurs/import/verifications/:checkId', async (visit) => {
    await assertCreates(visit);
    await showCheck(visit, freshForm(MAKE), 200);
  });

  pages.post('/partenaires/:id/utilisateurs/import/verifications/:checkId/creer', (visit) => {
    const { id, checkId } = checkParams(visit);
    const confirmed = String(isTicked(visit.body, 'confirmed'));
    return answerForm(
      visit,
      MAKE,
      () => visit.send(importUsersRoute, { params: { id }, body: { dryRun: 'false', checkId, confirmed } }),
      (reply) => {
        const { processId } = userImportOut.parse(reply.body);
        visit.go(`${importPath(id)}/${encodeURIComponent(processId)}`, "L'import est commencé.");
      },
      async (form, status) => {
        // what is said of the rows now, in the place of what was shown
        if (form.faults.some(({ code }) => code === 'VERIFICATION_CHANGEE')) await check(visit, { checkId });
        await showCheck(visit, form, status);
      },
    );
  });

  pages.get('/partenaires/:id/utilisateurs/import/:processId', (visit) => showOne(visit, freshForm(CANCEL), 200));
  pages.post('/partenaires/:id/utilisateurs/import/:processId/arreter', (visit) =>
    answerForm(
      visit,
      CANCEL,
      () =>
        visit.send(cancelUserImport, {
          params: { id: paramsOf(visit).processId },
          body: { reason: text(visit.body, 'reason') },
        }),
      () => {
        const { id, processId } = paramsOf(visit);
        visit.go(`${importPath(id)}/${encodeURIComponent(processId)}`, "L'import est arrêté.");
      },
      (form, status) => showOne(visit, form, status),
    ),
  );
}

const paramsOf = ({ request }: Visit) => ({ id: param(request, 'id'), processId: param(request, 'processId') });

const checkParams = ({ request }: Visit) => ({ id: param(request, 'id'), checkId: param(request, 'checkId') });

/** What would become of the list that is joined, or of one that was checked before. */
function check(visit: Visit, of: { checkId?: string }) {
  const params = { id: param(visit.request, 'id') };
  const sent = { params, body: { dryRun: 'true', ...of }, file: visit.file, keyless: true };
  return visit.read(userImportCheckOut, importUsersRoute, sent);
}

async function showNew(visit: Visit, form: FormState, status: number): Promise<void> {
  const partner = await visit.read(partnerOut, getPartner, { params: { id: param(visit.request, 'id') } });
  await visit.show(NewImportPage({ view: visit.view, partner, form }), status);
}

async function showCheck(visit: Visit, make: FormState, status: number): Promise<void> {
  const { id, checkId } = checkParams(visit);
  const query = filters(visit.request, CHECKED_FILTERS);
  const partner = await visit.read(partnerOut, getPartner, { params: { id } });
  await keptOr(visit, importPath(id), async () => {
    const [list, rows] = await Promise.all([
      visit.read(userImportKeptOut, getImportCheck, { params: { checkId } }),
      visit.read(CHECKED_USERS, importCheckRows, { params: { checkId }, query }),
    ]);
    if (list.partnerId !== id) throw notFound();
    await visit.show(ImportCheckPage({ view: visit.view, partner, list, rows, query, make }), status);
  });
}

async function showOne(visit: Visit, cancel: FormState, status: number): Promise<void> {
  const params = paramsOf(visit);
  const query = filters(visit.request, ['q', 'state', 'sort', 'cursor']);
  const [partner, list, rows] = await Promise.all([
    visit.read(partnerOut, getPartner, { params: { id: params.id } }),
    visit.read(userImportOut, getUserImport, { params: { id: params.processId } }),
    visit.read(IMPORT_ROWS, userImportRows, { params: { id: params.processId }, query }),
  ]);
  await visit.show(
    ImportPage({ view: visit.view, partner, list, rows, query, live: visit.request.query.suivi !== 'non', cancel }),
    status,
  );
}
