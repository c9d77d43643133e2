import { hasRole } from '../../api/access.ts';
import { beginOut, beginSecondFactor } from '../../api/routes/secondFactor/begin.ts';
import { confirmOut, confirmSecondFactor } from '../../api/routes/secondFactor/confirm.ts';
import { changeDemand, demandOfCaf, demandOut } from '../../api/routes/secondFactor/demand.ts';
import { RESETTERS, resetSecondFactor } from '../../api/routes/secondFactor/reset.ts';
import { secondFactorOut, secondFactorState } from '../../api/routes/secondFactor/state.ts';
import { turnOffSecondFactor } from '../../api/routes/secondFactor/turnOff.ts';
import { isTicked, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import { ownPath } from '../kit/ownPath.ts';
import type { Pages } from '../kit/pages.ts';
import type { Visit } from '../kit/visit.ts';
import { PATH, SecondFactorPage } from './page.tsx';
import { KeyPage, RecoveryCodesPage } from './setUpPages.tsx';

const OWN = 'la-mienne-form';
const RESET = 'reinitialiser';
const DEMAND = 'demande';
const CONFIRM = 'confirmer';

/** « Double authentification »: turned on, off, and reset for another. Keys and codes are shown once, in the answer to a form. */
export function secondFactorPages(pages: Pages): void {
  pages.get(PATH, (visit) => show(visit, {}, 200), { whileEnrolling: true });

  pages.post(
    PATH,
    (visit) =>
      answerForm(
        visit,
        OWN,
        () => visit.read(beginOut, beginSecondFactor, { body: { password: text(visit.body, 'password') } }),
        (begun) => visit.show(KeyPage({ view: visit.view, form: freshForm(CONFIRM), begun, back: backOf(visit) })),
        (form, status) => show(visit, { own: { ...form, values: {} } }, status),
      ),
    { whileEnrolling: true },
  );

  pages.post(
    `${PATH}/confirmer`,
    (visit) =>
      answerForm(
        visit,
        CONFIRM,
        () => visit.read(confirmOut, confirmSecondFactor, { body: { code: text(visit.body, 'code') } }),
        ({ recoveryCodes }) =>
          visit.show(RecoveryCodesPage({ view: visit.view, codes: recoveryCodes, back: backOf(visit) })),
        (form, status) => {
          const blank = { ...form, values: {} };
          return visit.show(KeyPage({ view: visit.view, form: blank, begun: null, back: backOf(visit) }), status);
        },
      ),
    { whileEnrolling: true },
  );

  pages.post(`${PATH}/demande`, (visit) =>
    answerForm(
      visit,
      DEMAND,
      () =>
        visit.send(changeDemand, {
          body: { agents: isTicked(visit.body, 'agents'), administrateurs: isTicked(visit.body, 'administrateurs') },
        }),
      () => visit.go(PATH, 'C’est enregistré : qui n’en a pas devra l’activer à sa prochaine connexion.'),
      (form, status) => show(visit, { demand: form }, status),
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

/** Where one was going when the second factor was asked for. */
function backOf({ body, request, person }: Visit): string {
  const given = text(body, 'retour') || request.query.retour;
  return given === undefined && person?.enrolling !== true ? PATH : ownPath(given);
}

async function show(
  visit: Visit,
  forms: { own?: FormState; reset?: FormState; demand?: FormState },
  status: number,
): Promise<void> {
  const factor = await visit.read(secondFactorOut, secondFactorState);
  const demands = visit.person !== null && hasRole(visit.person, 'cafAdmin') && !visit.person.enrolling;
  const demand = demands ? await visit.read(demandOut, demandOfCaf) : null;
  const resets = visit.person !== null && hasRole(visit.person, ...RESETTERS) && !visit.person.enrolling;
  return visit.show(
    SecondFactorPage({
      view: visit.view,
      factor,
      own: forms.own ?? freshForm(OWN),
      back: backOf(visit),
      demand: demand === null ? null : { ...demand, form: forms.demand ?? demandForm(demand) },
      reset: resets ? (forms.reset ?? freshForm(RESET)) : null,
    }),
    status,
  );
}

/** The boxes as they stand. */
function demandForm({ agents, administrateurs }: { agents: boolean; administrateurs: boolean }): FormState {
  return freshForm(DEMAND, { agents: agents ? 'oui' : '', administrateurs: administrateurs ? 'oui' : '' });
}
