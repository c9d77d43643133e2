import { z } from 'zod';
import { accessNow } from '../../../adapters/store/entrance/access.ts';
import { servicesOfPerson } from '../../../adapters/store/queries/myServices.ts';
import { DomainError } from '../../../domain/errors.ts';
import { sought } from '../../../domain/formats/schemas.ts';
import { SERVICE_CODES } from '../../../domain/service/services.ts';
import { noAccess } from '../../../domain/service/standing.ts';
import { route } from '../../route.ts';
import { personNamed, serviceOf } from '../../serviceToken.ts';

/** Whom a service speaks of: by the identifiant that they typed, or by the subject of a token. */
export const NAMED = {
  login: sought(200).min(1).optional().meta({ example: 'MCP00000093' }),
  subject: sought(200).min(1).optional().meta({ description: '`sub` d’un jeton' }),
};

/** One of the two, never both: for a `refine`. */
export const namesOne = ({ login, subject }: { login?: string; subject?: string }): boolean =>
  (login === undefined) !== (subject === undefined);
export const NAMES_ONE = 'Donnez « login » ou « subject », l’un des deux.';

export const checkAccess = route({
  method: 'post',
  path: '/access/check',
  tag: 'Accès des services',
  summary: 'Dire à un service si une personne peut y entrer à l’instant',
  description:
    'Pour un service qui ne sait pas OpenID (SVC-9) : rôles, profils et codes tels qu’un jeton les porterait, d’après les faits du moment. Un service ne demande que pour lui-même.',
  roles: 'service',
  idempotent: false,
  body: z
    .strictObject({ ...NAMED, service: z.enum(SERVICE_CODES) })
    .refine(namesOne, { message: NAMES_ONE, path: ['login'] }),
  responses: {
    200: {
      description: 'Ce que la personne peut dans ce service',
      schema: z.object({
        allowed: z.boolean(),
        subject: z.string(),
        roles: z.array(z.string()),
        profiles: z.array(z.string()),
        numeroInstructeur: z.string().optional(),
        codeBailleur: z.string().optional(),
        diagnosis: z
          .object({
            message: z.string().meta({ description: 'Ce que la personne peut lire' }),
            page: z.string().meta({ description: 'Page de Passerelle qui lui dit pourquoi, et que faire' }),
          })
          .optional(),
      }),
    },
  },
  errors: ['INTROUVABLE', 'ACTION_NON_PERMISE'],
  async handler(call) {
    const { deps, body, at } = call;
    const { service } = body;
    if (serviceOf(call) !== service)
      throw new DomainError('ACTION_NON_PERMISE', 'Un service ne demande que pour lui-même.');
    const userId = await personNamed(deps, body);
    const access = await accessNow(deps.db, { userId, service }, at);
    if (access !== null) {
      const { roles, profiles } = access;
      const codes = {
        ...(access.numeroInstructeur === null ? {} : { numeroInstructeur: access.numeroInstructeur }),
        ...(access.codeBailleur === null ? {} : { codeBailleur: access.codeBailleur }),
      };
      return { status: 200, body: { allowed: true, subject: userId, roles, profiles, ...codes } };
    }
    const held = (await servicesOfPerson(deps.db, userId, at)).find((one) => one.service === service);
    const diagnosis = {
      message: noAccess(service, held),
      page: `${deps.publicUrl}/comptes/${userId}/diagnostic?service=${service}`,
    };
    const nothing: string[] = [];
    return {
      status: 200,
      body: { allowed: false, subject: userId, roles: nothing, profiles: nothing, diagnosis },
    };
  },
});
