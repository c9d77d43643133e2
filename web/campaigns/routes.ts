import { hasRole, readsAll } from '../../api/access.ts';
import { campaignRows } from '../../api/routes/esat/campaignRows.ts';
import { cancelCampaign } from '../../api/routes/esat/cancelCampaign.ts';
import { checkRows, dropCheck, getCheck, launchCheck, listChecks } from '../../api/routes/esat/checks.ts';
import { createCampaign } from '../../api/routes/esat/createCampaign.ts';
import { getCampaign } from '../../api/routes/esat/getCampaign.ts';
import { listCampaignsRoute } from '../../api/routes/esat/listCampaigns.ts';
import { getProcess } from '../../api/routes/processes/get.ts';
import { campaignOut, checkOut, dryRunOut } from '../../api/shapes/campaign.ts';
import { processOut } from '../../api/shapes/process.ts';
import { mayCancel } from '../../domain/campaign/transitions.ts';
import { isTicked, text } from '../kit/body.ts';
import { CHECKED_FILTERS } from '../kit/checkedFile.tsx';
import { type FormState, freshForm } from '../kit/form.tsx';
import { CAMPAIGNS, CHECK_ROWS, CHECKS, ROWS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';
import { count } from '../kit/words.ts';
import { CheckPage, checkPath } from './checkPage.tsx';
import { CampaignsPage } from './listPage.tsx';
import { CampaignPage } from './onePage.tsx';

const FORM = 'campagne';
const LAUNCH = 'lancement';
const CANCEL = 'annuler';
const FIELDS = ['name', 'deadline', 'opensOn', 'delegationMode'] as const;

/** Campaigns: list, check, launch, follow, cancel. */
export function campaignPages(pages: Pages): void {
  pages.get('/campagnes', async (visit) => showList(visit, freshForm(FORM, { delegationMode: 'DELEGUE' }), 200));

  pages.post(
    '/campagnes',
    async (visit) => {
      const fields = Object.fromEntries(FIELDS.map((name) => [name, text(visit.body, name)]));
      const sent = { body: { ...fields, dryRun: 'true' }, file: visit.file, keyless: true };
      return answerForm(
        visit,
        FORM,
        () => visit.read(dryRunOut, createCampaign, sent),
        ({ checkId }) => visit.go(checkPath(checkId)),
        (form, status) => showList(visit, form, status),
      );
    },
    { upload: createCampaign },
  );

  pages.get('/campagnes/verifications/:id', async (visit) => showCheck(visit, null, 200));

  pages.post('/campagnes/verifications/:id/lancer', async (visit) => {
    const { body } = visit;
    const fields = Object.fromEntries(FIELDS.map((name) => [name, text(body, name)]));
    return answerForm(
      visit,
      LAUNCH,
      () =>
        visit.read(campaignOut, launchCheck, {
          params: checkParams(visit),
          body: { ...fields, revision: Number(text(body, 'revision')), confirmed: isTicked(body, 'confirmed') },
        }),
      (campaign) =>
        visit.go(
          `/campagnes/${encodeURIComponent(campaign.id)}`,
          `Campagne lancée : ${count(campaign.rows.total, 'ligne', 'lignes')}.`,
        ),
      (form, status) => showCheck(visit, form, status),
    );
  });

  pages.post('/campagnes/verifications/:id/oublier', async (visit) => {
    await visit.send(dropCheck, { params: checkParams(visit) });
    visit.go('/campagnes', "Le fichier vérifié n'est plus gardé.");
  });

  pages.get('/campagnes/:id', async (visit) => showOne(visit, freshForm(CANCEL), 200));

  pages.post('/campagnes/:id/annuler', async (visit) =>
    answerForm(
      visit,
      CANCEL,
      () =>
        visit.send(cancelCampaign, {
          params: { id: param(visit.request, 'id') },
          body: { reason: text(visit.body, 'reason') },
        }),
      () => visit.go(`/campagnes/${encodeURIComponent(param(visit.request, 'id'))}`, 'La campagne est annulée.'),
      (form, status) => showOne(visit, form, status),
    ),
  );
}

const checkParams = ({ request }: Visit) => ({ checkId: param(request, 'id') });

async function showList(visit: Visit, form: FormState, status: number): Promise<void> {
  const query = filters(visit.request, ['state', 'sort', 'cursor']);
  const may = visit.person !== null && hasRole(visit.person, 'cafAdmin', 'national');
  const [campaigns, checks] = await Promise.all([
    visit.read(CAMPAIGNS, listCampaignsRoute, { query }),
    may ? visit.read(CHECKS, listChecks).then(({ items }) => items) : [],
  ]);
  await visit.show(CampaignsPage({ view: visit.view, campaigns, query, form: may ? form : null, checks }), status);
}

async function showCheck(visit: Visit, launch: FormState | null, status: number): Promise<void> {
  const params = checkParams(visit);
  const query = filters(visit.request, CHECKED_FILTERS);
  const [check, rows] = await Promise.all([
    visit.read(checkOut, getCheck, { params }),
    visit.read(CHECK_ROWS, checkRows, { params, query }),
  ]);
  const { name, deadline, opensOn, delegationMode } = check;
  const form = launch ?? freshForm(LAUNCH, { name, deadline, opensOn, delegationMode });
  await visit.show(CheckPage({ view: visit.view, check, rows, query, launch: form }), status);
}

async function showOne(visit: Visit, cancel: FormState, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const query = filters(visit.request, ['verdict', 'sort', 'cursor']);
  const [campaign, rows] = await Promise.all([
    visit.read(campaignOut, getCampaign, { params }),
    visit.read(ROWS, campaignRows, { params, query }),
  ]);
  const { person } = visit;
  const follow = visit.request.query.suivi !== 'non' && cancel.faults.length === 0;
  const partial = campaign.caf === null && person !== null && !readsAll(person);
  const may = person !== null && mayCancel(person, campaign);
  const troubles = may ? await troublesOf(visit, campaign.id) : [];
  await visit.show(
    CampaignPage({ view: visit.view, campaign, rows, query, follow, may, partial, cancel, troubles }),
    status,
  );
}

/** What became of its mails (R2), for whoever sees to it. */
async function troublesOf(visit: Visit, id: string): Promise<string[]> {
  const process = await visit.read(processOut, getProcess, { params: { id: `esat-campaign-${id}` } });
  return process.incident === null ? [] : (process.incidentCauses ?? []);
}
