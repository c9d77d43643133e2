import { readableLink } from '../../link.ts';
import { route } from '../../route.ts';
import { describeLink, linkOut, tokenParams } from '../../shapes/link.ts';

export const getLink = route({
  method: 'get',
  path: '/links/{token}',
  tag: 'Liens',
  summary: 'Ce que ce lien permet de voir et de faire',
  description:
    "L'ouvrir ne change rien. Un lien qui a servi ne permet plus d'agir (`current` : faux) et se lit encore, jusqu'à POLICY_LINK_READ après la fin du dossier.",
  roles: 'link',
  params: tokenParams,
  responses: { 200: { description: 'Ce qui est attendu', schema: linkOut } },
  errors: ['LIEN_PERIME'],
  async handler(call) {
    return { status: 200, body: await describeLink(call, await readableLink(call, call.params.token)) };
  },
});
