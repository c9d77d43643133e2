import { z } from 'zod';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { CONTROL_SORTS, countProcesses, listProcesses } from '../../../adapters/store/queries/processes.ts';
import { CAF, mayRead, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { controlSummaryOut, presentControlSummary } from '../../shapes/annualControl.ts';
import { idParams, listOf, sortedQuery } from '../../shapes/common.ts';

export const listAnnualControls = route({
  method: 'get',
  path: '/partners/{id}/annual-controls',
  tag: 'Contrôle annuel',
  summary: 'Contrôles annuels d’un partenaire, les plus récents d’abord',
  roles: [...CAF, 'administrateur'],
  params: idParams,
  query: z.strictObject(sortedQuery(CONTROL_SORTS, '-createdAt')),
  responses: { 200: { description: 'Contrôles', schema: listOf(controlSummaryOut) } },
  async handler({ deps, person, params, query, at }) {
    const partner = mayRead(person, await partnerById(deps.db, params.id));
    const filter = { ...query, type: 'annualControl', partnerId: partner.id };
    const [page, total] = await Promise.all([
      listProcesses(deps.db, scopeOf(person), filter, at),
      countProcesses(deps.db, scopeOf(person), filter, at),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map((row) => presentControlSummary(row, at)) } };
  },
});
