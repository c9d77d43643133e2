import { closeSession } from '../../../adapters/identity/sessions.ts';
import { sessionCookie } from '../../authenticate.ts';
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
  async handler({ deps, sessionToken, at }) {
    if (sessionToken !== null) await closeSession(deps.db, sessionToken, at);
    return { status: 204, headers: { 'Set-Cookie': sessionCookie(deps, '', 0) } };
  },
});
