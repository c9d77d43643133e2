import { processById } from '../../../adapters/store/queries/processes.ts';
import { colleaguesOf } from '../../../adapters/store/queries/tasks.ts';
import { CAF, mayRead } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { colleaguesOut } from '../tasks/assign.ts';

export const processColleagues = route({
  method: 'get',
  path: '/processes/{id}/colleagues',
  tag: 'Dossiers',
  summary: 'À qui les tâches d’un dossier peuvent être confiées',
  roles: [...CAF, 'operator'],
  params: idParams,
  responses: { 200: { description: 'Agents de la Caf qui le gère, par nom', schema: colleaguesOut } },
  async handler({ deps, person, params, at }) {
    const process = mayRead(person, await processById(deps.db, params.id));
    return { status: 200, body: { items: await colleaguesOf(deps.db, process.caf, at) } };
  },
});
