import { z } from 'zod';
import { CAF, hasRole } from '../../api/access.ts';
import { enterService } from '../../api/routes/auth/enterService.ts';
import { me } from '../../api/routes/auth/me.ts';
import { getCafSettings } from '../../api/routes/cafSettings/get.ts';
import { listCampaignsRoute } from '../../api/routes/esat/listCampaigns.ts';
import { getDashboard } from '../../api/routes/journal/dashboard.ts';
import { listTroubles } from '../../api/routes/operations/troubles.ts';
import { partnerDocuments } from '../../api/routes/partners/documents.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { partnerServices } from '../../api/routes/partners/services.ts';
import { listDelegations } from '../../api/routes/signatureDelegations/list.ts';
import { listTasksRoute } from '../../api/routes/tasks/list.ts';
import { cafSettingsOut } from '../../api/shapes/cafSettings.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { delegationsOut } from '../../api/shapes/signatureDelegation.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { PROCESS_TYPES } from '../../domain/process/types.ts';
import { CATALOGUE, SERVICE_CODES } from '../../domain/service/services.ts';
import { entryOf } from '../entrance/entry.ts';
import { StepInPage } from '../kit/errorPage.tsx';
import { CAMPAIGNS, DOCUMENTS, ME, SERVICES_OF, TASKS, TROUBLES } from '../kit/lists.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { PersonHomePage, PublicHomePage, StaffHomePage } from './page.tsx';

const CAMPAIGNS_SHOWN = '5';
const TASKS_READ = '100';
const FIGURES = z.object({
  processes: z.array(z.object({ type: z.enum(PROCESS_TYPES), state: z.string(), open: z.number() })),
  late: z.number(),
  tasks: z.array(z.object({ open: z.number() })),
});

/** `/`: the public entry, a person's work, or the own organisme. */
export function homePages(pages: Pages): void {
  pages.get('/', async (visit) => {
    const { person, view } = visit;
    if (person === null) return visit.show(PublicHomePage({ view }));
    if (person.restricted) return visit.go('/premiere-connexion'); // ACC-7
    if (person.partnerId !== null) return showPerson(visit, person.partnerId);
    return showStaff(visit, hasRole(person, ...CAF));
  });

  pages.post('/services/:code', async (visit) => {
    const code = param(visit.request, 'code');
    await visit.send(enterService, { params: { code } });
    const service = SERVICE_CODES.find((one) => one === code);
    if (service === undefined) return visit.go('/');
    const client = visit.deps.entrance?.clients.find((one) => one.service === service);
    // a redirection of a form to another host is none that the page allows: a page of ours leads there (S9)
    if (client !== undefined) return visit.show(StepInPage({ view: visit.view, path: entryOf(client, visit.deps) }));
    const { entrance, label } = CATALOGUE[service];
    if (entrance.at === 'HERE') return visit.go(entrance.path);
    const next = entrance.at === 'OWN_SIGN_IN' ? entrance.words : `Poursuivez dans l'onglet « ${label} » du portail.`;
    visit.go('/', `Votre entrée dans le service est enregistrée. ${next}`);
  });
}

async function showPerson(visit: Visit, partnerId: string): Promise<void> {
  const known = await visit.read(ME, me);
  const roster = known.roles.includes('administrateur') ? await rosterOf(visit, partnerId) : null;
  const caf = await visit.read(cafSettingsOut, getCafSettings);
  await visit.show(PersonHomePage({ view: visit.view, me: known, roster, caf }));
}

async function rosterOf(visit: Visit, id: string) {
  const params = { id };
  const [partner, documents, services] = await Promise.all([
    visit.read(partnerOut, getPartner, { params }),
    visit.read(DOCUMENTS, partnerDocuments, { params, query: { limit: '200' } }),
    visit.read(SERVICES_OF, partnerServices, { params }),
  ]);
  return { partner, documents: documents.items, services: services.items };
}

async function showStaff(visit: Visit, showsTasks: boolean): Promise<void> {
  const admin = visit.person !== null && hasRole(visit.person, 'cafAdmin');
  const operates = visit.person !== null && hasRole(visit.person, 'operator');
  const [figures, tasks, campaigns, caf, delegations, troubles] = await Promise.all([
    visit.read(FIGURES, getDashboard),
    showsTasks ? visit.read(TASKS, listTasksRoute, { query: { limit: TASKS_READ } }) : { items: [], nextCursor: null },
    visit.read(CAMPAIGNS, listCampaignsRoute, { query: { limit: CAMPAIGNS_SHOWN } }),
    showsTasks ? visit.read(cafSettingsOut, getCafSettings) : null,
    admin ? visit.read(delegationsOut, listDelegations) : null,
    operates ? visit.read(TROUBLES, listTroubles) : null,
  ]);
  // what is already in somebody else's hands is not this person's work
  const mine = tasks.items.filter((task) => task.assignee === null || task.assignee.id === visit.person?.id);
  // those that the list of dossiers shows, so that each figure leads to as many
  const states = new Map<string, number>();
  for (const { type, state, open } of figures.processes)
    if (!followsAccount(type) && open > 0) states.set(state, (states.get(state) ?? 0) + open);
  await visit.show(
    StaffHomePage({
      view: visit.view,
      home: {
        tasks: mine,
        openTasks: figures.tasks.reduce((sum, one) => sum + one.open, 0),
        states: [...states].map(([state, count]) => ({ state, count })).sort((a, b) => b.count - a.count),
        running: [...states.values()].reduce((sum, n) => sum + n, 0),
        late: figures.late,
        campaigns: campaigns.items,
        showsTasks,
        troubles: troubles?.items ?? null,
        asksDelegations: delegations !== null && delegations.items.length === 0,
        resourceCentre: caf === null ? null : { words: caf.settings.resourceCentre },
      },
    }),
  );
}
