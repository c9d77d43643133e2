import { getPartner } from '../../api/routes/partners/get.ts';
import { cancelUserImport } from '../../api/routes/users/cancelImport.ts';
import { getUserImport } from '../../api/routes/users/getImport.ts';
import { importUsersRoute } from '../../api/routes/users/import.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { userImportCheckOut, userImportOut } from '../../api/shapes/userImport.ts';
import { isTicked, text } from '../kit/body.ts';
import { type FormState, freshForm, newKey } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { assertCreates } from './creates.ts';
import { type CheckView, ImportPage, importPath, NewImportPage } from './importPages.tsx';

const FORM = 'import';
const CANCEL = 'arreter';

/** Import of people from a spreadsheet: check, start, follow, stop. */
export function importPages(pages: Pages): void {
  pages.get('/partenaires/:id/utilisateurs/import', async (visit) => {
    await assertCreates(visit);
    await showNew(visit, freshForm(FORM), null, 200);
  });

  pages.post(
    '/partenaires/:id/utilisateurs/import',
    (visit) => {
      const dryRun = text(visit.body, 'dryRun') !== 'false';
      const confirmed = String(isTicked(visit.body, 'confirmed'));
      const { file } = visit;
      const params = { id: param(visit.request, 'id') };
      return answerForm(
        visit,
        FORM,
        () =>
          visit.send(importUsersRoute, {
            params,
            body: { dryRun: String(dryRun), confirmed },
            file,
            keyless: dryRun,
          }),
        (reply) => {
          if (reply.status === 200) return showNew(visit, freshForm(FORM), userImportCheckOut.parse(reply.body), 200);
          const { processId } = userImportOut.parse(reply.body);
          visit.go(`${importPath(params.id)}/${encodeURIComponent(processId)}`, "L'import est commencé.");
        },
        (form, status) => showNew(visit, form, null, status),
      );
    },
    { upload: importUsersRoute },
  );

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

async function showNew(visit: Visit, form: FormState, checked: CheckView | null, status: number): Promise<void> {
  const partner = await visit.read(partnerOut, getPartner, { params: { id: param(visit.request, 'id') } });
  const keyed = { ...form, values: { ...form.values, cle: newKey() } };
  await visit.show(NewImportPage({ view: visit.view, partner, form: keyed, checked }), status);
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
