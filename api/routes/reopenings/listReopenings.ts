import { z } from 'zod';
import { REOPENING_SORTS } from '../../../adapters/store/queries/processes.ts';
import { countReopenings, listReopenings } from '../../../adapters/store/queries/reopenings.ts';
import type { ReopeningState } from '../../../domain/tuteurReopening/transitions.ts';
import type { ReopeningFacts } from '../../../domain/tuteurReopening/types.ts';
import { WATCH } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { iso, isoOrNull, listOf, sortedQuery } from '../../shapes/common.ts';
import { reopeningSummaryOut } from '../../shapes/reopening.ts';

export const listReopeningsRoute = route({
  method: 'get',
  path: '/tuteur/reopenings',
  tag: 'Espace Tuteur',
  summary: 'Réouvertures, de la plus récente à la plus ancienne',
  roles: WATCH,
  query: z.strictObject(sortedQuery(REOPENING_SORTS, '-createdAt')),
  responses: { 200: { description: 'Réouvertures', schema: listOf(reopeningSummaryOut) } },
  async handler({ deps, query }) {
    const [page, total] = await Promise.all([listReopenings(deps.db, query), countReopenings(deps.db)]);
    const items = page.items.map(({ id, state, facts, createdAt, closedAt }) => ({
      ...{ id, state: state as ReopeningState, opensOn: (facts as unknown as ReopeningFacts).opensOn },
      ...{ createdAt: iso(createdAt), closedAt: isoOrNull(closedAt) },
    }));
    return { status: 200, body: { ...page, total, items } };
  },
});
