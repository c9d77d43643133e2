import { z } from 'zod';
import { revokeSession } from '../../../adapters/identity/sessions.ts';
import { actorOf, notFound, ROLES } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';
import { id } from '../../shapes/common.ts';

export const revokeSessionRoute = route({
  method: 'delete',
  path: '/auth/sessions/{sessionId}',
  tag: 'Session',
  summary: 'Mettre fin à une de mes sessions',
  roles: ROLES,
  params: z.strictObject({ sessionId: id }),
  responses: { 204: { description: 'Finie' } },
  async handler({ deps, person, params, ip, at }) {
    await deps.db.$transaction(async (tx) => {
      if (!(await revokeSession(tx, person.id, params.sessionId, at))) throw notFound();
      const line = { action: 'auth.revoke', entity: 'user', entityId: person.id, label: 'Session terminée à distance' };
      const [before, after] = [true, false].map((open) => ({ session: params.sessionId, open }));
      await journal(tx, { ...line, before, after }, { at, actor: actorOf(person, ip), caf: person.caf });
    });
    return { status: 204 };
  },
});
