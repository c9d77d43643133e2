import { type Oidc, OidcFailure, TICKET_TTL_MS } from '../../adapters/identity/oidc.ts';
import { cookie, cookieOf, sessionCookie } from '../../api/authenticate.ts';
import { clientAddress } from '../../api/clientAddress.ts';
import { signInByOidc } from '../../api/oidcSignIn.ts';
import { refusedLine, statusOf } from '../../api/problem.ts';
import { DomainError } from '../../domain/errors.ts';
import { StepInPage } from '../kit/errorPage.tsx';
import { ownPath } from '../kit/ownPath.ts';
import type { Pages } from '../kit/pages.ts';
import type { Visit } from '../kit/visit.ts';
import { IdentityFailedPage, IdentityRefusedPage } from './oidcPages.tsx';

const COOKIE = 'oidc';
const PATH = '/auth/oidc';
/** What of the way back fits a cookie. */
const BACK_LENGTH = 1_000;

/** « Se connecter avec le compte de la Caf »: to the provider, and back from it. */
export function oidcPages(pages: Pages, oidc: Oidc): void {
  pages.get(PATH, async (visit) => {
    const asked = ownPath(visit.request.query.retour);
    const back = asked.length > BACK_LENGTH ? '/' : asked;
    if (visit.person !== null) return visit.go(back);
    try {
      const { url, ticket } = await oidc.begin(back, visit.deps.clock());
      leaveTicket(visit, ticket, TICKET_TTL_MS);
      return visit.go(url);
    } catch (error) {
      return failed(visit, error);
    }
  });

  pages.get(`${PATH}/callback`, async (visit) => {
    const { deps, request } = visit;
    const ticket = oidc.read(cookieOf(deps, request, COOKIE) ?? '', deps.clock());
    leaveTicket(visit, '', 0);
    try {
      if (ticket === null) throw new OidcFailure('refused', 'NO_TICKET');
      const query = request.originalUrl.split('?')[1] ?? '';
      const from = { ip: clientAddress(request), userAgent: request.get('user-agent') ?? null };
      const { token, expiresAt } = await signInByOidc(deps, oidc, { query, ticket }, from);
      visit.response.append('Set-Cookie', sessionCookie(deps, token, expiresAt.getTime() - deps.clock().getTime()));
      // a redirection would go on as the provider's: the strict session cookie is sent only from a page of ours
      return visit.show(StepInPage({ view: visit.view, path: ticket.back }));
    } catch (error) {
      return failed(visit, error);
    }
  });
}

/** Lax: the browser brings it along when it comes back from the provider. */
function leaveTicket({ deps, response }: Visit, ticket: string, maxAgeMs: number): void {
  const age = { maxAgeS: maxAgeMs / 1000, sameSite: 'Lax' } as const;
  response.append('Set-Cookie', cookie(deps, { name: COOKIE, value: ticket, ...age }));
}

function failed(visit: Visit, error: unknown): Promise<void> {
  const { view, request, response, deps } = visit;
  if (error instanceof DomainError && error.code === 'COMPTE_CAF_REFUSE') {
    const status = statusOf(error.code);
    deps.log.warn(refusedLine(request, response, error.code, status), 'refused');
    return visit.show(IdentityRefusedPage({ view }), status);
  }
  if (!(error instanceof OidcFailure)) throw error;
  const away = error.kind === 'unavailable';
  const status = away ? 503 : 400;
  deps.log.warn({ ...refusedLine(request, response, 'OIDC', status), reason: error.reason }, 'refused');
  return visit.show(IdentityFailedPage({ view, away }), status);
}
