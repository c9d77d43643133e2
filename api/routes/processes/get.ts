import { mailsInTrouble } from '../../../adapters/store/queries/mailTrouble.ts';
import { processById } from '../../../adapters/store/queries/processes.ts';
import { troubleWords } from '../../../domain/mail/troubleWords.ts';
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
    const process = mayRead(person, await processById(deps.db, params.id));
    const troubled = process.incident === null ? [] : await mailsInTrouble(deps.db, process.id);
    return { status: 200, body: { ...presentProcess(process, at), incidentCauses: troubled.map(troubleWords) } };
  },
});
