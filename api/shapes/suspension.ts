import { z } from 'zod';
import { prose } from '../../domain/formats/schemas.ts';
import { SERVICE_CODES } from '../../domain/service/services.ts';
import { calendarDate, id } from './common.ts';

/** A service by its code, for everyone. */
export const serviceParams = z.strictObject({ code: z.enum(SERVICE_CODES) });
/** A service of a partner. */
export const partnerServiceParams = z.strictObject({ id, code: z.enum(SERVICE_CODES) });

/** Why, in words that the people concerned read. */
const reason = prose(500).meta({
  description: 'Motif, tel que le lisent les personnes',
  example: 'Données en correction.',
});

export const suspendBody = z.strictObject({
  reason,
  until: z
    .union([calendarDate, z.iso.datetime({ offset: true })])
    .optional()
    .meta({ description: 'Fin : un instant, ou le jour où le service rouvre ; absent : jusqu’à ce qu’on le rouvre' }),
});
export const resumeBody = z.strictObject({ reason });
