import { z } from 'zod';
import { listAudit } from '../../../adapters/store/queries/journal.ts';
import { scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { instant, iso, isoOrNull, pageOf, pageQuery } from '../../shapes/common.ts';

export const listAuditRow = z
  .object({
    id: z.string(),
    at: instant.meta({ description: 'Instant de l’acte' }),
    recordedAt: instant
      .nullable()
      .meta({ description: 'Instant auquel la base a écrit la ligne, de son propre chef (S6)' }),
    actorId: z.string(),
    actorRole: z.string(),
    who: z.string(),
    ip: z.string().nullable(),
    action: z.string(),
    entity: z.string(),
    entityId: z.string(),
    processId: z.string().nullable(),
    caf: z.string().nullable(),
    rule: z.string().nullable(),
    label: z.string(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'AuditLine' });
const text = z.string().min(1).max(200).optional();

export const listAuditRoute = route({
  method: 'get',
  path: '/audit',
  tag: 'Suivi',
  summary: 'Journal : qui, quoi, quand, d’où, avant et après ; du plus récent au plus ancien',
  roles: ['cafAdmin', 'operator'],
  query: z.strictObject({ ...pageQuery, processId: text, entity: text, entityId: text, actorId: text, action: text }),
  responses: { 200: { description: 'Lignes du journal', schema: pageOf(listAuditRow) } },
  async handler({ deps, person, query }) {
    // an operator looks after the machine, not after people
    const seal = person.roles.includes('cafAdmin') ? deps.seal : null;
    const page = await listAudit(deps.db, scopeOf(person), query, seal);
    return {
      status: 200,
      body: {
        ...page,
        items: page.items.map((line) => ({
          ...line,
          at: iso(line.at),
          recordedAt: isoOrNull(line.recordedAt),
        })),
      },
    };
  },
});
