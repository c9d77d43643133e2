import type { ServiceCode } from '../services.ts';

/** The service whose people declare remunerations and changes of activity here (ESAT-10). */
export const ESAT_SERVICE: ServiceCode = 'ESAT';
