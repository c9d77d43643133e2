import { z } from 'zod';
import { processById, timelineOf } from '../../../adapters/store/queries/processes.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams, instant, iso, pageOf, pageQuery } from '../../shapes/common.ts';

const entryOut = z
  .object({
    at: instant,
    kind: z.enum(['act', 'mail']),
    label: z.string(),
    who: z.string(),
    rule: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' });

export const getTimeline = route({
  method: 'get',
  path: '/processes/{id}/timeline',
  tag: 'Dossiers',
  summary: "Ce qui s'est passé, du plus ancien au plus récent",
  roles: STAFF,
  params: idParams,
  query: z.strictObject(pageQuery),
  responses: { 200: { description: 'Actes et courriels', schema: pageOf(entryOut) } },
  async handler({ deps, person, params, query }) {
    const process = mayRead(person, await processById(deps.db, params.id));
    const page = await timelineOf(deps.db, process.id, query.limit, query.cursor);
    return { status: 200, body: { ...page, items: page.items.map((entry) => ({ ...entry, at: iso(entry.at) })) } };
  },
});
