import { sessionCookie } from '../../api/authenticate.ts';
import { clientAddress } from '../../api/clientAddress.ts';
import { CodeRequired } from '../../api/codeStep.ts';
import type { Reply } from '../../api/route.ts';
import { forgotPassword } from '../../api/routes/auth/forgotPassword.ts';
import { login } from '../../api/routes/auth/login.ts';
import { logout } from '../../api/routes/auth/logout.ts';
import { password } from '../../api/routes/auth/password.ts';
import { signInByCode } from '../../api/signIn.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import { ownPath } from '../kit/ownPath.ts';
import type { Pages } from '../kit/pages.ts';
import type { Visit } from '../kit/visit.ts';
import { CodePage } from './codePage.tsx';
import { SignInPage } from './page.tsx';
import { FirstLoginPage, ForgottenPage, ForgottenSentPage } from './passwordPages.tsx';

const FORM = 'connexion';
const CODE = 'code';
const FIRST = 'premiere';
const FORGOTTEN = 'oublie';

/** Sign in and out; the session cookie is the API's. */
export function signInPages(pages: Pages): void {
  pages.get('/connexion', async (visit) => {
    const back = ownPath(visit.request.query.retour);
    if (visit.person !== null) return visit.go(back);
    return visit.show(signInPage(visit, freshForm(FORM), back));
  });

  pages.post(
    '/connexion',
    async (visit) => {
      const back = ownPath(text(visit.body, 'retour'));
      return answerForm(
        visit,
        FORM,
        () =>
          visit
            .send(login, { body: { login: text(visit.body, 'login'), password: text(visit.body, 'password') } })
            .catch((error: unknown) => {
              if (error instanceof CodeRequired) return error;
              throw error;
            }),
        (reply) => {
          if (reply instanceof CodeRequired)
            return visit.show(CodePage({ view: visit.view, form: freshForm(CODE), ticket: reply.ticket, back }));
          passCookie(visit, reply);
          return enter(visit, (reply.body as { mustChangePassword: boolean }).mustChangePassword, back);
        },
        (form, status) =>
          visit.show(signInPage(visit, { ...form, values: { login: text(visit.body, 'login') } }, back), status),
      );
    },
    { anyone: true },
  );

  pages.post(
    '/connexion/code',
    async (visit) => {
      const { deps, request, body, view } = visit;
      const back = ownPath(text(body, 'retour'));
      const ticket = text(body, 'ticket');
      const from = { ip: clientAddress(request), userAgent: request.get('user-agent') ?? null };
      return answerForm(
        visit,
        CODE,
        () => signInByCode(deps, { ticket, code: text(body, 'code') }, from),
        ({ token, expiresAt, person }) => {
          const maxAgeMs = expiresAt.getTime() - deps.clock().getTime();
          visit.response.append('Set-Cookie', sessionCookie(deps, token, maxAgeMs));
          return enter(visit, person.restricted, back);
        },
        (form, status) => {
          const blank = { ...form, values: {} };
          const over = form.faults.some(({ code }) => code !== 'CODE_INCORRECT' && code !== 'TROP_DE_TENTATIVES');
          return visit.show(
            over ? signInPage(visit, blank, back) : CodePage({ view, form: blank, ticket, back }),
            status,
          );
        },
      );
    },
    { anyone: true },
  );

  pages.get('/premiere-connexion', async (visit) => {
    if (visit.person === null || !visit.person.restricted) return visit.go('/');
    const back = ownPath(visit.request.query.retour);
    return visit.show(FirstLoginPage({ view: visit.view, form: freshForm(FIRST), back }));
  });

  pages.post('/premiere-connexion', async (visit) =>
    answerForm(
      visit,
      FIRST,
      () => visit.send(password, { body: { newPassword: text(visit.body, 'newPassword') } }),
      () => visit.go(ownPath(text(visit.body, 'retour')), 'Votre mot de passe est enregistré.'),
      (form, status) => {
        const back = ownPath(text(visit.body, 'retour'));
        return visit.show(FirstLoginPage({ view: visit.view, form: { ...form, values: {} }, back }), status);
      },
    ),
  );

  pages.get('/mot-de-passe-oublie', async (visit) =>
    visit.show(ForgottenPage({ view: visit.view, form: freshForm(FORGOTTEN) })),
  );

  pages.post(
    '/mot-de-passe-oublie',
    async (visit) =>
      answerForm(
        visit,
        FORGOTTEN,
        () => visit.send(forgotPassword, { body: { login: text(visit.body, 'login') } }),
        () => visit.show(ForgottenSentPage({ view: visit.view })),
        (form, status) => visit.show(ForgottenPage({ view: visit.view, form }), status),
      ),
    { anyone: true },
  );

  pages.post(
    '/deconnexion',
    async (visit) => {
      passCookie(visit, await visit.send(logout));
      visit.go('/', 'Vous êtes déconnecté.');
    },
    { beforeRules: true },
  );
}

/** ACC-7: a personal password is chosen before anything else is shown. */
function enter(visit: Visit, restricted: boolean, back: string): void {
  visit.go(restricted ? `/premiere-connexion?${new URLSearchParams({ retour: back })}` : back);
}

function signInPage({ view, deps }: Visit, form: FormState, back: string): JSX.Element {
  return SignInPage({ view, form, back, oidc: deps.oidc !== null });
}

function passCookie(visit: Visit, reply: Reply): void {
  const cookie = reply.headers?.['Set-Cookie'];
  if (cookie !== undefined) visit.response.append('Set-Cookie', cookie);
}
