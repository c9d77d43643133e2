import { me } from '../../api/routes/auth/me.ts';
import { MY_SERVICES_PATH } from '../../api/spaces.ts';
import { notFound } from '../../domain/errors.ts';
import { trustsUs } from '../entrance/entry.ts';
import { ME } from '../kit/lists.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import { MyServicePage } from './page.tsx';

/** The page of a service that stands on a portal of its own: its entry in the menu leads there (UI-1). */
export function myServicePages(pages: Pages): void {
  pages.get(`${MY_SERVICES_PATH}/:code`, async (visit) => {
    const known = await visit.read(ME, me);
    const code = param(visit.request, 'code');
    const service = known.services.find((one) => one.code === code);
    if (service === undefined) throw notFound();
    await visit.show(
      MyServicePage({ view: visit.view, service, userId: known.user.id, trusts: trustsUs(visit.deps, code) }),
    );
  });
}
