import { hasRole } from '../../api/access.ts';
import type { Route } from '../../api/route.ts';
import { cancelReopening } from '../../api/routes/reopenings/cancelReopening.ts';
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
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { ImpactPage } from './impactPage.tsx';
import { ReopeningsPage } from './listPage.tsx';
import { ReopeningPage } from './onePage.tsx';
import { CHECKED, type CheckedView, REOPENING, REOPENINGS, ROWS, TUTEURS, WAVES } from './views.ts';

const FORM = 'reouverture';
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
  pages.get('/reouvertures', async (visit) => showList(visit, freshForm(FORM), null, 200));
  pages.post('/reouvertures', async (visit) => prepare(visit), { upload: createReopening });
  pages.get('/reouvertures/:id', async (visit) => showOne(visit, freshForm('fermee'), null, 200));
  pages.get('/reouvertures/:id/impact', async (visit) => showImpact(visit));
  pages.post('/reouvertures/:id/fichier', async (visit) => replace(visit), { upload: replaceReopeningFileRoute });
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
        (form, status) => showOne(visit, form, null, status),
      );
    });
}

async function prepare(visit: Visit): Promise<void> {
  const opensOn = text(visit.body, 'opensOn');
  const dryRun = text(visit.body, 'dryRun') !== 'false';
  const meant = isTicked(visit.body, CONFIRMED);
  const body = { opensOn, dryRun: String(dryRun), ...(meant ? { confirmed: 'true' } : {}) };
  const sent = { body, file: visit.file, keyless: dryRun };
  const again: Record<string, string> = meant ? { opensOn, [CONFIRMED]: 'oui' } : { opensOn };
  await answerForm(
    visit,
    FORM,
    () => visit.send(createReopening, sent),
    (reply) => {
      const made = CHECKED.parse(reply.body);
      if (made.state === 'VERIFIEE') return showList(visit, freshForm(FORM, again), made as CheckedView, 200);
      visit.go(pathOf((made as { id: string }).id), 'La réouverture est préparée : le contrôle des SIRET commence.');
    },
    (form, status) => showList(visit, form, null, status),
  );
}

async function replace(visit: Visit): Promise<void> {
  const id = param(visit.request, 'id');
  const dryRun = text(visit.body, 'dryRun') !== 'false';
  const sent = { params: { id }, body: { dryRun: String(dryRun) }, file: visit.file, keyless: dryRun };
  await answerForm(
    visit,
    'fichier',
    () => visit.send(replaceReopeningFileRoute, sent),
    (reply) => {
      const made = CHECKED.parse(reply.body);
      if (made.state === 'VERIFIEE') return showOne(visit, freshForm('fichier'), made as CheckedView, 200);
      visit.go(pathOf(id), 'Le fichier est remplacé : le rapport d’impact est à relire.');
    },
    (form, status) => showOne(visit, form, null, status),
  );
}

async function showList(visit: Visit, form: FormState, checked: CheckedView | null, status: number): Promise<void> {
  const query = filters(visit.request, ['sort', 'cursor']);
  const reopenings = await visit.read(REOPENINGS, listReopeningsRoute, { query });
  const props = { view: visit.view, reopenings, query, form: conducts(visit) ? form : null, checked };
  await visit.show(ReopeningsPage(props), status);
}

async function showOne(visit: Visit, form: FormState, checked: CheckedView | null, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const query = filters(visit.request, ['verdict', 'sort', 'cursor']);
  const [reopening, waves, rows] = await Promise.all([
    visit.read(REOPENING, getReopening, { params }),
    visit.read(WAVES, getWaves, { params }),
    visit.read(ROWS, reopeningRows, { params, query }),
  ]);
  const props = { view: visit.view, reopening, waves, rows, query, conducts: conducts(visit), form, checked };
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
