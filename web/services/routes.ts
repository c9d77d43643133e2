import { z } from 'zod';
import { hasRole } from '../../api/access.ts';
import { listServices } from '../../api/routes/services/list.ts';
import { resumeForEveryone } from '../../api/routes/services/resume.ts';
import { suspendForEveryone } from '../../api/routes/services/suspend.ts';
import { nationalServiceOut } from '../../api/shapes/nationalService.ts';
import { optional, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import type { Visit } from '../kit/visit.ts';
import { ServicesPage } from './page.tsx';

const PATH = '/services';
const SUSPEND = 'suspendre-tous';
const RESUME = 'rouvrir-tous';
const LISTED = z.object({ items: z.array(nationalServiceOut) });

/** Where services stand for everyone. */
export function servicePages(pages: Pages): void {
  pages.get(PATH, (visit) => show(visit, {}, 200));

  pages.post(`${PATH}/pour-tous/suspendre`, (visit) => {
    const { body } = visit;
    const wished = { reason: text(body, 'reason'), until: optional(body, 'until') };
    return answerForm(
      visit,
      SUSPEND,
      () => visit.send(suspendForEveryone, { params: { code: text(body, 'code') }, body: wished }),
      () => visit.go(PATH, 'Le service est suspendu pour tous, les personnes concernées sont prévenues.'),
      (form, status) => show(visit, { [SUSPEND]: form }, status),
    );
  });

  pages.post(`${PATH}/pour-tous/rouvrir`, (visit) => {
    const { body } = visit;
    return answerForm(
      visit,
      RESUME,
      () =>
        visit.send(resumeForEveryone, { params: { code: text(body, 'code') }, body: { reason: text(body, 'reason') } }),
      () => visit.go(PATH, 'Le service est de nouveau ouvert pour tous.'),
      (form, status) => show(visit, { [RESUME]: form }, status),
    );
  });
}

async function show(visit: Visit, faulty: Readonly<Record<string, FormState>>, status: number): Promise<void> {
  const { items } = await visit.read(LISTED, listServices);
  const may = visit.person !== null && hasRole(visit.person, 'national');
  const forms = may
    ? { suspend: faulty[SUSPEND] ?? freshForm(SUSPEND), resume: faulty[RESUME] ?? freshForm(RESUME) }
    : null;
  await visit.show(ServicesPage({ view: visit.view, services: items, forms }), status);
}
