import { z } from 'zod';
import { recordServiceUse } from '../../../adapters/store/dossier/serviceUse.ts';
import { servicesOfPerson } from '../../../adapters/store/queries/myServices.ts';
import { DomainError } from '../../../domain/errors.ts';
import { SERVICE_CODES, SERVICES } from '../../../domain/service/services.ts';
import { PARTNER_SIDE } from '../../access.ts';
import { route } from '../../route.ts';

export const enterService = route({
  method: 'post',
  path: '/me/services/{code}/enter',
  tag: 'Session',
  summary: 'Entrer dans un service',
  description:
    'Enregistre l’accès (ACC-20, TIME-13) ; 403 `SERVICE_NON_OUVERT` pour qui n’y est pas habilité aujourd’hui.',
  roles: PARTNER_SIDE,
  params: z.strictObject({ code: z.enum(SERVICE_CODES) }),
  responses: { 204: { description: 'Entré' } },
  errors: ['SERVICE_NON_OUVERT'],
  async handler({ deps, person, params, at }) {
    const held = await servicesOfPerson(deps.db, person.id);
    if (!held.some(({ service, open }) => service === params.code && open))
      throw new DomainError(
        'SERVICE_NON_OUVERT',
        `Vous n'avez pas accès au service « ${SERVICES[params.code]} » aujourd'hui.`,
        {
          rule: 'GRP-14',
        },
      );
    await deps.db.$transaction((tx) => recordServiceUse(tx, person.id, params.code, at));
    return { status: 204 };
  },
});
