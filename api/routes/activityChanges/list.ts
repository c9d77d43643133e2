import { z } from 'zod';
import { countChanges, listChanges } from '../../../adapters/store/esatDeclaration/changes.ts';
import { CHANGE_SORTS } from '../../../adapters/store/queries/processes.ts';
import { CAF, hasRole, ownCaf, PARTNER_SIDE } from '../../access.ts';
import { esatOf } from '../../esatDeclarations.ts';
import { route } from '../../route.ts';
import { changeStateOut, presentChange } from '../../shapes/activityChange.ts';
import { listOf, sortedQuery } from '../../shapes/common.ts';

export const changesOut = listOf(changeStateOut);

export const listActivityChanges = route({
  method: 'get',
  path: '/esat/changes',
  tag: 'Esat',
  summary: 'Changements d’activité, les plus récents d’abord',
  description:
    'Pour un Esat, les siens ; pour une Caf, ceux de ses allocataires, quel que soit l’Esat. La liste ne nomme aucun travailleur.',
  roles: [...CAF, ...PARTNER_SIDE],
  query: z.strictObject(sortedQuery(CHANGE_SORTS, '-createdAt')),
  responses: { 200: { description: 'Changements', schema: changesOut } },
  errors: ['SERVICE_NON_OUVERT', 'CURSEUR_INVALIDE'],
  async handler(call) {
    const { deps, person, query, at } = call;
    const of = hasRole(person, ...CAF) ? { caf: ownCaf(person) } : { partnerId: (await esatOf(call)).id };
    const [page, total] = await Promise.all([listChanges(deps.db, of, query), countChanges(deps.db, of)]);
    return { status: 200, body: { ...page, total, items: page.items.map((row) => presentChange(row, at)) } };
  },
});
