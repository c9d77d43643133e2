import { colleaguesOf } from '../../../adapters/store/queries/tasks.ts';
import { delegationsOfCaf } from '../../../adapters/store/signatureDelegations.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { CAF, ownCaf } from '../../access.ts';
import { route } from '../../route.ts';
import { delegationsOut, presentDelegation } from '../../shapes/signatureDelegation.ts';

export const listDelegations = route({
  method: 'get',
  path: '/signature-delegations',
  tag: 'Session',
  summary: 'Délégations de signature de ma Caf, de la plus récente à la plus ancienne',
  description:
    'Qui contresigne tient la signature du directeur par délégation. Tant qu’une Caf n’en a enregistré aucune, chacun de ses agents contresigne.',
  roles: CAF,
  responses: { 200: { description: 'Délégations', schema: delegationsOut } },
  async handler({ deps, person, at }) {
    const caf = ownCaf(person);
    const [rows, agents] = await Promise.all([delegationsOfCaf(deps.db, caf), colleaguesOf(deps.db, caf, at)]);
    return { status: 200, body: { items: rows.map((row) => presentDelegation(row, parisDate(at))), agents } };
  },
});
