import { z } from 'zod';
import { replaceReopeningFile } from '../../../adapters/store/tuteur/newReopening.ts';
import { actorOf } from '../../access.ts';
import { assertAsShown, takeChecked } from '../../checkedFiles.ts';
import { CHECKING_TIERSI, dryRunOf, joinedTiersi, judgedFile, keptTiersi } from '../../reopeningChecks.ts';
import { assertReopening, CONDUCT, reopeningOf } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { checkedId, flag, idParams } from '../../shapes/common.ts';
import { reopeningDryRunOut, reopeningOut } from '../../shapes/reopening.ts';
import { SPREADSHEET_ERRORS } from '../../spreadsheet.ts';

export const replaceReopeningFileRoute = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/file',
  tag: 'Espace Tuteur',
  summary: 'Remplacer le fichier de Tiersi par un plus récent',
  description: 'Les verdicts sont refaits, les corrections faites demeurent, le rapport d’impact est à relire.',
  roles: CONDUCT,
  upload: true,
  params: idParams,
  body: z.strictObject({
    dryRun: flag
      .default(false)
      .meta({ description: '`true` : vérifier sans rien remplacer ; le fichier est gardé un jour' }),
    checkId: checkedId.optional(),
  }),
  responses: {
    200: {
      description: 'La réouverture, ou ce que le fichier en ferait (`dryRun`)',
      schema: z.union([reopeningOut, reopeningDryRunOut]),
    },
  },
  errors: [...SPREADSHEET_ERRORS, 'VERIFICATION_CHANGEE'],
  async handler(call) {
    const { deps, person, params, body, ip, at } = call;
    await assertReopening(deps, params.id);
    const { dryRun, checkId } = body;
    const reopeningId = params.id;
    const again = checkId === undefined ? null : await keptTiersi(call, checkId, reopeningId);
    const rows = again?.kept.lines ?? (await joinedTiersi(call));
    if (dryRun || again !== null) {
      const { opensOn } = await reopeningOf(deps, reopeningId);
      const judged = await judgedFile(call, rows, { opensOn, reopeningId, again });
      if (dryRun) return { status: 200, body: await dryRunOf(call, judged, again) };
      if (again !== null)
        assertAsShown(CHECKING_TIERSI, again.kept, judged, {
          ...{ nothing: 'Rien n’est remplacé', then: 'remplacez le fichier' },
        });
    }
    const actor = { ...actorOf(person, ip), role: 'national' as const };
    await deps.db.$transaction(
      async (tx) => {
        if (checkId !== undefined) await takeChecked(tx, call, checkId);
        await replaceReopeningFile(tx, reopeningId, rows, { at, actor }, deps.policy);
      },
      { maxWait: 5_000, timeout: 30_000 },
    );
    return { status: 200, body: await reopeningOf(deps, reopeningId) };
  },
});
