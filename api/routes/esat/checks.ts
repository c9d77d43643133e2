import { z } from 'zod';
import {
  dropCheck as dropStored,
  launchedCheck,
  openChecks,
  replaceCheck,
} from '../../../adapters/store/campaign/checkStore.ts';
import { insertCampaign } from '../../../adapters/store/campaign/newCampaign.ts';
import { ROW_SORTS } from '../../../adapters/store/queries/campaigns.ts';
import { changesSince } from '../../../domain/campaign/check.ts';
import { unlikelyDates } from '../../../domain/campaign/unlikelyDates.ts';
import { DomainError, refusalOf } from '../../../domain/errors.ts';
import { VERDICTS } from '../../../domain/esat/rows.ts';
import { line } from '../../../domain/formats/schemas.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { actorOf, notFound } from '../../access.ts';
import {
  CHECKED_ROWS,
  campaignCafOf,
  judgedNow,
  keptUntil,
  launched,
  openCheck,
  presentCheck,
  presentChecked,
  rowsOf,
} from '../../campaignChecks.ts';
import { campaignOf } from '../../campaigns.ts';
import { keptPage, keptQuery } from '../../keptRows.ts';
import { route } from '../../route.ts';
import { campaignOut, checkedRowOut, checkItemOut, checkOut } from '../../shapes/campaign.ts';
import { calendarDate, delegationMode, id, iso, listOf, meant } from '../../shapes/common.ts';

const LAUNCH = ['cafAdmin', 'national'] as const;
const params = z.strictObject({ checkId: id });
const PATH = '/esat/campaign-checks/{checkId}';

export const listChecks = route({
  method: 'get',
  path: '/esat/campaign-checks',
  tag: 'Esat',
  summary: 'Mes fichiers vérifiés qui attendent d’être lancés, du plus récent au plus ancien',
  description: 'Un fichier vérifié n’est montré qu’à qui l’a vérifié.',
  roles: LAUNCH,
  responses: { 200: { description: 'Fichiers vérifiés', schema: z.object({ items: z.array(checkItemOut) }) } },
  async handler({ deps, person, at }) {
    const items = (await openChecks(deps.db, person.id))
      .map(({ createdAt, ...check }) => ({ ...check, createdAt, until: keptUntil(createdAt, deps.policy.retention) }))
      .filter(({ until }) => until > at)
      .map(({ createdAt, until, ...check }) => ({ ...check, checkedAt: iso(createdAt), keptUntil: iso(until) }));
    return { status: 200, body: { items } };
  },
});

export const getCheck = route({
  method: 'get',
  path: PATH,
  tag: 'Esat',
  summary: 'Un fichier vérifié, avec ses chiffres',
  roles: LAUNCH,
  params,
  responses: { 200: { description: 'Le fichier vérifié', schema: checkOut } },
  errors: ['DEJA_FAIT'],
  async handler({ deps, person, params: { checkId }, at }) {
    return { status: 200, body: presentCheck(await openCheck(deps, person, checkId, at), deps.policy.retention) };
  },
});

export const checkRows = route({
  method: 'get',
  path: `${PATH}/rows`,
  tag: 'Esat',
  summary: "Lignes d'un fichier vérifié, avec toutes leurs raisons",
  roles: LAUNCH,
  params,
  query: z.strictObject({ ...keptQuery(ROW_SORTS), verdict: z.enum(VERDICTS).optional() }),
  responses: { 200: { description: 'Lignes', schema: listOf(checkedRowOut) } },
  errors: ['DEJA_FAIT'],
  async handler({ deps, person, params: { checkId }, query, at }) {
    const { kept } = await openCheck(deps, person, checkId, at);
    const { verdict, ...asked } = query;
    const wanted = rowsOf(kept).filter((row) => verdict === undefined || row.verdict === verdict);
    const page = keptPage(wanted, CHECKED_ROWS, asked);
    const items = page.items.map((row) => ({ ...presentChecked(row), before: row.before }));
    return { status: 200, body: { ...page, items } };
  },
});

export const launchCheck = route({
  method: 'post',
  path: `${PATH}/launch`,
  tag: 'Esat',
  summary: 'Lancer la campagne dont le fichier a été vérifié',
  description:
    'Les verdicts sont établis à nouveau. S’ils ne sont plus ceux de `revision`, rien n’est lancé (`VERIFICATION_CHANGEE`) et le fichier vérifié montre les différences, sous une nouvelle `revision`.',
  roles: LAUNCH,
  params,
  body: z.strictObject({
    revision: z.int().min(1).meta({ description: 'Celle du fichier vérifié, tel qu’il a été montré' }),
    name: line(200).optional(),
    deadline: calendarDate.optional().meta({ description: 'Absente : celle de la vérification, comme les suivantes' }),
    opensOn: calendarDate.optional(),
    delegationMode: delegationMode.optional(),
    confirmed: meant,
  }),
  responses: {
    202: { description: 'Campagne lancée', schema: campaignOut, headers: { Location: 'Adresse du processus' } },
  },
  errors: ['DATE_PASSEE', 'DEJA_FAIT', 'VERIFICATION_CHANGEE'],
  async handler({ deps, person, params: { checkId }, body, ip, at }) {
    const { kept, revision } = await openCheck(deps, person, checkId, at);
    const { name, deadline, opensOn } = { ...kept.fields, ...given(body) };
    const input = {
      ...kept.fields,
      name,
      deadline,
      opensOn,
      delegationMode: body.delegationMode ?? kept.fields.delegationMode,
    };
    const unlikely = body.confirmed ? [] : unlikelyDates(input, parisDate(at));
    if (unlikely.length > 0) throw refusalOf(unlikely);
    const owner = { id: checkId, userId: person.id, revision };
    const judged = await judgedNow(deps, kept.rows, campaignCafOf(person));
    const changes = changesSince(kept.judged, judged);
    if (changes.length > 0) await replaceCheck(deps, { ...owner, kept: { ...kept, judged, changes } });
    if (changes.length > 0 || body.revision !== revision) throw changed();
    const ids = await deps.db.$transaction(
      async (tx) => {
        const begun = await insertCampaign(tx, input, judged, { at, actor: actorOf(person, ip) });
        if (!(await launchedCheck(tx, { ...owner, campaignId: begun.id }))) throw launched();
        return begun;
      },
      { maxWait: 5_000, timeout: 30_000 },
    );
    await deps.commands.start({ processId: ids.processId, type: 'esatCampaign' });
    const campaign = await campaignOf(deps, person, ids.id);
    return { status: 202, headers: { Location: `/api/v1/processes/${ids.processId}` }, body: campaign };
  },
});

/** What was typed again; the rest is what the file was checked with. */
function given({
  name,
  deadline,
  opensOn,
}: {
  name?: string | undefined;
  deadline?: string | undefined;
  opensOn?: string | undefined;
}) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(opensOn === undefined ? {} : { opensOn }),
  };
}

function changed(): DomainError {
  return new DomainError(
    'VERIFICATION_CHANGEE',
    'Rien n’est lancé : depuis la vérification, le résultat de certaines lignes a changé. Relisez-les, puis lancez la campagne.',
  );
}

export const dropCheck = route({
  method: 'delete',
  path: PATH,
  tag: 'Esat',
  summary: 'Oublier un fichier vérifié',
  roles: LAUNCH,
  params,
  responses: { 204: { description: 'Oublié' } },
  async handler({ deps, person, params: { checkId } }) {
    if (!(await dropStored(deps.db, { id: checkId, userId: person.id }))) throw notFound();
    return { status: 204 };
  },
});
