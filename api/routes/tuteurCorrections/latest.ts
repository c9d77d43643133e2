import { latestReopening } from '../../../adapters/store/queries/corrections.ts';
import { STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { latestOut } from '../../shapes/correction.ts';

export const latestCorrections = route({
  method: 'get',
  path: '/tuteur/corrections',
  tag: 'Espace Tuteur',
  summary: 'La réouverture dont les corrections sont les plus récentes',
  roles: STAFF,
  responses: { 200: { description: 'La réouverture ; null : aucune', schema: latestOut } },
  async handler({ deps }) {
    return { status: 200, body: { reopeningId: await latestReopening(deps.db) } };
  },
});
