import { z } from 'zod';
import type { Person } from '../../../adapters/identity/sessions.ts';
import { insertCampaign, knownSirets } from '../../../adapters/store/campaign/newCampaign.ts';
import { campaignById, campaignFigures } from '../../../adapters/store/queries/campaigns.ts';
import { reasonsTold, standsInstead } from '../../../domain/campaign/rows.ts';
import { unlikelyDates } from '../../../domain/campaign/unlikelyDates.ts';
import { refusalOf } from '../../../domain/errors.ts';
import { COLUMNS } from '../../../domain/esat/columns.ts';
import { countRows, type JudgedRow, judgeRows } from '../../../domain/esat/rows.ts';
import { line } from '../../../domain/formats/schemas.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { actorOf, hasRole, notFound, ownCaf } from '../../access.ts';
import { type Call, route } from '../../route.ts';
import { campaignOut, dryRunOut, presentSummary } from '../../shapes/campaign.ts';
import { calendarDate, delegationMode, flag } from '../../shapes/common.ts';
import { joinedRows, SPREADSHEET_ERRORS } from '../../spreadsheet.ts';

const fields = z.strictObject({
  name: line(200).meta({ example: 'Esat – automne 2026' }),
  deadline: calendarDate.meta({ description: 'Échéance' }),
  opensOn: calendarDate.meta({ description: 'Aucun service avant cette date (ESAT-23)' }),
  delegationMode: delegationMode.default('DELEGUE'),
  confirmed: flag.default(false).meta({ description: 'Les dates passées sont voulues (ESAT-23, ESAT-24)' }),
  dryRun: flag.default(false).meta({ description: '`true` : vérifier sans rien enregistrer' }),
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
    const { deps, person, body } = call;
    const caf = hasRole(person, 'national') ? null : ownCaf(person);
    const rows = await joinedRows(call, COLUMNS);
    // the first look only tells which SIRETs the file names
    const none = {
      existing: new Map<string, string>(),
      activeConventions: new Set<string>(),
      changingMode: new Set<string>(),
    };
    const sirets = [...new Set(judgeRows(rows, none).map((row) => row.siret))];
    const judged = judgeRows(rows, {
      ...(await knownSirets(deps.db, sirets)),
      ...(caf === null ? {} : { onlyCaf: caf }),
    });
    if (body.dryRun) return { status: 200, body: dryRunOf(body, caf, judged) };
    const unlikely = body.confirmed ? [] : unlikelyDates(body, parisDate(call.at));
    if (unlikely.length > 0) throw refusalOf(unlikely);
    const campaign = await launch(call, caf, judged);
    return { status: 202, headers: { Location: `/api/v1/processes/${campaign.processId}` }, body: campaign };
  },
});

function dryRunOf(body: Fields, caf: string | null, judged: readonly JudgedRow[]): z.input<typeof dryRunOut> {
  const { name, deadline, opensOn } = body;
  return {
    name,
    state: 'VERIFIEE',
    caf,
    deadline,
    opensOn,
    delegationMode: body.delegationMode,
    ...countRows(judged),
    byState: { queued: 0 },
    details: judged
      .filter((row) => row.verdict !== 'accepted' || row.warnings.length > 0)
      .map((row) => ({
        row: row.row,
        siret: row.siret,
        raisonSociale: row.raisonSociale,
        caf: row.caf,
        verdict: row.verdict,
        reasons: reasonsTold(row),
        useCase: row.useCase,
        processId: standsInstead(row),
        resolution: null,
      })),
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
