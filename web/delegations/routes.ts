import { endDelegationRoute } from '../../api/routes/signatureDelegations/end.ts';
import { listDelegations } from '../../api/routes/signatureDelegations/list.ts';
import { recordDelegationRoute } from '../../api/routes/signatureDelegations/record.ts';
import { delegationsOut } from '../../api/shapes/signatureDelegation.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { DELEGATIONS_PATH, DelegationsPage } from './page.tsx';

const FORM = 'delegation';

/** Delegations of the director's signature: read by the Caf's agents, recorded and ended by its cafAdmin. */
export function delegationPages(pages: Pages): void {
  pages.get(DELEGATIONS_PATH, (visit) => show(visit, freshForm(FORM), 200));

  pages.post(DELEGATIONS_PATH, (visit) => {
    const { body } = visit;
    const until = text(body, 'until').trim();
    const sent = {
      ...{ holderId: text(body, 'holderId'), from: text(body, 'from'), act: text(body, 'act') },
      until: until === '' ? null : until,
    };
    return answerForm(
      visit,
      FORM,
      () => visit.send(recordDelegationRoute, { body: sent }),
      () => visit.go(DELEGATIONS_PATH, 'La délégation est enregistrée.'),
      (form, status) => show(visit, form, status),
    );
  });

  pages.post(`${DELEGATIONS_PATH}/:id/fin`, (visit) =>
    answerForm(
      visit,
      FORM,
      () =>
        visit.send(endDelegationRoute, {
          params: { id: param(visit.request, 'id') },
          body: { until: text(visit.body, 'until') },
        }),
      () => visit.go(DELEGATIONS_PATH, 'La fin de la délégation est enregistrée.'),
      (form, status) => show(visit, form, status),
    ),
  );
}

async function show(visit: Visit, form: FormState, status: number): Promise<void> {
  const delegations = await visit.read(delegationsOut, listDelegations);
  await visit.show(DelegationsPage({ view: visit.view, delegations, form }), status);
}
