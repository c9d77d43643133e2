import { z } from 'zod';
import { sessionsOf } from '../../../adapters/identity/sessions.ts';
import { ROLES } from '../../access.ts';
import { route } from '../../route.ts';
import { id, instant, iso } from '../../shapes/common.ts';

export const sessionOut = z
  .object({
    id,
    since: instant,
    expiresAt: instant,
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    current: z.boolean().meta({ description: 'Celle de cette demande' }),
  })
  .meta({ id: 'Session' });

export const listSessions = route({
  method: 'get',
  path: '/auth/sessions',
  tag: 'Session',
  summary: 'Mes sessions ouvertes',
  roles: ROLES,
  responses: { 200: { description: 'Les plus récentes en premier', schema: z.object({ items: z.array(sessionOut) }) } },
  async handler({ deps, person, sessionToken, at }) {
    const items = await sessionsOf(deps.db, person.id, sessionToken, { at, idleMs: deps.policy.sessionIdleMs });
    return {
      status: 200,
      body: { items: items.map((one) => ({ ...one, since: iso(one.since), expiresAt: iso(one.expiresAt) })) },
    };
  },
});
