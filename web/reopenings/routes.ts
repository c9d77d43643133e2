import { hasRole } from '../../api/access.ts';
import type { Route } from '../../api/route.ts';
import { cancelReopening } from '../../api/routes/reopenings/cancelReopening.ts';
import { getReopeningCheck, reopeningCheckRows } from '../../api/routes/reopenings/checks.ts';
import { createReopening } from '../../api/routes/reopenings/createReopening.ts';
import { finishReopening } from '../../api/routes/reopenings/finishReopening.ts';
import { getReopening } from '../../api/routes/reopenings/getReopening.ts';
import { getWaves } from '../../api/routes/reopenings/getWaves.ts';
import { listReopeningsRoute } from '../../api/routes/reopenings/listReopenings.ts';
import { openReopening } from '../../api/routes/reopenings/openReopening.ts';
import { readImpact } from '../../api/routes/reopenings/readImpact.ts';
import { reopeningRows } from '../../api/routes/reopenings/reopeningRows.ts';
import { reopeningTuteurs } from '../../api/routes/reopenings/reopeningTuteurs.ts';
import { replaceReopeningFileRoute } from '../../api/routes/reopenings/replaceFile.ts';
import { resumeReopening } from '../../api/routes/reopenings/resumeReopening.ts';
import { setSearchBy } from '../../api/routes/reopenings/searchBy.ts';
import { suspendReopening } from '../../api/routes/reopenings/suspendReopening.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { isTicked, text } from '../kit/body.ts';
import { CHECKED_FILTERS, keptOr } from '../kit/checkedFile.tsx';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { CheckPage, checkPath } from './checkPage.tsx';
import { ImpactPage } from './impactPage.tsx';
import { ReopeningsPage } from './listPage.tsx';
import { ReopeningPage } from './onePage.tsx';
import { CHECK, CHECK_ROWS, CHECKED, REOPENING, REOPENINGS, ROWS, TUTEURS, WAVES } from './views.ts';

const FORM = 'reouverture';
const START = 'commencer';
const pathOf = (id: string) => `/reouvertures/${encodeURIComponent(id)}`;

/** What a form of the page asks for, in words once it is done. */
const ACTS: Readonly<Record<string, { route: Route; fields: readonly string[]; done: string }>> = {
  lecture: { route: readImpact, fields: [], done: 'Lecture du rapport d’impact confirmée.' },
  recherche: { route: setSearchBy, fields: ['key'], done: 'Recherche des protégés changée.' },
  ouvrir: { route: openReopening, fields: [], done: 'Ouverture demandée.' },
  fermer: {
    route: suspendReopening,
    fields: ['reason'],
    done: 'L’Espace Tuteur est fermé pour tous, Cdap à la place.',
  },
  reprendre: { route: resumeReopening, fields: ['opensOn'], done: 'La réouverture est prévue de nouveau.' },
  terminer: { route: finishReopening, fields: [], done: 'La réouverture est terminée, le service reste ouvert.' },
  abandonner: { route: cancelReopening, fields: ['reason'], done: 'La réouverture est abandonnée.' },
};

/** The reopening of the Espace Tuteur, for the Cnaf: check, prepare, follow, conduct, close. */
export function reopeningPages(pages: Pages): void {
  pages.get('/reouvertures', async (visit) => showList(visit, freshForm(FORM), 200));
  pages.post('/reouvertures', async (visit) => check(visit), { upload: createReopening });
  pages.get('/reouvertures/verifications/:id', async (visit) => showCheck(visit, null, 200));
  pages.post('/reouvertures/verifications/:id/commencer', async (visit) => begin(visit));
  pages.get('/reouvertures/:id', async (visit) => showOne(visit, freshForm('fermee'), 200));
  pages.get('/reouvertures/:id/impact', async (visit) => showImpact(visit));
  pages.post('/reouvertures/:id/fichier', async (visit) => checkNewer(visit), { upload: replaceReopeningFileRoute });
  for (const [name, { route, fields, done }] of Object.entries(ACTS))
    pages.post(`/reouvertures/:id/${name}`, async (visit) => {
      const id = param(visit.request, 'id');
      const typed = Object.fromEntries(fields.map((field) => [field, text(visit.body, field)]));
      const body = isTicked(visit.body, CONFIRMED) ? { ...typed, confirmed: true } : typed;
      const asked = fields.length === 0 ? { params: { id } } : { params: { id }, body };
      await answerForm(
        visit,
        name,
        () => visit.send(route, asked),
        () => visit.go(pathOf(id), done),
        (form, status) => showOne(visit, form, status),
      );
    });
}

