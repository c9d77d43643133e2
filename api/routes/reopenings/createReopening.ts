import { z } from 'zod';
import { insertReopening } from '../../../adapters/store/tuteur/newReopening.ts';
import { refusalOf } from '../../../domain/errors.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { unlikelyReopening } from '../../../domain/tuteurReopening/unlikelyOpening.ts';
import { actorOf } from '../../access.ts';
import { CONDUCT, dryRunOf, joinedTiersi, reopeningOf } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { calendarDate, flag } from '../../shapes/common.ts';
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
    dryRun: flag.default(false).meta({ description: '`true` : vérifier sans rien enregistrer' }),
  }),
  responses: {
    200: { description: 'Vérification seule (`dryRun`)', schema: reopeningDryRunOut },
    202: { description: 'Réouverture lancée', schema: reopeningOut, headers: { Location: 'Adresse du processus' } },
  },
  errors: ['PROCESSUS_EN_COURS', ...SPREADSHEET_ERRORS, 'DATE_PASSEE'],
  async handler(call) {
    const { deps, person, body, key, ip, at } = call;
    const { opensOn, dryRun } = body;
    const rows = await joinedTiersi(call);
    if (dryRun) return { status: 200, body: await dryRunOf(call, opensOn, rows) };
    const unlikely = body.confirmed ? [] : unlikelyReopening(opensOn, parisDate(at));
    if (unlikely.length > 0) throw refusalOf(unlikely);
    const startKey = key === null ? null : `${person.id}:${key}`;
    const actor = { ...actorOf(person, ip), role: 'national' as const };
    const id = await deps.db.$transaction((tx) => insertReopening(tx, { opensOn, rows }, { at, actor, startKey }), {
      maxWait: 5_000,
      timeout: 30_000,
    });
    await deps.commands.start({ processId: id, type: 'tuteurReopening' });
    return { status: 202, headers: { Location: `/api/v1/processes/${id}` }, body: await reopeningOf(deps, id) };
  },
});
