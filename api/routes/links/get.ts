import { currentLink } from '../../link.ts';
import { route } from '../../route.ts';
import { describeLink, linkOut, tokenParams } from '../../shapes/link.ts';

export const getLink = route({
  method: 'get',
  path: '/links/{token}',
  tag: 'Liens',
  summary: 'Ce que ce lien permet de voir et de faire',
  description: "L'ouvrir ne change rien.",
  roles: 'link',
  params: tokenParams,
  responses: { 200: { description: 'Ce qui est attendu', schema: linkOut } },
  errors: ['LIEN_PERIME'],
  async handler(call) {
    return { status: 200, body: await describeLink(call, await currentLink(call.deps, call.params.token)) };
  },
});