/** Checks Tiersi's file for a reopening that would begin. */
async function check(visit: Visit): Promise<void> {
  const sent = { body: { opensOn: text(visit.body, 'opensOn'), dryRun: 'true' }, file: visit.file, keyless: true };
  await answerForm(
    visit,
    FORM,
    () => visit.read(CHECKED, createReopening, sent),
    ({ checkId }) => visit.go(checkPath(checkId)),
    (form, status) => showList(visit, form, status),
  );
}

/** … and a newer one for a reopening that goes on. */
async function checkNewer(visit: Visit): Promise<void> {
  const sent = {
    params: { id: param(visit.request, 'id') },
    body: { dryRun: 'true' },
    file: visit.file,
    keyless: true,
  };
  await answerForm(
    visit,
    'fichier',
    () => visit.read(CHECKED, replaceReopeningFileRoute, sent),
    ({ checkId }) => visit.go(checkPath(checkId)),
    (form, status) => showOne(visit, form, status),
  );
}

/** Begins what was checked: a reopening, or its newer file. What changed meanwhile is kept and shown in the place of what was. */
async function begin(visit: Visit): Promise<void> {
  const checkId = param(visit.request, 'id');
  await keptOr(visit, '/reouvertures', async () => {
    const { reopeningId } = await visit.read(CHECK, getReopeningCheck, { params: { checkId } });
    const opensOn = text(visit.body, 'opensOn');
    const confirmed = isTicked(visit.body, CONFIRMED) ? { confirmed: 'true' } : {};
    const wish = (dryRun: string, keyless = false) =>
      reopeningId === null
        ? visit.send(createReopening, { body: { checkId, opensOn, dryRun, ...confirmed }, keyless })
        : visit.send(replaceReopeningFileRoute, { params: { id: reopeningId }, body: { checkId, dryRun }, keyless });
    await answerForm(
      visit,
      START,
      () => wish('false'),
      (reply) => {
        const { id } = REOPENING.parse(reply.body);
        const done =
          reopeningId === null
            ? 'La réouverture est préparée : le contrôle des SIRET commence.'
            : 'Le fichier est remplacé : le rapport d’impact est à relire.';
        visit.go(pathOf(id), done);
      },
      async (form, status) => {
        if (form.faults.some(({ code }) => code === 'VERIFICATION_CHANGEE')) await wish('true', true);
        await showCheck(visit, form, status);
      },
    );
  });
}

async function showCheck(visit: Visit, start: FormState | null, status: number): Promise<void> {
  const params = { checkId: param(visit.request, 'id') };
  const query = filters(visit.request, [...CHECKED_FILTERS, 'tuteurVerdict']);
  await keptOr(visit, '/reouvertures', async () => {
    const [one, rows] = await Promise.all([
      visit.read(CHECK, getReopeningCheck, { params }),
      visit.read(CHECK_ROWS, reopeningCheckRows, { params, query }),
    ]);
    const form = start ?? freshForm(START, { opensOn: one.opensOn });
    await visit.show(CheckPage({ view: visit.view, check: one, rows, query, start: form }), status);
  });
}

async function showList(visit: Visit, form: FormState, status: number): Promise<void> {
  const query = filters(visit.request, ['sort', 'cursor']);
  const reopenings = await visit.read(REOPENINGS, listReopeningsRoute, { query });
  const props = { view: visit.view, reopenings, query, form: conducts(visit) ? form : null };
  await visit.show(ReopeningsPage(props), status);
}

async function showOne(visit: Visit, form: FormState, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const query = filters(visit.request, ['verdict', 'sort', 'cursor']);
  const [reopening, waves, rows] = await Promise.all([
    visit.read(REOPENING, getReopening, { params }),
    visit.read(WAVES, getWaves, { params }),
    visit.read(ROWS, reopeningRows, { params, query }),
  ]);
  const props = { view: visit.view, reopening, waves, rows, query, conducts: conducts(visit), form };
  await visit.show(ReopeningPage(props), status);
}

async function showImpact(visit: Visit): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const query = filters(visit.request, ['caf', 'missed', 'verdict', 'sort', 'cursor']);
  const [reopening, tuteurs] = await Promise.all([
    visit.read(REOPENING, getReopening, { params }),
    visit.read(TUTEURS, reopeningTuteurs, { params, query }),
  ]);
  await visit.show(ImpactPage({ view: visit.view, reopening, tuteurs, query }), 200);
}

const conducts = ({ person }: Visit): boolean => person !== null && hasRole(person, 'national');
