import { z } from 'zod';
import { refusalOf } from '../../../domain/errors.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { unlikelyReopening } from '../../../domain/tuteurReopening/unlikelyOpening.ts';
import { actOnReopening, CONDUCT } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { calendarDate, idParams, meant } from '../../shapes/common.ts';
import { reopeningOut } from '../../shapes/reopening.ts';

export const resumeReopening = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/resume',
  tag: 'Espace Tuteur',
  summary: 'Prévoir de nouveau la réouverture',
  description: 'Le rapport d’impact est à relire, les vagues recommencent.',
  roles: CONDUCT,
  params: idParams,
  body: z.strictObject({ opensOn: calendarDate, confirmed: meant }),
  responses: { 200: { description: 'La réouverture', schema: reopeningOut } },
  errors: ['DATE_PASSEE'],
  async handler(call) {
    const { opensOn, confirmed } = call.body;
    const unlikely = confirmed ? [] : unlikelyReopening(opensOn, parisDate(call.at));
    if (unlikely.length > 0) throw refusalOf(unlikely);
    return { status: 200, body: await actOnReopening(call, { type: 'resume', opensOn }) };
  },
});
