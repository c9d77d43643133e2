import { z } from 'zod';
import type { Person } from '../../../adapters/identity/sessions.ts';
import { keepCheck } from '../../../adapters/store/campaign/checkStore.ts';
import { insertCampaign } from '../../../adapters/store/campaign/newCampaign.ts';
import { campaignById, campaignFigures } from '../../../adapters/store/queries/campaigns.ts';
import { unlikelyDates } from '../../../domain/campaign/unlikelyDates.ts';
import { refusalOf } from '../../../domain/errors.ts';
import { COLUMNS } from '../../../domain/esat/columns.ts';
import type { JudgedRow } from '../../../domain/esat/rows.ts';
import { line } from '../../../domain/formats/schemas.ts';
import type { SheetRow } from '../../../domain/formats/sheet.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { actorOf, notFound } from '../../access.ts';
import { campaignCafOf, checkedFigures, judgedNow, keptUntil, presentChecked } from '../../campaignChecks.ts';
import { type Call, route } from '../../route.ts';
import { campaignOut, dryRunOut, presentSummary } from '../../shapes/campaign.ts';
import { calendarDate, delegationMode, flag, iso } from '../../shapes/common.ts';
import { joinedRows, SPREADSHEET_ERRORS } from '../../spreadsheet.ts';

const fields = z.strictObject({
  name: line(200).meta({ example: 'Esat – automne 2026' }),
  deadline: calendarDate.meta({ description: 'Échéance' }),
  opensOn: calendarDate.meta({ description: 'Aucun service avant cette date (ESAT-23)' }),
  delegationMode: delegationMode.default('DELEGUE'),
  confirmed: flag.default(false).meta({ description: 'Les dates passées sont voulues (ESAT-23, ESAT-24)' }),
  dryRun: flag
    .default(false)
    .meta({ description: '`true` : vérifier sans rien créer ; le fichier est gardé, à lancer' }),
});
type Fields = z.output<typeof fields>;

export const createCampaign = route({
  method: 'post',
  path: '/esat/campaigns',
  tag: 'Esat',
  summary: 'Importer la liste Esat de la Cnaf',
  description:
    'Chaque ligne reçoit un verdict avec toutes ses raisons (§6.4). National : chaque ligne va à la Caf de son département ; administrateur de Caf : les siennes seulement.',
  roles: ['cafAdmin', 'national'],
  upload: true,
  body: fields,
  responses: {
    200: { description: 'Vérification seule (`dryRun`)', schema: dryRunOut },
    202: { description: 'Campagne lancée', schema: campaignOut, headers: { Location: 'Adresse du processus' } },
  },
  errors: [...SPREADSHEET_ERRORS, 'DATE_PASSEE'],
  async handler(call) {
    const { deps, person, body, at } = call;
    const caf = campaignCafOf(person);
    const rows = await joinedRows(call, COLUMNS);
    const judged = await judgedNow(deps, rows, caf);
    if (body.dryRun) return { status: 200, body: await checked(call, caf, rows, judged) };
    const unlikely = body.confirmed ? [] : unlikelyDates(body, parisDate(at));
    if (unlikely.length > 0) throw refusalOf(unlikely);
    const campaign = await launch(call, caf, judged);
    return { status: 202, headers: { Location: `/api/v1/processes/${campaign.processId}` }, body: campaign };
  },
});

/** Keeps the checked file for whoever checked it: it is launched without being sent again. */
async function checked(
  { deps, person, body, at }: Call<unknown, unknown, Fields, Person>,
  caf: string | null,
  rows: readonly SheetRow[],
  judged: readonly JudgedRow[],
): Promise<z.input<typeof dryRunOut>> {
  const { name, deadline, opensOn, delegationMode } = body;
  const fields = { name, caf, deadline, opensOn, delegationMode };
  const checkId = await keepCheck(deps, { userId: person.id, kept: { fields, rows, judged, changes: [] }, at });
  return {
    checkId,
    keptUntil: iso(keptUntil(at, deps.policy.retention)),
    ...fields,
    state: 'VERIFIEE',
    ...checkedFigures(judged),
    details: judged.filter((row) => row.verdict !== 'accepted' || row.warnings.length > 0).map(presentChecked),
  };
}

/** Stores the checked file once per key; the process launches its rows. */
async function launch(
  call: Call<unknown, unknown, Fields, Person>,
  caf: string | null,
  judged: readonly JudgedRow[],
): Promise<z.input<typeof campaignOut>> {
  const { deps, person, body, key, ip, at } = call;
  const { name, deadline, opensOn, delegationMode } = body;
  const input = { name, caf, deadline, opensOn, delegationMode };
  const startKey = key === null ? null : `${person.id}:${key}`;
  const ids = await deps.db.$transaction(
    (tx) => insertCampaign(tx, input, judged, { at, actor: actorOf(person, ip), startKey }),
    { maxWait: 5_000, timeout: 30_000 },
  );
  await deps.commands.start({ processId: ids.processId, type: 'esatCampaign' });
  const campaign = await campaignById(deps.db, ids.id);
  if (campaign === null) throw notFound();
  return { ...presentSummary(campaign), processId: ids.processId, ...(await campaignFigures(deps.db, ids.id)) };
}
