import { signedInBy } from '../../adapters/identity/sessions.ts';
import { accessNow } from '../../adapters/store/entrance/access.ts';
import { PARTNER_SIDE } from '../../api/access.ts';
import { assertAudience, sessionTokenOf } from '../../api/authenticate.ts';
import { entranceRefused } from '../../api/entrance.ts';
import { enterService } from '../../api/routes/auth/enterService.ts';
import { isRecentEnough } from '../../domain/entrance/access.ts';
import { ENTRANCE_PATH } from '../../domain/entrance/client.ts';
import { notFound } from '../../domain/errors.ts';
import { SERVICES } from '../../domain/service/services.ts';
import { StepInPage } from '../kit/errorPage.tsx';
import { freshForm } from '../kit/form.tsx';
import type { Pages } from '../kit/pages.ts';
import { SignInPage } from '../signIn/page.tsx';
import { userPath } from '../users/paths.ts';

const PEOPLE = { roles: PARTNER_SIDE, whileRestricted: false, whileEnrolling: false } as const;

/**
 * Where the provider sends whoever comes from a service (SVC-9): through the sign-in, the second factor and the rules of use that every page
 * asks for, to the service; who may not enter it today reads why instead.
 */
export function entrancePages(pages: Pages): void {
  pages.get(`${ENTRANCE_PATH}/:uid`, async (visit) => {
    const { deps, view, person, request, response } = visit;
    const provider = deps.entrance?.provider;
    if (provider === undefined) throw notFound();
    const asked = await provider.asked(request, response);
    if (asked === null) throw entranceRefused();
    assertAudience(PEOPLE, person);
    const session = await signedInBy(deps.db, sessionTokenOf(deps, request)?.token ?? '');
    if (person === null || session === null) throw notFound();
    const at = deps.clock();
    const { service } = asked;
    if (!isRecentEnough(session.signedInAt, asked, at)) {
      const again = `« ${SERVICES[service]} » demande que vous vous identifiiez de nouveau.`;
      const form = freshForm('connexion');
      return visit.show(SignInPage({ view, form, back: request.path, oidc: false, again }));
    }
    if ((await accessNow(deps.db, { userId: person.id, service }, at)) === null)
      return visit.go(`${userPath(person.id)}/diagnostic?service=${service}`);
    await visit.send(enterService, { params: { code: service } });
    const path = await provider.admit(request, response, { userId: person.id, ...session });
    // after a form of ours, a redirection to another host is none that its page allows (S9): the browser goes on from here
    return visit.show(StepInPage({ view, path }));
  });
}
