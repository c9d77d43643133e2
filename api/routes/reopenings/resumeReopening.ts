import { z } from 'zod';
import { actOnReopening, CONDUCT } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { calendarDate, idParams } from '../../shapes/common.ts';
import { reopeningOut } from '../../shapes/reopening.ts';

export const resumeReopening = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/resume',
  tag: 'Espace Tuteur',
  summary: 'Prévoir de nouveau la réouverture',
  description: 'Le rapport d’impact est à relire, les vagues recommencent.',
  roles: CONDUCT,
  params: idParams,
  body: z.strictObject({ opensOn: calendarDate }),
  responses: { 200: { description: 'La réouverture', schema: reopeningOut } },
  errors: [],
  async handler(call) {
    return { status: 200, body: await actOnReopening(call, { type: 'resume', opensOn: call.body.opensOn }) };
  },
});
