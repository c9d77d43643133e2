import { fetchCopy } from '../../personalData.ts';
import { route } from '../../route.ts';
import { tokenParams } from '../../shapes/link.ts';

export const fetchDataCopy = route({
  method: 'get',
  path: '/data-copies/{token}',
  tag: 'Données personnelles',
  summary: 'Retirer la copie de ses données',
  description: 'Par le lien reçu par courriel, jusqu’à son terme. Le retrait est inscrit au journal.',
  roles: 'link',
  params: tokenParams,
  responses: { 200: { description: 'Le fichier', contentType: 'application/octet-stream' } },
  errors: ['LIEN_PERIME'],
  async handler(call) {
    return {
      status: 200,
      headers: {
        'Cache-Control': 'no-store',
        'Content-Disposition': 'attachment; filename="donnees.json"',
        'X-Content-Type-Options': 'nosniff',
      },
      body: await fetchCopy(call, call.params.token),
    };
  },
});
