import { processById } from '../../../adapters/store/queries/processes.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentProcess, processOut } from '../../shapes/process.ts';

export const getProcess = route({
  method: 'get',
  path: '/processes/{id}',
  tag: 'Dossiers',
  summary: "Un dossier : où il en est, ce qu'il attend, de qui, jusqu'à quand",
  roles: STAFF,
  params: idParams,
  responses: { 200: { description: 'Le dossier', schema: processOut } },
  async handler({ deps, person, params, at }) {
    return { status: 200, body: presentProcess(mayRead(person, await processById(deps.db, params.id)), at) };
  },
});
