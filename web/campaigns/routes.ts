import { hasRole, readsAll } from '../../api/access.ts';
import { campaignRows } from '../../api/routes/esat/campaignRows.ts';
import { cancelCampaign } from '../../api/routes/esat/cancelCampaign.ts';
import { createCampaign } from '../../api/routes/esat/createCampaign.ts';
import { getCampaign } from '../../api/routes/esat/getCampaign.ts';
import { listCampaignsRoute } from '../../api/routes/esat/listCampaigns.ts';
import { getProcess } from '../../api/routes/processes/get.ts';
import { campaignOut, dryRunOut } from '../../api/shapes/campaign.ts';
import { processOut } from '../../api/shapes/process.ts';
import { mayCancel } from '../../domain/campaign/transitions.ts';
import { isTicked, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { CAMPAIGNS, ROWS } from '../kit/lists.ts';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import { filters, param } from '../kit/query.ts';
import type { DryRunView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';
import { count } from '../kit/words.ts';
import { CampaignsPage } from './listPage.tsx';
import { CampaignPage } from './onePage.tsx';

const FORM = 'campagne';
const CANCEL = 'annuler';
const FIELDS = ['name', 'deadline', 'opensOn', 'delegationMode'] as const;

/** Campaigns: list, check, launch, follow, cancel. */
export function campaignPages(pages: Pages): void {
  pages.get('/campagnes', async (visit) => showList(visit, freshForm(FORM, { delegationMode: 'DELEGUE' }), null, 200));

  pages.post(
    '/campagnes',
    async (visit) => {
      const dryRun = text(visit.body, 'dryRun') !== 'false';
      const typed = Object.fromEntries(FIELDS.map((name) => [name, text(visit.body, name)]));
      const meant = isTicked(visit.body, 'confirmed');
      const fields = meant ? { ...typed, confirmed: 'true' } : typed;
      const { file } = visit;
      const sent = {
        body: { ...fields, dryRun: String(dryRun) },
        file,
        keyless: dryRun,
      };
      return answerForm(
        visit,
        FORM,
        () => visit.send(createCampaign, sent),
        (reply) => {
          if (reply.status === 200)
            return showList(
              visit,
              freshForm(FORM, meant ? { ...typed, confirmed: 'oui' } : typed),
              dryRunOut.parse(reply.body),
              200,
            );
          const campaign = campaignOut.parse(reply.body);
          visit.go(
            `/campagnes/${encodeURIComponent(campaign.id)}`,
            `Campagne lancée : ${count(campaign.rows.total, 'ligne', 'lignes')}.`,
          );
        },
        (form, status) => showList(visit, form, null, status),
      );
    },
    { upload: createCampaign },
  );

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

async function showList(visit: Visit, form: FormState, checked: DryRunView | null, status: number): Promise<void> {
  const query = filters(visit.request, ['state', 'cursor']);
  const campaigns = await visit.read(CAMPAIGNS, listCampaignsRoute, { query });
  const may = visit.person !== null && hasRole(visit.person, 'cafAdmin', 'national');
  await visit.show(
    CampaignsPage({
      view: visit.view,
      campaigns,
      query,
      form: may ? form : null,
      checked,
    }),
    status,
  );
}

async function showOne(visit: Visit, cancel: FormState, status: number): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const query = filters(visit.request, ['verdict', 'cursor']);
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
