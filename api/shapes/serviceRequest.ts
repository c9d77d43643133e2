import { z } from 'zod';
import { PROFILE_CODES, SERVICE_CODES } from '../../domain/service/services.ts';
import { id, instant } from './common.ts';
import { waitingForOut } from './process.ts';

/** What a partner may ask for, and what it has asked for already. */
export const serviceRequestsOut = z
  .object({
    unknown: z
      .array(z.enum(['nature', 'typeOrganisme']))
      .meta({ description: "Ce que la Caf ne sait pas encore de l'organisme, et qui se dit avec la demande" }),
    offers: z.array(
      z.object({
        service: z.enum(SERVICE_CODES),
        label: z.string(),
        purpose: z.string(),
        profiles: z.array(z.enum(PROFILE_CODES)).meta({ description: 'Ceux que l’organisme n’a pas (REQ-17)' }),
        obstacle: z.string().nullable().meta({ description: 'Pourquoi il ne se demande pas aujourd’hui' }),
      }),
    ),
    underWay: z.array(
      z.object({
        processId: id,
        services: z.array(z.string()).meta({ description: 'Leurs noms' }),
        state: z.string().meta({ description: 'En mots' }),
        waitingFor: waitingForOut.nullable(),
        createdAt: instant,
      }),
    ),
  })
  .meta({ id: 'ServiceRequests' });
export type ServiceRequestsView = z.output<typeof serviceRequestsOut>;
