import { z } from 'zod';
import { servicesOf } from '../../../adapters/queries/partners.ts';
import { cafName } from '../../../domain/caf/cafs.ts';
import { SERVICE_CODES, SERVICES } from '../../../domain/service/services.ts';
import { RIGHTS, type Right, ROLES, rightsOf } from '../../access.ts';
import { route } from '../../route.ts';
import { id } from '../../shapes/common.ts';

export const me = route({
  method: 'get',
  path: '/me',
  tag: 'Session',
  summary: 'Qui je suis, mes services, ce que je peux faire',
  roles: ROLES,
  whileRestricted: true,
  responses: {
    200: {
      description: 'La personne connectée',
      schema: z.object({
        user: z.object({ id, login: z.string(), email: z.string(), firstName: z.string(), lastName: z.string() }),
        roles: z.array(z.enum(ROLES)),
        caf: z.object({ code: z.string(), name: z.string() }).nullable(),
        partner: z.object({ id, raisonSociale: z.string(), siret: z.string(), caf: z.string() }).nullable(),
        services: z.array(z.object({ code: z.enum(SERVICE_CODES), label: z.string(), enabled: z.boolean() })),
        rights: z.array(z.enum(Object.keys(RIGHTS) as Right[])),
      }),
    },
  },
  async handler({ deps, person }) {
    const { partnerId } = person;
    const [partner, opened] = await Promise.all([
      partnerId === null
        ? null
        : deps.db.partner.findUnique({
            where: { id: partnerId },
            select: { id: true, raisonSociale: true, siret: true, caf: true },
          }),
      partnerId === null ? [] : servicesOf(deps.db, partnerId),
    ]);
    const open = new Set(opened.filter((one) => one.state === 'OUVERTE').map((one) => one.service));
    const { id: userId, login, email, firstName, lastName, roles, caf } = person;
    return {
      status: 200,
      body: {
        user: { id: userId, login, email, firstName, lastName },
        roles: ROLES.filter((role) => roles.includes(role)),
        caf: caf === null ? null : { code: caf, name: cafName(caf) },
        partner,
        services:
          partnerId === null
            ? []
            : SERVICE_CODES.map((code) => ({ code, label: SERVICES[code], enabled: open.has(code) })),
        rights: rightsOf(person),
      },
    };
  },
});
