import type { Reply } from '../../api/route.ts';
import { login } from '../../api/routes/auth/login.ts';
import { logout } from '../../api/routes/auth/logout.ts';
import { text } from '../kit/body.ts';
import { freshForm } from '../kit/form.tsx';
import { attempt } from '../kit/outcome.ts';
import { ownPath } from '../kit/ownPath.ts';
import type { Pages } from '../kit/pages.ts';
import type { Visit } from '../kit/visit.ts';
import { SignInPage } from './page.tsx';

const FORM = 'connexion';

/** Sign in and out; the session cookie is the API's. */
export function signInPages(pages: Pages): void {
  pages.get('/connexion', async (visit) => {
    const back = ownPath(visit.request.query.retour);
    if (visit.person !== null) return visit.go(back);
    return visit.show(SignInPage({ view: visit.view, form: freshForm(FORM), back }));
  });

  pages.post('/connexion', async (visit) => {
    const back = ownPath(text(visit.body, 'retour'));
    return attempt(
      visit,
      FORM,
      () => visit.send(login, { body: { login: text(visit.body, 'login'), password: text(visit.body, 'password') } }),
      (reply) => {
        passCookie(visit, reply);
        visit.go(back);
      },
      (form, status) =>
        visit.show(
          SignInPage({ view: visit.view, form: { ...form, values: { login: text(visit.body, 'login') } }, back }),
          status,
        ),
    );
  });

  pages.post('/deconnexion', async (visit) => {
    passCookie(visit, await visit.send(logout));
    visit.go('/', 'Vous êtes déconnecté.');
  });
}

function passCookie(visit: Visit, reply: Reply): void {
  const cookie = reply.headers?.['Set-Cookie'];
  if (cookie !== undefined) visit.response.append('Set-Cookie', cookie);
}
