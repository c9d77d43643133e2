import { z } from 'zod';
import { insertReopening } from '../../../adapters/store/tuteur/newReopening.ts';
import { refusalOf } from '../../../domain/errors.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { unlikelyReopening } from '../../../domain/tuteurReopening/unlikelyOpening.ts';
import { actorOf } from '../../access.ts';
import { assertAsShown, startedBefore, takeChecked } from '../../checkedFiles.ts';
import { CHECKING_TIERSI, dryRunOf, joinedTiersi, judgedFile, keptTiersi } from '../../reopeningChecks.ts';
import { CONDUCT, reopeningOf } from '../../reopenings.ts';
import { type Call, route } from '../../route.ts';
import { calendarDate, checkedId, flag } from '../../shapes/common.ts';
import { reopeningDryRunOut, reopeningOut } from '../../shapes/reopening.ts';
import { SPREADSHEET_ERRORS } from '../../spreadsheet.ts';

export const createReopening = route({
  method: 'post',
  path: '/tuteur/reopenings',
  tag: 'Espace Tuteur',
  summary: 'Importer le fichier de Tiersi et préparer la réouverture',
  description:
    'Chaque ligne reçoit toutes ses raisons, chaque tuteur son verdict (§5). Une seule réouverture à la fois ; avant `opensOn`, rien ne rouvre (TUT-10).',
  roles: CONDUCT,
  upload: true,
  body: z.strictObject({
    opensOn: calendarDate.meta({ description: 'Aucune réouverture avant cette date (TUT-10)' }),
    confirmed: flag.default(false).meta({ description: 'La date passée est voulue (TUT-10)' }),
    dryRun: flag
      .default(false)
      .meta({ description: '`true` : vérifier sans rien commencer ; le fichier est gardé un jour' }),
    checkId: checkedId.optional(),
  }),
  responses: {
    200: { description: 'Vérification seule (`dryRun`)', schema: reopeningDryRunOut },
    202: { description: 'Réouverture lancée', schema: reopeningOut, headers: { Location: 'Adresse du processus' } },
  },
  errors: ['PROCESSUS_EN_COURS', ...SPREADSHEET_ERRORS, 'DATE_PASSEE', 'VERIFICATION_CHANGEE'],
  async handler(call) {
    const { deps, person, body, key, ip, at } = call;
    const { opensOn, dryRun, checkId } = body;
    const startKey = key === null ? null : `${person.id}:${key}`;
    const earlier = checkId === undefined ? null : await startedBefore(call, startKey);
    if (earlier !== null) return begun(call, earlier.id);
    const again = checkId === undefined ? null : await keptTiersi(call, checkId, null);
    const rows = again?.kept.lines ?? (await joinedTiersi(call));
    const judged = async () => judgedFile(call, rows, { opensOn, reopeningId: null, again });
    if (dryRun) return { status: 200, body: await dryRunOf(call, await judged(), again) };
    const unlikely = body.confirmed ? [] : unlikelyReopening(opensOn, parisDate(at));
    if (unlikely.length > 0) throw refusalOf(unlikely);
    if (again !== null)
      assertAsShown(CHECKING_TIERSI, again.kept, await judged(), {
        ...{ nothing: 'Rien n’est commencé', then: 'préparez la réouverture' },
      });
    const actor = { ...actorOf(person, ip), role: 'national' as const };
    const id = await deps.db.$transaction(
      async (tx) => {
        if (checkId !== undefined) await takeChecked(tx, call, checkId);
        return insertReopening(tx, { opensOn, rows }, { at, actor, startKey });
      },
      { maxWait: 5_000, timeout: 30_000 },
    );
    return begun(call, id);
  },
});

/** Its process goes on from here. */
async function begun({ deps }: Pick<Call, 'deps'>, id: string) {
  await deps.commands.start({ processId: id, type: 'tuteurReopening' });
  const body = await reopeningOf(deps, id);
  return { status: 202 as const, headers: { Location: `/api/v1/processes/${id}` }, body };
}
