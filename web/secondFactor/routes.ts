import { hasRole } from '../../api/access.ts';
import { beginOut, beginSecondFactor } from '../../api/routes/secondFactor/begin.ts';
import { confirmOut, confirmSecondFactor } from '../../api/routes/secondFactor/confirm.ts';
import { RESETTERS, resetSecondFactor } from '../../api/routes/secondFactor/reset.ts';
import { secondFactorOut, secondFactorState } from '../../api/routes/secondFactor/state.ts';
import { turnOffSecondFactor } from '../../api/routes/secondFactor/turnOff.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import type { Visit } from '../kit/visit.ts';
import { PATH, SecondFactorPage } from './page.tsx';
import { KeyPage, RecoveryCodesPage } from './setUpPages.tsx';

const OWN = 'la-mienne-form';
const RESET = 'reinitialiser';
const CONFIRM = 'confirmer';

/** « Double authentification »: turned on, off, and reset for another. Keys and codes are shown once, in the answer to a form. */
export function secondFactorPages(pages: Pages): void {
  pages.get(PATH, (visit) => show(visit, {}, 200));

  pages.post(PATH, (visit) =>
    answerForm(
      visit,
      OWN,
      () => visit.read(beginOut, beginSecondFactor, { body: { password: text(visit.body, 'password') } }),
      (begun) => visit.show(KeyPage({ view: visit.view, form: freshForm(CONFIRM), begun })),
      (form, status) => show(visit, { own: { ...form, values: {} } }, status),
    ),
  );

  pages.post(`${PATH}/confirmer`, (visit) =>
    answerForm(
      visit,
      CONFIRM,
      () => visit.read(confirmOut, confirmSecondFactor, { body: { code: text(visit.body, 'code') } }),
      ({ recoveryCodes }) => visit.show(RecoveryCodesPage({ view: visit.view, codes: recoveryCodes })),
      (form, status) => visit.show(KeyPage({ view: visit.view, form: { ...form, values: {} }, begun: null }), status),
    ),
  );

  pages.post(`${PATH}/retirer`, (visit) =>
    answerForm(
      visit,
      OWN,
      () =>
        visit.send(turnOffSecondFactor, {
          body: { password: text(visit.body, 'password'), code: text(visit.body, 'code') },
        }),
      () => visit.go(PATH, 'La double authentification est retirée.'),
      (form, status) => show(visit, { own: { ...form, values: {} } }, status),
    ),
  );

  pages.post(`${PATH}/reinitialiser`, (visit) =>
    answerForm(
      visit,
      RESET,
      () => visit.send(resetSecondFactor, { body: { login: text(visit.body, 'login') } }),
      () => visit.go(PATH, 'La double authentification de cette personne est réinitialisée.'),
      (form, status) => show(visit, { reset: form }, status),
    ),
  );
}

async function show(visit: Visit, forms: { own?: FormState; reset?: FormState }, status: number): Promise<void> {
  const factor = await visit.read(secondFactorOut, secondFactorState);
  const resets = visit.person !== null && hasRole(visit.person, ...RESETTERS);
  return visit.show(
    SecondFactorPage({
      view: visit.view,
      factor,
      own: forms.own ?? freshForm(OWN),
      reset: resets ? (forms.reset ?? freshForm(RESET)) : null,
    }),
    status,
  );
}
