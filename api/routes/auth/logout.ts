import { closeSession } from '../../../adapters/identity/sessions.ts';
import { sessionCookie } from '../../authenticate.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';

export const logout = route({
  method: 'post',
  path: '/auth/logout',
  tag: 'Session',
  summary: 'Se déconnecter',
  description: 'Met fin à la session de ce jeton ; sans session, ne fait rien.',
  roles: 'public',
  idempotent: false,
  responses: { 204: { description: 'Déconnecté' } },
  async handler({ deps, sessionToken, at, ip }) {
    if (sessionToken !== null)
      await deps.db.$transaction(async (tx) => {
        const closed = await closeSession(tx, sessionToken, at);
        if (closed === null) return;
        const { session, id, caf, partnerId } = closed;
        const line = { action: 'auth.logout', entity: 'user', entityId: id, label: 'Session terminée par la personne' };
        const [before, after] = [true, false].map((open) => ({ session, open }));
        const role = partnerId === null ? ('agent' as const) : ('utilisateur' as const);
        const actor = { id, role, label: 'La personne', ip };
        await journal(tx, { ...line, before, after }, { at, actor, caf });
      });
    return { status: 204, headers: { 'Set-Cookie': sessionCookie(deps, '', 0) } };
  },
});
