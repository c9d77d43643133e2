import { z } from 'zod';
import { replaceReopeningFile } from '../../../adapters/store/tuteur/newReopening.ts';
import { actorOf } from '../../access.ts';
import { assertReopening, CONDUCT, dryRunOf, joinedTiersi, reopeningOf } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { flag, idParams } from '../../shapes/common.ts';
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
    dryRun: flag.default(false).meta({ description: '`true` : vérifier sans rien enregistrer' }),
  }),
  responses: {
    200: {
      description: 'La réouverture, ou ce que le fichier en ferait (`dryRun`)',
      schema: z.union([reopeningOut, reopeningDryRunOut]),
    },
  },
  errors: [...SPREADSHEET_ERRORS],
  async handler(call) {
    const { deps, person, params, body, ip, at } = call;
    await assertReopening(deps, params.id);
    const rows = await joinedTiersi(call);
    if (body.dryRun) {
      const { opensOn } = await reopeningOf(deps, params.id);
      return { status: 200, body: await dryRunOf(call, opensOn, rows) };
    }
    const actor = { ...actorOf(person, ip), role: 'national' as const };
    await deps.db.$transaction((tx) => replaceReopeningFile(tx, params.id, rows, { at, actor }, deps.policy), {
      maxWait: 5_000,
      timeout: 30_000,
    });
    return { status: 200, body: await reopeningOf(deps, params.id) };
  },
});
