import { z } from 'zod';
import { delegationById, endDelegation } from '../../../adapters/store/signatureDelegations.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { actorOf, mayAct, notFound } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';
import { calendarDate, idParams } from '../../shapes/common.ts';
import { delegationOut, presentDelegation } from '../../shapes/signatureDelegation.ts';
import { assertInOrder } from './record.ts';

export const endDelegationRoute = route({
  method: 'post',
  path: '/signature-delegations/{id}/end',
  tag: 'Session',
  summary: 'Mettre fin à une délégation de signature',
  description: 'Ce qui a été contresigné le reste.',
  roles: ['cafAdmin'],
  params: idParams,
  body: z.strictObject({ until: calendarDate.meta({ description: 'Dernier jour, compris' }) }),
  responses: { 200: { description: 'Terminée à cette date', schema: delegationOut } },
  errors: ['CHAMP_INVALIDE'],
  async handler({ deps, person, params, body, ip, at }) {
    const { from, until, holder } = mayAct(person, await delegationById(deps.db, params.id));
    assertInOrder({ from, until: body.until });
    const after = await deps.db.$transaction(async (tx) => {
      await endDelegation(tx, params.id, body.until);
      const about = { action: 'caf.delegation', entity: 'delegation', entityId: params.id };
      const label = `Délégation de signature terminée : ${holder}`;
      const line = { ...about, label, before: { until }, after: { until: body.until } };
      await journal(tx, line, { at, actor: actorOf(person, ip), caf: person.caf });
      return delegationById(tx, params.id);
    });
    if (after === null) throw notFound();
    return { status: 200, body: presentDelegation(after, parisDate(at)) };
  },
});
