import { z } from 'zod';
import { RIGHTS as PEOPLE_RIGHTS } from '../../domain/rights/matrix.ts';
import { SERVICE_CODES } from '../../domain/service/services.ts';
import { STANDINGS } from '../../domain/service/standing.ts';
import { RIGHTS, type Right, ROLES } from '../access.ts';
import { id, instant } from './common.ts';

/** Who is signed in, their services, what they may do. */
export const meOut = z
  .object({
    user: z.object({
      id,
      login: z.string(),
      email: z.string(),
      firstName: z.string(),
      lastName: z.string(),
      lastLoginAt: instant.nullable(),
      previousLoginAt: instant.nullable().meta({ description: 'La connexion d’avant celle-ci (UI-2)' }),
    }),
    mustChangePassword: z.boolean(),
    mustEnrolSecondFactor: z
      .boolean()
      .meta({ description: 'La Caf demande une double authentification, à activer d’abord' }),
    roles: z.array(z.enum(ROLES)),
    caf: z.object({ code: z.string(), name: z.string() }).nullable(),
    partner: z.object({ id, raisonSociale: z.string(), siret: z.string(), caf: z.string() }).nullable(),
    services: z
      .array(
        z.object({
          code: z.enum(SERVICE_CODES),
          label: z.string(),
          enabled: z.boolean(),
          state: z.enum(STANDINGS),
          detail: z.string().nullable().meta({ description: 'Pourquoi il ne s’ouvre pas aujourd’hui' }),
          next: z.string().nullable().meta({ description: 'Ce qui vient ensuite, ou que faire d’ici là' }),
        }),
      )
      .meta({ description: 'Services de ses groupes ; `enabled` : ouvert aujourd’hui (GRP-14)' }),
    rights: z.array(z.enum([...(Object.keys(RIGHTS) as Right[]), ...PEOPLE_RIGHTS])),
  })
  .meta({ id: 'Me' });
