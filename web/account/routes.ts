import { me } from '../../api/routes/auth/me.ts';
import { password as changePassword } from '../../api/routes/auth/password.ts';
import { listSessions } from '../../api/routes/sessions/list.ts';
import { revokeSessionRoute } from '../../api/routes/sessions/revoke.ts';
import { getUser } from '../../api/routes/users/get.ts';
import { updateUser } from '../../api/routes/users/update.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { ME, SESSIONS, USER_WITH_ACTIONS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { personTyped, profileInput } from '../users/personFields.tsx';
import { AccountPage } from './page.tsx';

const PROFILE = 'profil';
const PASSWORD = 'mot-de-passe';

/** « Mon profil »: shown, changed, and one's own password. */
export function accountPages(pages: Pages): void {
  pages.get('/mon-profil', (visit) => show(visit, {}, 200));

  pages.post('/mon-profil', (visit) =>
    answerForm(
      visit,
      PROFILE,
      async () => {
        const known = await visit.read(ME, me);
        const [email, phone] = [text(visit.body, 'email'), text(visit.body, 'phone').trim()];
        const params = { id: known.user.id };
        const { actions } = await visit.read(USER_WITH_ACTIONS, getUser, { params });
        const profile = actions.includes('edit') ? profileInput(visit.body) : {};
        const body = { email, phone: phone === '' ? null : phone, ...profile, confirmed: true };
        await visit.send(updateUser, { params, body });
      },
      () => visit.go('/mon-profil', 'Vos coordonnées sont enregistrées.'),
      (form, status) => show(visit, { profile: form }, status),
    ),
  );

  pages.post('/mon-profil/mot-de-passe', (visit) =>
    answerForm(
      visit,
      PASSWORD,
      () =>
        visit.send(changePassword, {
          body: {
            currentPassword: text(visit.body, 'currentPassword'),
            newPassword: text(visit.body, 'newPassword'),
          },
        }),
      () => visit.go('/mon-profil', 'Votre mot de passe est changé.'),
      (form, status) => show(visit, { password: { ...form, values: {} } }, status),
    ),
  );

  pages.post('/mon-profil/sessions/:sessionId/terminer', async (visit) => {
    await visit.send(revokeSessionRoute, { params: { sessionId: param(visit.request, 'sessionId') } });
    visit.go('/mon-profil', 'La session est terminée.');
  });
}

async function show(visit: Visit, forms: { profile?: FormState; password?: FormState }, status: number): Promise<void> {
  const known = await visit.read(ME, me);
  const user =
    known.partner === null ? null : await visit.read(USER_WITH_ACTIONS, getUser, { params: { id: known.user.id } });
  const sessions = await visit.read(SESSIONS, listSessions);
  const profile = forms.profile ?? freshForm(PROFILE, user === null ? {} : personTyped(user));
  const password = forms.password ?? freshForm(PASSWORD);
  await visit.show(
    AccountPage({ view: visit.view, me: known, user, sessions: sessions.items, profile, password }),
    status,
  );
}
