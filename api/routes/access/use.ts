import { z } from 'zod';
import { recordServiceUse } from '../../../adapters/store/dossier/serviceUse.ts';
import { accessNow } from '../../../adapters/store/entrance/access.ts';
import { DomainError } from '../../../domain/errors.ts';
import { SERVICES } from '../../../domain/service/services.ts';
import { route } from '../../route.ts';
import { personNamed, serviceOf } from '../../serviceToken.ts';
import { NAMED, NAMES_ONE, namesOne } from './check.ts';

export const reportUse = route({
  method: 'post',
  path: '/access/use',
  tag: 'Accès des services',
  summary: 'Dire qu’une personne vient de se servir du service',
  description:
    'Le service le dit à chaque consultation : l’année de « une connexion par an et par service » repart de là (TIME-2, TIME-13). 403 `SERVICE_NON_OUVERT` pour qui n’y est plus habilité : le service cesse de le servir.',
  roles: 'service',
  idempotent: false,
  body: z.strictObject(NAMED).refine(namesOne, { message: NAMES_ONE, path: ['login'] }),
  responses: { 204: { description: 'Noté' } },
  errors: ['INTROUVABLE', 'SERVICE_NON_OUVERT'],
  async handler(call) {
    const { deps, body, at } = call;
    const service = serviceOf(call);
    const userId = await personNamed(deps, body);
    if ((await accessNow(deps.db, { userId, service }, at)) === null)
      throw new DomainError(
        'SERVICE_NON_OUVERT',
        `Cette personne n'a pas accès au service « ${SERVICES[service]} » aujourd'hui.`,
        { rule: 'GRP-14' },
      );
    await deps.db.$transaction((tx) => recordServiceUse(tx, userId, service, at));
    return { status: 204 };
  },
});
