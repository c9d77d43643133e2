import { getPartner } from '../../api/routes/partners/get.ts';
import { cancelUserImport } from '../../api/routes/users/cancelImport.ts';
import { getUserImport } from '../../api/routes/users/getImport.ts';
import { importUsersRoute } from '../../api/routes/users/import.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { userImportCheckOut, userImportOut } from '../../api/shapes/userImport.ts';
import { isTicked, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { assertCreates } from './creates.ts';
import { CHECK, type CheckView, ImportPage, importPath, NewImportPage } from './importPages.tsx';

const FORM = 'import';
const MAKE = 'creer';
const CANCEL = 'arreter';

/** Import of people from a spreadsheet: check, start, follow, stop. */
export function importPages(pages: Pages): void {
  pages.get('/partenaires/:id/utilisateurs/import', async (visit) => {
    await assertCreates(visit);
    const checkId = filters(visit.request, [CHECK])[CHECK];
    if (checkId === undefined) return showNew(visit, freshForm(FORM), null, 200);
    await answerForm(
      visit,
      FORM,
      () => check(visit, { checkId }),
      (reply) => showNew(visit, freshForm(FORM), userImportCheckOut.parse(reply.body), 200),
      (form, status) => showNew(visit, form, null, status),
    );
  });

  pages.post(
    '/partenaires/:id/utilisateurs/import',
    (visit) =>
      answerForm(
        visit,
        FORM,
        () => check(visit, {}),
        (reply) => {
          const { checkId } = userImportCheckOut.parse(reply.body);
          visit.go(`${importPath(param(visit.request, 'id'))}?${new URLSearchParams({ [CHECK]: checkId })}`);
        },
        (form, status) => showNew(visit, form, null, status),
      ),
    { upload: importUsersRoute },
  );

  pages.post('/partenaires/:id/utilisateurs/import/creer', (visit) => {
    const params = { id: param(visit.request, 'id') };
    const checkId = text(visit.body, CHECK);
    const confirmed = String(isTicked(visit.body, 'confirmed'));
    return answerForm(
      visit,
      MAKE,
      () => visit.send(importUsersRoute, { params, body: { dryRun: 'false', checkId, confirmed } }),
      (reply) => {
        const { processId } = userImportOut.parse(reply.body);
        visit.go(`${importPath(params.id)}/${encodeURIComponent(processId)}`, "L'import est commencé.");
      },
      async (form, status) => {
        // what is said of the rows now, beside what was refused; the list is kept no more: it is chosen again
        const reply = await check(visit, { checkId }).catch(() => null);
        await showNew(visit, form, reply === null ? null : userImportCheckOut.parse(reply.body), status);
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

/** What would become of the list that is joined, or of one that was checked before. */
function check(visit: Visit, of: { checkId?: string }) {
  const params = { id: param(visit.request, 'id') };
  return visit.send(importUsersRoute, { params, body: { dryRun: 'true', ...of }, file: visit.file, keyless: true });
}

async function showNew(visit: Visit, form: FormState, checked: CheckView | null, status: number): Promise<void> {
  const partner = await visit.read(partnerOut, getPartner, { params: { id: param(visit.request, 'id') } });
  await visit.show(NewImportPage({ view: visit.view, partner, form, checked }), status);
}

async function showOne(visit: Visit, cancel: FormState, status: number): Promise<void> {
  const params = paramsOf(visit);
  const [partner, list] = await Promise.all([
    visit.read(partnerOut, getPartner, { params: { id: params.id } }),
    visit.read(userImportOut, getUserImport, { params: { id: params.processId } }),
  ]);
  await visit.show(
    ImportPage({ view: visit.view, partner, list, live: visit.request.query.suivi !== 'non', cancel }),
    status,
  );
}
