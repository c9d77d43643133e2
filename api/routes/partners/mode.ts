import { z } from 'zod';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { CAF, mayAct } from '../../access.ts';
import { modeOf } from '../../delegationMode.ts';
import { route } from '../../route.ts';
import { delegationMode, idParams } from '../../shapes/common.ts';
import { obstacleOut, presentObstacle } from '../../shapes/obstacle.ts';

export const modeOut = z
  .object({
    mode: delegationMode.nullable().meta({ description: 'Absent : aucun contrat en vigueur' }),
    obstacle: obstacleOut.nullable().meta({ description: 'Pourquoi il ne peut pas être changé maintenant' }),
  })
  .meta({ id: 'DelegationModeInForce' });

export const getMode = route({
  method: 'get',
  path: '/partners/{id}/delegation-mode',
  tag: 'Partenaires',
  summary: 'Le mode de gestion en vigueur, et ce qui s’oppose à en changer',
  roles: CAF,
  params: idParams,
  responses: { 200: { description: 'Le mode', schema: modeOut } },
  async handler(call) {
    const partner = mayAct(call.person, await partnerById(call.deps.db, call.params.id));
    const { mode, obstacle } = await modeOf(call, partner);
    return { status: 200, body: { mode, obstacle: presentObstacle(obstacle) } };
  },
});
