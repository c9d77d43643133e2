import { z } from 'zod';
import { listReopenings } from '../../../adapters/store/queries/reopenings.ts';
import type { ReopeningState } from '../../../domain/tuteurReopening/transitions.ts';
import type { ReopeningFacts } from '../../../domain/tuteurReopening/types.ts';
import { WATCH } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { iso, isoOrNull, pageOf, pageQuery } from '../../shapes/common.ts';
import { reopeningSummaryOut } from '../../shapes/reopening.ts';

export const listReopeningsRoute = route({
  method: 'get',
  path: '/tuteur/reopenings',
  tag: 'Espace Tuteur',
  summary: 'Réouvertures, de la plus récente à la plus ancienne',
  roles: WATCH,
  query: z.strictObject(pageQuery),
  responses: { 200: { description: 'Réouvertures', schema: pageOf(reopeningSummaryOut) } },
  async handler({ deps, query }) {
    const page = await listReopenings(deps.db, query);
    const items = page.items.map(({ id, state, facts, createdAt, closedAt }) => ({
      ...{ id, state: state as ReopeningState, opensOn: (facts as unknown as ReopeningFacts).opensOn },
      ...{ createdAt: iso(createdAt), closedAt: isoOrNull(closedAt) },
    }));
    return { status: 200, body: { ...page, items } };
  },
});
