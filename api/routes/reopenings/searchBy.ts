import { z } from 'zod';
import { SEARCH_KEYS } from '../../../domain/service/national.ts';
import { actOnReopening, CONDUCT } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { reopeningOut } from '../../shapes/reopening.ts';

export const setSearchBy = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/search',
  tag: 'Espace Tuteur',
  summary: 'Mettre en service la recherche par SIREN, ou la retirer',
  description: 'TUT-9 : par SIREN, chaque établissement de l’organisme est vu.',
  roles: CONDUCT,
  params: idParams,
  body: z.strictObject({ key: z.enum(SEARCH_KEYS) }),
  responses: { 200: { description: 'La réouverture', schema: reopeningOut } },
  errors: [],
  async handler(call) {
    return { status: 200, body: await actOnReopening(call, { type: 'searchBy', key: call.body.key }) };
  },
});
