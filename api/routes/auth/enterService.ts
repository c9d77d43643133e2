import { z } from 'zod';
import { recordServiceUse } from '../../../adapters/store/dossier/serviceUse.ts';
import { servicesOfPerson } from '../../../adapters/store/queries/myServices.ts';
import { DomainError } from '../../../domain/errors.ts';
import { SERVICE_CODES } from '../../../domain/service/services.ts';
import { noAccess } from '../../../domain/service/standing.ts';
import { PARTNER_SIDE } from '../../access.ts';
import { route } from '../../route.ts';

export const enterService = route({
  method: 'post',
  path: '/me/services/{code}/enter',
  tag: 'Session',
  summary: 'Entrer dans un service',
  description:
    'Enregistre l’accès (ACC-20, TIME-13) ; 403 `SERVICE_NON_OUVERT` pour qui n’y est pas habilité aujourd’hui, ou tant qu’il est fermé ou suspendu : le message dit pourquoi.',
  roles: PARTNER_SIDE,
  params: z.strictObject({ code: z.enum(SERVICE_CODES) }),
  responses: { 204: { description: 'Entré' } },
  errors: ['SERVICE_NON_OUVERT'],
  async handler({ deps, person, params, at }) {
    const held = (await servicesOfPerson(deps.db, person.id, at)).find(({ service }) => service === params.code);
    if (held?.open !== true)
      throw new DomainError('SERVICE_NON_OUVERT', noAccess(params.code, held), { rule: 'GRP-14' });
    await deps.db.$transaction((tx) => recordServiceUse(tx, person.id, params.code, at));
    return { status: 204 };
  },
});
