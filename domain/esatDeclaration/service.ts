import type { ServiceCode } from '../service/services.ts';

/** The service whose people declare here (ESAT-10). */
export const ESAT_SERVICE: ServiceCode = 'ESAT';
